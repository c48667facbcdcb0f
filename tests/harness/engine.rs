//! The three engines: their drivers, and a session in each.
//!
//! One chromedriver serves all tests of this process. The drivers of the others take one session each, so every test starts
//! its own. WebKit shows itself on a display without a screen.

use crate::child::Child;
use crate::{paths, wait};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Mutex, OnceLock};

/// What draws the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Engine {
    /// Chromium, whose DevTools tests may use, too.
    #[default]
    Chromium,
    /// Firefox.
    Firefox,
    /// WebKit, as GTK's little browser has it.
    WebKit,
}

/// A browser, and what has to live as long as it.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) client: Client,
    _driver: Option<Child>,
}

const FLAGS: [&str; 9] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
];

/// Opens a browser with a profile of its own, of this inner size.
pub(crate) async fn open(engine: Engine, profile: &Path, (width, height): (u32, u32)) -> Session {
    let (driver, address, own) = match engine {
        Engine::Chromium => (None, chromedriver().to_owned(), chromium(profile, width, height)),
        Engine::Firefox => {
            let (driver, address) = geckodriver(profile);
            (Some(driver), address, json!({"moz:firefoxOptions": {"binary": paths::firefox(), "args": ["-headless"]}}))
        }
        Engine::WebKit => {
            let (driver, address) = webkit_driver().await;
            (Some(driver), address, json!({"webkitgtk:browserOptions": {"binary": paths::webkit(), "args": ["--automation"]}}))
        }
    };
    let Value::Object(mut capabilities) = own else { unreachable!("it is an object") };
    capabilities.insert("timeouts".to_owned(), json!({"script": 60_000, "pageLoad": 60_000, "implicit": 0}));
    let mut builder = ClientBuilder::new(HttpConnector::new());
    let client = builder.capabilities(capabilities).connect(&address).await.unwrap_or_else(|cause| panic!("{engine:?}: {cause}"));
    if engine != Engine::Chromium {
        resize(&client, width, height).await;
    }
    Session { client, _driver: driver }
}

fn chromium(profile: &Path, width: u32, height: u32) -> Value {
    let flags = FLAGS.iter().map(|flag| (*flag).to_owned());
    let flags: Vec<String> =
        flags.chain([format!("--user-data-dir={}", profile.display()), format!("--window-size={width},{height}")]).collect();
    json!({
        "browserName": "chrome",
        "goog:chromeOptions": {"binary": paths::chromium(), "args": flags},
        "goog:loggingPrefs": {"browser": "ALL"},
        "acceptInsecureCerts": true,
    })
}

fn chromedriver() -> &'static str {
    // Statics are never dropped; the system ends the guard of the child with this process.
    static DRIVER: OnceLock<(Mutex<Child>, String)> = OnceLock::new();
    let (_, address) = DRIVER.get_or_init(|| {
        let mut child = Child::start(paths::chromedriver().as_os_str(), &["--port=0".to_owned(), "--log-level=SEVERE".to_owned()]);
        let port = child.port_after("started successfully on port ");
        (Mutex::new(child), format!("http://127.0.0.1:{port}"))
    });
    address
}

fn geckodriver(profile: &Path) -> (Child, String) {
    let arguments = ["--port", "0", "--profile-root", &profile.display().to_string()].map(str::to_owned);
    let mut child = Child::start_silent(paths::geckodriver().as_os_str(), &arguments, &[]);
    let port = child.port_after("Listening on 127.0.0.1:");
    (child, format!("http://127.0.0.1:{port}"))
}

/// This driver takes no free port by itself and does not say when it listens.
async fn webkit_driver() -> (Child, String) {
    let port = free_port();
    let settings = [("DISPLAY", display()), ("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1"), ("NO_AT_BRIDGE", "1")];
    let child = Child::start_silent(paths::webkit_driver().as_os_str(), &[format!("--port={port}")], &settings);
    wait::until("WebKit's driver", async || TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok(), |listens| *listens).await;
    (child, format!("http://127.0.0.1:{port}"))
}

/// Returns a port that no other test of this program gets and no socket takes by chance: below those that systems hand out.
pub(crate) fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let begin = 20_000 + (std::process::id() % 100) as u16 * 100;
    loop {
        let port = begin + NEXT.fetch_add(1, Ordering::Relaxed) % 10_000;
        if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return port;
        }
    }
}

/// A display for all tests of this process.
fn display() -> &'static str {
    static DISPLAY: OnceLock<(Mutex<Child>, String)> = OnceLock::new();
    let (_, name) = DISPLAY.get_or_init(|| {
        let arguments = ["-displayfd", "1", "-screen", "0", "2600x1700x24", "-nolisten", "tcp"].map(str::to_owned);
        let mut child = Child::start_silent(paths::xvfb().as_os_str(), &arguments, &[]);
        let number = child.port_after("");
        (Mutex::new(child), format!(":{number}"))
    });
    name
}

/// Drivers set the outer size; the frame is what is between them.
async fn resize(client: &Client, width: u32, height: u32) {
    let (mut outer_width, mut outer_height) = (width, height);
    let step = async || {
        client.set_window_size(outer_width, outer_height).await.unwrap();
        let inner = client.execute("return [innerWidth, innerHeight]", vec![]).await.unwrap();
        let inner = |at: usize| inner[at].as_u64().unwrap_or_default() as u32;
        outer_width = outer_width.saturating_add(width).saturating_sub(inner(0));
        outer_height = outer_height.saturating_add(height).saturating_sub(inner(1));
        (inner(0), inner(1))
    };
    wait::until(&format!("a window of {width} x {height}"), step, |inner| *inner == (width, height)).await;
}
