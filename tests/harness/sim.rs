//! A simulator of a test's own: on free ports, gone with the test, and told what to send and what to break.

use crate::child::Child;
use crate::http_client::ask;
use crate::paths;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// No simulator needs longer for anything.
const PATIENCE: Duration = Duration::from_secs(20);

/// A running simulator.
#[derive(Debug)]
pub struct Sim {
    process: Option<Child>,
    flags: Vec<String>,
    ports: [u16; 2],
}

impl Sim {
    pub(crate) fn start(flags: Vec<String>) -> Self {
        let mut sim = Self { process: None, flags, ports: [0, 0] };
        sim.run();
        sim
    }

    fn run(&mut self) {
        let port = self.ports[0].to_string();
        let arguments = ["serve", "--port", &port].into_iter().map(str::to_owned).chain(self.flags.iter().cloned());
        let mut process = Child::start(paths::simulator().as_os_str(), &arguments.collect::<Vec<_>>());
        self.ports = ["Fleetglass simulator on http://127.0.0.1:", "Second port for streams: http://127.0.0.1:"]
            .map(|line| process.port_after(line));
        self.process = Some(process);
    }

    /// Returns the address of the page.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.ports[0])
    }

    /// Returns the first port.
    #[must_use]
    pub fn first_port(&self) -> u16 {
        self.ports[0]
    }

    /// Returns the second port.
    #[must_use]
    pub fn second_port(&self) -> u16 {
        self.ports[1]
    }

    /// Kills the server, as a power cut does.
    pub fn kill(&mut self) {
        self.process = None;
    }

    /// Starts it anew on the same first port; it remembers nothing.
    pub fn start_again(&mut self) {
        self.kill();
        self.run();
    }

    /// Does something through the control.
    pub fn act(&self, deed: &Value) -> Value {
        ask(self.ports[0], "POST", "/sim/do", Some(deed))
    }

    /// Breaks something.
    pub fn fault(&self, fault: &Value) {
        ask(self.ports[0], "POST", "/sim/faults", Some(fault));
    }

    /// Mends everything.
    pub fn heal(&self) {
        ask(self.ports[0], "DELETE", "/sim/faults", None);
    }

    /// Sends an event to every stream of an API.
    pub fn send(&self, api: &str, event: &str, data: Value) {
        self.act(&json!({"do": "send", "api": api, "event": event, "data": data}));
    }

    /// Sends new streams of an API this first.
    pub fn hold(&self, api: &str, event: &str, data: Value) {
        self.act(&json!({"do": "hold", "api": api, "event": event, "data": data}));
    }

    /// Ends the open streams of an API as a server does that is done with them.
    pub fn cut(&self, api: &str) {
        self.act(&json!({"do": "cut", "api": api}));
    }

    /// Sends a line of output of a thread of `exec-123`.
    pub fn say(&self, thread: &str, sequence: u64, text: &str) {
        self.thread(thread, "output", sequence, &json!({"text": text}));
    }

    /// Sends an event of a thread of `exec-123`, at the simulator's time.
    pub fn thread(&self, thread: &str, kind: &str, sequence: u64, payload: &Value) {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default().as_millis() as u64;
        self.thread_at(thread, kind, sequence, now, payload);
    }

    /// Sends an event of a thread of `exec-123`, stamped with a time in epoch milliseconds.
    pub fn thread_at(&self, thread: &str, kind: &str, sequence: u64, now: u64, payload: &Value) {
        let data = json!({
            "thread_id": thread, "event_type": kind, "data_json": payload.to_string(), "timestamp_ms": now, "sequence": sequence,
        });
        let event = json!({"executionId": "exec-123", "threadId": thread, "type": format!("gateway_thread_{kind}"), "data": data});
        self.act(&json!({"do": "send", "api": "threads", "event": format!("thread_{kind}"), "data": event, "subject": "exec-123", "thread": thread}));
    }

    /// Returns what the control tells of an API: `open`, `total`, `requests` and what the last request carried.
    #[must_use]
    pub fn stats(&self, api: &str) -> Value {
        ask(self.ports[0], "GET", "/sim/stats", None)["apis"][api].clone()
    }

    /// Returns a count of the control.
    #[must_use]
    pub fn count(&self, api: &str, what: &str) -> u64 {
        self.stats(api)[what].as_u64().unwrap_or_default()
    }

    /// Returns how many streams are open at all.
    #[must_use]
    pub fn open_streams(&self) -> u64 {
        let stats = ask(self.ports[0], "GET", "/sim/stats", None);
        stats["apis"].as_object().map_or(0, |apis| apis.values().filter_map(|api| api["open"].as_u64()).sum())
    }

    /// Waits until so many streams of an API are open.
    pub async fn until_open(&self, api: &str, count: u64) {
        let deadline = Instant::now() + PATIENCE;
        while self.count(api, "open") != count {
            assert!(Instant::now() < deadline, "{api}: in place of {count} open streams: {}", self.stats(api));
            crate::wait::a_moment().await;
        }
    }

    /// Waits until no stream is open.
    pub async fn until_nobody_is_here(&self) {
        let deadline = Instant::now() + PATIENCE;
        while self.open_streams() != 0 {
            assert!(Instant::now() < deadline, "{} streams are still open", self.open_streams());
            crate::wait::a_moment().await;
        }
    }
}
