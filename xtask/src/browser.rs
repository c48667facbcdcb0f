//! The browsers of the tests, with their drivers, and two web servers: found, or fetched through apt.
//!
//! Chromium is needed. The others are tested where they are, and are there wherever apt is; but for the web servers where
//! systemd is, since their packages would start services there.

use std::env;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Result};
use crate::process;
use crate::project::Project;

/// What all the tests drive.
#[derive(Debug)]
pub(crate) struct Browser {
    /// The browser's program.
    pub(crate) chromium: PathBuf,
    /// Its WebDriver server.
    pub(crate) driver: PathBuf,
}

/// What some tests drive, too.
#[derive(Debug)]
pub(crate) struct Other {
    /// What it is called, in a sentence.
    pub(crate) name: &'static str,
    /// The end of the names of its tests.
    pub(crate) tests: &'static str,
    /// Its package starts a service.
    serves: bool,
    /// Its programs: the variable that names each, and names that each may have.
    programs: &'static [(&'static str, &'static [&'static str])],
}

/// geckodriver is one of the tools.
pub(crate) const OTHERS: [Other; 4] = [
    Other { name: "Firefox", tests: "in_firefox", serves: false, programs: &[("FLEETGLASS_FIREFOX", &["firefox-esr", "firefox"])] },
    Other {
        name: "WebKit",
        tests: "in_webkit",
        serves: false,
        programs: &[
            ("FLEETGLASS_WEBKIT", &["MiniBrowser", LIBRARY_OF_X86, LIBRARY_OF_ARM]),
            ("FLEETGLASS_WEBKITDRIVER", &["WebKitWebDriver"]),
            ("FLEETGLASS_XVFB", &["Xvfb"]),
        ],
    },
    Other {
        name: "nginx",
        tests: "behind_nginx",
        serves: true,
        programs: &[
            ("FLEETGLASS_NGINX", &["nginx", "/usr/sbin/nginx"]),
            ("FLEETGLASS_NGINX_BROTLI", &["/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"]),
        ],
    },
    Other { name: "Caddy", tests: "behind_caddy", serves: true, programs: &[("FLEETGLASS_CADDY", &["caddy"])] },
];

const LIBRARY_OF_X86: &str = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";
const LIBRARY_OF_ARM: &str = "/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser";

const CHROMIUM: [&str; 5] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const DRIVER: [&str; 3] = ["chromedriver", "chromium.chromedriver", "/usr/lib/chromium-browser/chromedriver"];

/// The tests' pictures need a sans and a mono font; a bare machine has none.
const PACKAGES: [&str; 9] = [
    "chromium",
    "chromium-driver",
    "chromium-sandbox",
    "fonts-dejavu-core",
    "fonts-liberation",
    "firefox-esr",
    "libwebkit2gtk-4.1-0",
    "webkit2gtk-driver",
    "xvfb",
];

const SERVERS: [&str; 4] = ["nginx", "libnginx-mod-http-brotli-static", "caddy", "openssl"];

const WANTED: &str = "The browser tests need Chromium and a chromedriver of the same version on the PATH \
                      (or named by FLEETGLASS_CHROMIUM and FLEETGLASS_CHROMEDRIVER)";

/// Looks where the variables point, then on the PATH.
pub(crate) fn find() -> Option<Browser> {
    Some(Browser { chromium: locate("FLEETGLASS_CHROMIUM", &CHROMIUM)?, driver: locate("FLEETGLASS_CHROMEDRIVER", &DRIVER)? })
}

/// Whether nothing is missing that could be installed here.
pub(crate) fn are_there() -> bool {
    find().is_some() && (OTHERS.iter().all(|other| other.find().is_some() || other.serves && has_services()) || apt().is_none())
}

impl Other {
    /// Returns its programs with the variable that names each, if all are there.
    pub(crate) fn find(&self) -> Option<Vec<(&'static str, PathBuf)>> {
        self.programs.iter().map(|(variable, names)| Some((*variable, locate(variable, names)?))).collect()
    }
}

/// The browser to test with.
///
/// # Errors
/// Where there is none, or the driver is of another version.
pub(crate) fn require() -> Result<Browser> {
    let browser = find().ok_or_else(|| Failure::said(format!("{WANTED}.")))?;
    match (major_version(&browser.chromium), major_version(&browser.driver)) {
        (Some(one), Some(other)) if one != other => Err(Failure::said(format!(
            "{WANTED}: {} is version {one}, {} is version {other}.",
            browser.chromium.display(),
            browser.driver.display()
        ))),
        _ => Ok(browser),
    }
}

/// Installs all of them through apt.
///
/// # Errors
/// One sentence that says what to install, where apt is not there or may not be used.
pub(crate) fn install(project: &Project, log: &Path) -> Result<()> {
    let Some(rights) = apt() else {
        return Err(Failure::said(format!("{WANTED}: please install them (on Debian: `apt-get install {}`).", PACKAGES.join(" "))));
    };
    let apt = |arguments: &[&str]| {
        let mut command = project.command(rights[0]);
        command
            .args(&rights[1..])
            .args(["DEBIAN_FRONTEND=noninteractive", "RUNLEVEL=1"])
            .args(["apt-get", "-o", "DPkg::Lock::Timeout=300"])
            .args(arguments);
        command
    };
    // Sources that cannot be reached only matter if the packages are then missing.
    if let Err(Failure::Stopped) = process::run_logged(&mut apt(&["update"]), log) {
        return Err(Failure::Stopped);
    }
    let packages = |how: &[&str]| {
        let mut command = apt(&["install", "-y", "--no-install-recommends"]);
        command.args(how).args(PACKAGES);
        if !has_services() {
            command.args(SERVERS);
        }
        command
    };
    process::run_logged(&mut packages(&["--download-only"]), log)?;
    // Stopped here, dpkg would have to be repaired by hand.
    process::run_undisturbed(&mut packages(&[]), log)
}

/// Whether a package that brings a service would start it. In runlevel 1, which apt is told, only systemd does.
fn has_services() -> bool {
    Path::new("/run/systemd/system").exists()
}

/// The words before a command that apt is called with, where it is there and may be used.
fn apt() -> Option<&'static [&'static str]> {
    let root = process::output_of("id", &["-u"]).as_deref() == Some("0");
    let rights: &[&str] = if root { &["env"] } else { &["sudo", "-n", "env"] };
    let usable = process::succeeds("apt-get", &["--version"]) && (root || process::succeeds("sudo", &["-n", "true"]));
    usable.then_some(rights)
}

fn locate(variable: &str, names: &[&str]) -> Option<PathBuf> {
    if let Some(named) = env::var_os(variable) {
        return Some(PathBuf::from(named));
    }
    let path = env::var_os("PATH").unwrap_or_default();
    // Joining an absolute name gives that name, whatever the folder.
    names.iter().find_map(|name| env::split_paths(&path).map(|folder| folder.join(name)).find(|program| program.is_file()))
}

fn major_version(program: &Path) -> Option<u32> {
    let said = process::output_of(program, &["--version"])?;
    said.split_whitespace().find_map(|word| word.split_once('.')?.0.parse().ok())
}
