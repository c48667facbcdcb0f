//! Chromium and its driver, for the browser tests: found, or fetched through apt.

use std::env;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Result};
use crate::process;
use crate::project::Project;

/// What the tests drive.
#[derive(Debug)]
pub(crate) struct Browser {
    /// The browser's program.
    pub(crate) chromium: PathBuf,
    /// Its WebDriver server.
    pub(crate) driver: PathBuf,
}

const CHROMIUM: [&str; 5] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const DRIVER: [&str; 3] = ["chromedriver", "chromium.chromedriver", "/usr/lib/chromium-browser/chromedriver"];

/// The tests' pictures need a sans and a mono font; a bare machine has none.
const PACKAGES: [&str; 5] = ["chromium", "chromium-driver", "chromium-sandbox", "fonts-dejavu-core", "fonts-liberation"];

const WANTED: &str = "The browser tests need Chromium and a chromedriver of the same version on the PATH \
                      (or named by FLEETGLASS_CHROMIUM and FLEETGLASS_CHROMEDRIVER)";

/// Looks where the variables point, then on the PATH.
pub(crate) fn find() -> Option<Browser> {
    Some(Browser { chromium: locate("FLEETGLASS_CHROMIUM", &CHROMIUM)?, driver: locate("FLEETGLASS_CHROMEDRIVER", &DRIVER)? })
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

/// Installs both through apt.
///
/// # Errors
/// One sentence that says what to install, where apt is not there or may not be used.
pub(crate) fn install(project: &Project, log: &Path) -> Result<()> {
    let root = process::output_of("id", &["-u"]).as_deref() == Some("0");
    if !process::succeeds("apt-get", &["--version"]) || !(root || process::succeeds("sudo", &["-n", "true"])) {
        return Err(Failure::said(format!("{WANTED}: please install them (on Debian: `apt-get install {}`).", PACKAGES.join(" "))));
    }
    let apt = |arguments: &[&str]| {
        let mut command = if root { project.command("env") } else { project.command("sudo") };
        if !root {
            command.args(["-n", "env"]);
        }
        command.arg("DEBIAN_FRONTEND=noninteractive").args(["apt-get", "-o", "DPkg::Lock::Timeout=300"]).args(arguments);
        command
    };
    // Sources that cannot be reached only matter if the packages are then missing.
    if let Err(Failure::Stopped) = process::run_logged(&mut apt(&["update"]), log) {
        return Err(Failure::Stopped);
    }
    let packages = |how: &[&str]| {
        let mut command = apt(&["install", "-y", "--no-install-recommends"]);
        command.args(how).args(PACKAGES);
        command
    };
    process::run_logged(&mut packages(&["--download-only"]), log)?;
    // Stopped here, dpkg would have to be repaired by hand.
    process::run_undisturbed(&mut packages(&[]), log)
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
