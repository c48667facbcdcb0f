//! The page in its browser: going places, typing, reading, and what went wrong.

use crate::browser::Command;
use crate::engine::Engine;
use crate::{paths, wait};
use fantoccini::key::Key;
use fantoccini::wd::WindowHandle;
use fantoccini::{Client, Locator};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::fmt::Debug;
use std::rc::Rc;

const WATCH: &str = include_str!("watch.js");
const PACE: &str = include_str!("pace.js");

/// Returns what runs in every page before its own scripts, where `pace` is how many times as fast its clock runs.
pub(crate) fn scripts(pace: Option<u32>) -> String {
    let pace = pace.map(|times| PACE.replace("PACE", &times.to_string())).unwrap_or_default();
    format!("{WATCH}\n{pace}")
}

const DEEP: &str = include_str!("deep.js");

/// What browsers say of an answer that they keep from a page.
const REFUSALS: [&str; 2] = ["has been blocked by CORS policy", "EventSource's response has a MIME type"];

/// The page.
#[derive(Debug, Clone)]
pub struct Page {
    pub(crate) client: Client,
    name: String,
    engine: Engine,
    /// What the console said that no test has taken.
    console: Rc<RefCell<Vec<String>>>,
    /// The selector of the only element that is looked into, if any.
    scope: Option<String>,
}

impl Page {
    pub(crate) fn new(client: Client, name: String, engine: Engine) -> Self {
        Self { client, name, engine, console: Rc::default(), scope: None }
    }

