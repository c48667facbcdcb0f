//! Where the programs and the built page are: named by `cargo xtask test`, else looked for.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

fn named(variable: &str) -> Option<OsString> {
    env::var_os(variable).filter(|value| !value.is_empty())
}

fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    names.iter().find_map(|name| env::split_paths(&path).map(|folder| folder.join(name)).find(|program| program.is_file()))
}

/// Returns the folder of the workspace.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

/// Returns cargo's folder of this build, such as `target/debug`.
fn built() -> Option<PathBuf> {
    Some(env::current_exe().ok()?.parent()?.parent()?.to_path_buf())
}

/// Returns the folder for what is left of tests that failed.
pub(crate) fn left_behind() -> PathBuf {
    built().and_then(|built| built.parent().map(Path::to_path_buf)).unwrap_or_else(|| root().join("target")).join("browser-tests")
}

fn found(what: &str, variable: &str, found: Option<PathBuf>) -> PathBuf {
    match named(variable).map(PathBuf::from).or(found) {
        Some(path) if path.exists() => path,
        Some(path) => {
            panic!(
                "{what} is not at {}. Run `cargo xtask test --only browser`, which builds and names what these tests need.",
                path.display()
            )
        }
        None => panic!("{what} was not found. Run `cargo xtask test --only browser`, which installs and names what these tests need."),
    }
}

/// Returns the browser.
pub(crate) fn chromium() -> PathBuf {
    found("Chromium", "FLEETGLASS_CHROMIUM", on_path(&["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]))
}

/// Returns the browser's WebDriver server.
pub(crate) fn chromedriver() -> PathBuf {
    found("chromedriver", "FLEETGLASS_CHROMEDRIVER", on_path(&["chromedriver"]))
}

/// Returns Firefox.
pub(crate) fn firefox() -> PathBuf {
    found("Firefox", "FLEETGLASS_FIREFOX", on_path(&["firefox-esr", "firefox"]))
}

/// Returns Firefox's WebDriver server.
pub(crate) fn geckodriver() -> PathBuf {
    found("geckodriver", "FLEETGLASS_GECKODRIVER", installed("geckodriver-", "bin/geckodriver").or_else(|| on_path(&["geckodriver"])))
}

/// Returns WebKit's little browser.
pub(crate) fn webkit() -> PathBuf {
    let libraries = std::fs::read_dir("/usr/lib").ok().into_iter().flatten().flatten();
    let mut browsers = libraries.map(|folder| folder.path().join("webkit2gtk-4.1/MiniBrowser"));
    found("WebKit's MiniBrowser", "FLEETGLASS_WEBKIT", browsers.find(|program| program.is_file()))
}

/// Returns WebKit's WebDriver server.
pub(crate) fn webkit_driver() -> PathBuf {
    found("WebKitWebDriver", "FLEETGLASS_WEBKITDRIVER", on_path(&["WebKitWebDriver"]))
}

/// Returns the display without a screen.
pub(crate) fn xvfb() -> PathBuf {
    found("Xvfb", "FLEETGLASS_XVFB", on_path(&["Xvfb"]))
}

/// Returns the simulator.
pub(crate) fn simulator() -> PathBuf {
    found("The simulator", "FLEETGLASS_SIM", built().map(|built| built.join("fleetglass-sim")))
}

/// Returns the folder of the built page.
#[must_use]
pub fn dist() -> PathBuf {
    found("The built page", "FLEETGLASS_DIST", Some(root().join("dist")))
}

/// Returns the folder of the package with the elements.
#[must_use]
pub fn pkg() -> PathBuf {
    found("The package", "FLEETGLASS_PKG", Some(root().join("pkg")))
}

/// Returns the folder of the page of nothing but hooks.
pub(crate) fn hooks_page() -> PathBuf {
    found("The page of hooks", "FLEETGLASS_HOOKS_PAGE", Some(root().join("target/hooks-page")))
}

/// Returns the folder of a built example.
pub(crate) fn example(name: &str) -> PathBuf {
    found("The folder of examples", "FLEETGLASS_EXAMPLES", Some(root().join("target/examples"))).join(name)
}

/// Returns the web server nginx.
pub(crate) fn nginx() -> PathBuf {
    found("nginx", "FLEETGLASS_NGINX", on_path(&["nginx"]).or_else(|| Some("/usr/sbin/nginx".into())))
}

/// Returns nginx's module for files that are compressed beforehand.
pub(crate) fn nginx_brotli() -> PathBuf {
    found("nginx's brotli module", "FLEETGLASS_NGINX_BROTLI", Some("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so".into()))
}

/// Returns the web server Caddy.
pub(crate) fn caddy() -> PathBuf {
    found("Caddy", "FLEETGLASS_CADDY", on_path(&["caddy"]))
}

/// Returns the script that looks for what keeps people out.
pub(crate) fn axe() -> PathBuf {
    found("axe", "FLEETGLASS_AXE", installed("axe-core-", "node_modules/axe-core/axe.min.js"))
}

/// Returns a file of the newest tool of that name that the set-up has installed.
fn installed(tool: &str, file: &str) -> Option<PathBuf> {
    let tools = std::fs::read_dir(root().join("target/tools")).ok().into_iter().flatten().flatten();
    let named = tools.map(|tool| tool.path()).filter(|path| path.to_string_lossy().contains(tool));
    named.max().map(|tool| tool.join(file))
}
