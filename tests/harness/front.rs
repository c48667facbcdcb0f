//! A real web server before the simulator, as somebody runs Fleetglass: with the file of `deploy/`, over TLS.
//!
//! The server runs in a folder of the test's own, on loopback, and ends with the test. The services of the system are left
//! alone.

use crate::child::Child;
use crate::engine::free_port;
use crate::paths;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A web server of Debian's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Front {
    /// nginx 1.22, with its module for files that are compressed beforehand.
    Nginx,
    /// Caddy 2.6.
    Caddy,
}

/// A running one.
#[derive(Debug)]
pub(crate) struct Running {
    _server: Child,
    port: u16,
}

impl Running {
    pub(crate) fn address(&self) -> String {
        format!("https://127.0.0.1:{}/", self.port)
    }
}

impl Front {
    /// Serves the built page with this `config.json`, and passes streams on to a port.
    pub(crate) fn start(self, files: &Path, config: &Path, upstream: u16) -> Running {
        let folder = files.join("front");
        let site = site(&folder, config);
        make_certificate(&folder);
        // Somebody else may take a port between its choice and its use.
        for _ in 0..10 {
            let ports = [free_port(), free_port()];
            let started = match self {
                Self::Nginx => nginx(&folder, &site, ports, upstream),
                Self::Caddy => caddy(&folder, &site, ports[0], upstream),
            };
            if let Some(server) = started {
                return Running { _server: server, port: ports[0] };
            }
        }
        panic!("{self:?} does not start; what it says stands above.");
    }
}

/// The folder that is served: the page, and the host's own file.
fn site(folder: &Path, config: &Path) -> PathBuf {
    let site = folder.join("site");
    fs::create_dir_all(&site).unwrap();
    for entry in fs::read_dir(paths::dist()).unwrap().flatten() {
        symlink(entry.path(), site.join(entry.file_name())).unwrap();
    }
    symlink(config, site.join("config.json")).unwrap();
    site
}

fn make_certificate(folder: &Path) {
    let mut openssl = Command::new("openssl");
    openssl.args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]);
    openssl.args(["-subj", "/CN=Fleetglass test", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "key.pem", "-out", "cert.pem"]);
    let made = openssl.current_dir(folder).stdin(Stdio::null()).stderr(Stdio::null()).status().unwrap();
    assert!(made.success(), "openssl made no certificate: {made}");
}

/// Returns a file of `deploy/` with what is written there replaced by what this test has.
fn configured(file: &str, own: &[(&str, String)]) -> String {
    let text = fs::read_to_string(paths::root().join("deploy").join(file)).unwrap();
    own.iter().fold(text, |text, (written, own)| {
        assert!(text.contains(written), "deploy/{file} holds no `{written}` any more");
        text.replace(written, own)
    })
}

fn nginx(folder: &Path, site: &Path, [port, plain_port]: [u16; 2], upstream: u16) -> Option<Child> {
    let at = |name: &str| folder.join(name).display().to_string();
    let server = configured(
        "nginx.conf",
        &[
            ("listen 443 ssl http2;", format!("listen 127.0.0.1:{port} ssl http2;")),
            ("listen 80;", format!("listen 127.0.0.1:{plain_port};")),
            ("/etc/ssl/fleetglass/", at("")),
            ("/srv/fleetglass;", format!("{};", site.display())),
            ("/srv/fleetglass-elements/;", format!("{}/;", paths::pkg().display())),
            ("http://127.0.0.1:4800;", format!("http://127.0.0.1:{upstream};")),
        ],
    );
    let temporary: String =
        ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].iter().map(|what| format!("{what}_temp_path {};\n", at(what))).collect();
    // The simulator asks for no buffering, as not every server does.
    let main = format!(
        "load_module {};\npid {};\nerror_log /dev/stdout notice;\ndaemon off;\nmaster_process off;\nevents {{}}\n\
         http {{\naccess_log off;\nproxy_ignore_headers X-Accel-Buffering;\n{temporary}\n{server}\n}}\n",
        paths::nginx_brotli().display(),
        at("nginx.pid"),
    );
    fs::write(folder.join("nginx.conf"), main).unwrap();
    let arguments = ["-p".to_owned(), at(""), "-c".to_owned(), at("nginx.conf")];
    let mut child = Child::start_silent(paths::nginx().as_os_str(), &arguments, &[]);
    // It says so once it listens.
    child.says("event method").then_some(child)
}

fn caddy(folder: &Path, site: &Path, port: u16, upstream: u16) -> Option<Child> {
    let at = |name: &str| folder.join(name).display().to_string();
    let sites = configured(
        "Caddyfile",
        &[
            ("\nfleetglass.example {", format!("\nhttps://127.0.0.1:{port} {{\n\tbind 127.0.0.1")),
            ("# tls /etc/ssl/fleetglass/cert.pem /etc/ssl/fleetglass/key.pem", format!("tls {} {}", at("cert.pem"), at("key.pem"))),
            ("/srv/fleetglass\n", format!("{}\n", site.display())),
            ("/srv/fleetglass-elements\n", format!("{}\n", paths::pkg().display())),
            ("reverse_proxy 127.0.0.1:4800", format!("reverse_proxy 127.0.0.1:{upstream}")),
        ],
    );
    let global =
        "{\n\tadmin off\n\tauto_https disable_redirects\n\tservers {\n\t\tprotocols h1 h2\n\t}\n\tlog {\n\t\toutput stdout\n\t}\n}\n";
    fs::write(folder.join("Caddyfile"), format!("{global}{sites}")).unwrap();
    let arguments = ["run", "--adapter", "caddyfile", "--config"].map(str::to_owned).into_iter().chain([at("Caddyfile")]);
    let home = at("");
    let settings = [("HOME", home.as_str()), ("XDG_CONFIG_HOME", home.as_str()), ("XDG_DATA_HOME", home.as_str())];
    let mut child = Child::start_silent(paths::caddy().as_os_str(), &arguments.collect::<Vec<_>>(), &settings);
    child.says("serving initial configuration").then_some(child)
}