    /// Puts the harness's scripts into the pages of this tab, and gives it an inner size, whatever frame the window has: a
    /// window of 360 is narrower than browsers allow. In Chromium; in the others the scripts stand in the page.
    pub(crate) async fn prepare(&self, pace: Option<u32>, (width, height): (u32, u32)) {
        self.devtools("Page.addScriptToEvaluateOnNewDocument", json!({"source": scripts(pace)})).await;
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.devtools("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// Gives Chromium a command of the DevTools protocol.
    pub async fn devtools(&self, command: &str, params: Value) -> Value {
        self.client.issue_cmd(Command::devtools(command, params)).await.unwrap_or_else(|cause| panic!("{command}: {cause}"))
    }

    /// Goes to an address, as the address bar does.
    pub async fn open(&self, address: &str) {
        self.client.goto(address).await.unwrap_or_else(|cause| panic!("{address}: {cause}"));
    }

    /// Goes to a place by its fragment, as a link in somebody's message does.
    pub async fn follow(&self, fragment: &str) {
        let address = self.address().await;
        let address = address.split(['#', '?']).next().unwrap_or_default();
        self.open(&format!("{address}{fragment}")).await;
    }

    /// Reloads the page.
    pub async fn reload(&self) {
        self.client.refresh().await.unwrap();
    }

    /// Presses the browser's back button.
    pub async fn back(&self) {
        self.client.back().await.unwrap();
    }

    /// Returns the address bar.
    pub async fn address(&self) -> String {
        self.client.current_url().await.unwrap().to_string()
    }

    /// Returns the page's title.
    pub async fn title(&self) -> String {
        self.client.title().await.unwrap()
    }

    /// Runs a script in the page, and returns what it returns.
    pub async fn ask<T: DeserializeOwned>(&self, script: &str, arguments: Vec<Value>) -> T {
        let answer = self.client.execute(script, arguments).await.unwrap_or_else(|cause| panic!("{script}: {cause}"));
        serde_json::from_value(answer.clone()).unwrap_or_else(|cause| panic!("{script}: {cause}: {answer}"))
    }

    /// The same page, seen only inside the first element of a selector: in its shadow root and in what it holds.
    #[must_use]
    pub fn within(&self, selector: &str) -> Self {
        Self { scope: Some(selector.to_owned()), ..self.clone() }
    }

    /// Runs a script that sees into shadow roots by `all(selector)`, and only into what is looked into.
    pub async fn look<T: DeserializeOwned>(&self, script: &str, arguments: Vec<Value>) -> T {
        self.ask(&format!("{}{script}", DEEP.replace("SCOPE", &json!(self.scope).to_string())), arguments).await
    }

    /// Runs a script that calls its last argument when it is done.
    pub async fn ask_later<T: DeserializeOwned>(&self, script: &str, arguments: Vec<Value>) -> T {
        let answer = self.client.execute_async(script, arguments).await.unwrap_or_else(|cause| panic!("{script}: {cause}"));
        serde_json::from_value(answer.clone()).unwrap_or_else(|cause| panic!("{script}: {cause}: {answer}"))
    }

    /// Presses a key wherever the focus is.
    pub async fn press(&self, keys: &str) {
        self.active().await.send_keys(keys).await.unwrap();
    }

    /// Presses Tab.
    pub async fn press_tab(&self) {
        self.press(&char::from(Key::Tab).to_string()).await;
    }

    /// Presses Enter.
    pub async fn press_enter(&self) {
        self.press(&char::from(Key::Enter).to_string()).await;
    }

    /// Presses Escape.
    pub async fn press_escape(&self) {
        self.press(&char::from(Key::Escape).to_string()).await;
    }

    /// Looks again and again until it is so.
    pub async fn until<T: Debug>(&self, what: &str, look: impl AsyncFnMut() -> T, done: impl FnMut(&T) -> bool) -> T {
        wait::until(what, look, done).await
    }

    /// Waits until so many seconds have passed for the page, by its own clock, so that what should not happen could have.
    pub async fn let_pass(&self, seconds: u32) {
        let clock = async || self.ask::<f64>("return performance.now() / 1000", vec![]).await;
        let began = clock().await;
        // In stretches, since each is waited for with patience of its own.
        for passed in (1..=seconds).step_by(30).map(|begin| (begin + 29).min(seconds)) {
            let end = began + f64::from(passed);
            self.until(&format!("{passed} s of the page's time"), clock, |now| *now >= end).await;
        }
    }

    /// Opens a second tab in front, so that this page is hidden.
    pub async fn hide(&self) -> WindowHandle {
        let shown = self.client.window().await.unwrap();
        let other = self.client.new_window(true).await.unwrap().handle;
        self.client.switch_to_window(other).await.unwrap();
        shown
    }

    /// Returns the titles of all tabs, as the tab bar shows them.
    pub async fn tab_titles(&self) -> Vec<String> {
        let targets = self.devtools("Target.getTargets", json!({})).await;
        let pages = targets["targetInfos"].as_array().into_iter().flatten().filter(|target| target["type"] == "page");
        pages.filter_map(|target| target["title"].as_str().map(str::to_owned)).collect()
    }

    /// Closes the tab in front, and shows the page that [`Page::hide`] hid.
    pub async fn show(&self, shown: WindowHandle) {
        self.client.close_window().await.unwrap();
        self.client.switch_to_window(shown).await.unwrap();
    }

    /// Closes the page's tab; the browser stays open with an empty one.
    pub async fn close_tab(&self) {
        self.keep_console().await;
        let page = self.client.window().await.unwrap();
        let other = self.client.new_window(true).await.unwrap().handle;
        self.client.switch_to_window(page).await.unwrap();
        self.client.close_window().await.unwrap();
        self.client.switch_to_window(other).await.unwrap();
    }

    async fn keep_console(&self) {
        if self.engine != Engine::Chromium {
            // The others have no such log; the page's own watch hears the console.
            return;
        }
        let entries = self.client.issue_cmd(Command::console()).await.unwrap_or_default();
        for entry in entries.as_array().into_iter().flatten() {
            let text = |name: &str| entry[name].as_str().unwrap_or_default().to_owned();
            // What a server refuses, or does not let a page read, the browser logs by itself; many tests want just that.
            let said = text("message");
            let refused = text("source") == "network" || REFUSALS.iter().any(|words| said.contains(words));
            if text("level") == "SEVERE" && !refused {
                self.console.borrow_mut().push(format!("{}: {}", text("source"), text("message")));
            }
        }
    }

    /// Returns and forgets what went wrong in the page: broken policy, uncaught errors, panics, errors in the console.
    pub async fn wrong(&self) -> Vec<String> {
        self.keep_console().await;
        let inside: Vec<String> = self.ask("return window.__seen ? window.__seen.wrong.splice(0) : []", vec![]).await;
        let mut wrong = self.console.take();
        wrong.extend(inside);
        wrong
    }

    pub(crate) async fn end(self, failed: bool) {
        if failed {
            self.leave_behind().await;
        }
        let _ = self.client.close().await;
    }

    /// Leaves a picture and the words of the page for whoever looks into the failure.
    async fn leave_behind(&self) {
        let folder = paths::left_behind();
        let _ = std::fs::create_dir_all(&folder);
        if let Ok(png) = self.client.screenshot().await {
            let _ = std::fs::write(folder.join(format!("{}.png", self.name)), png);
        }
        self.keep_console().await;
        let body = self.client.find(Locator::Css("body")).await;
        let text = match body {
            Ok(body) => body.html(false).await.unwrap_or_default(),
            Err(cause) => cause.to_string(),
        };
        let console = self.console.borrow().join("\n");
        let _ = std::fs::write(folder.join(format!("{}.txt", self.name)), format!("{console}\n\n{text}\n"));
    }
}
