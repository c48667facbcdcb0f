//! A simulator for one test: on free ports, and gone when the test is over.

use crate::http::{self, Head, PATIENCE, Stream};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Instant;

/// The program.
pub(crate) fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_fleetglass-sim"))
}

/// A running simulator.
pub(crate) struct Sim {
    process: Child,
    _out: BufReader<ChildStdout>,
    pub(crate) ports: [u16; 2],
}

impl Drop for Sim {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The paths of the six streams, by API.
pub(crate) const STREAMS: [(&str, &str); 6] = [
    ("agent-workspace", "/api/agent-workspace/stream"),
    ("agent-status", "/api/v1/agent/status/stream"),
    ("threads", "/api/executions/exec-123/threads/stream"),
    ("agent-execution", "/api/streaming/agents/my-agent/stream"),
    ("workflow-execution", "/api/streaming/workflows/wf-123/stream"),
    ("runner", "/api/events"),
];

/// Returns the path of an API's stream.
pub(crate) fn path(api: &str) -> &'static str {
    STREAMS.iter().find(|(name, _)| *name == api).map_or_else(|| panic!("{api}"), |(_, path)| path)
}

impl Sim {
    /// Starts one.
    pub(crate) fn start(args: &[&str]) -> Self {
        let mut process = program().args(["serve", "--port", "0"]).args(args).stdout(Stdio::piped()).spawn().expect("the simulator starts");
        let mut out = BufReader::new(process.stdout.take().expect("its output"));
        let mut port = |before: &str| {
            let mut line = String::new();
            out.read_line(&mut line).expect("a line");
            let port = line.trim_end().strip_prefix(before).and_then(|rest| rest.strip_suffix('/'));
            port.and_then(|port| port.parse().ok()).unwrap_or_else(|| panic!("`{line}` does not begin with `{before}`"))
        };
        let ports = [port("Fleetglass simulator on http://127.0.0.1:"), port("Second port for streams: http://127.0.0.1:")];
        Self { process, _out: out, ports }
    }

    /// Opens an API's stream on the first port.
    pub(crate) fn open(&self, api: &str) -> Stream {
        http::open(self.ports[0], path(api), &[])
    }

    /// Asks the first port, and reads the whole answer.
    pub(crate) fn get(&self, path: &str, headers: &[(&str, &str)]) -> (Head, String) {
        http::fetch(self.ports[0], "GET", path, headers, "").unwrap_or_else(|cause| panic!("{path}: {cause}"))
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        let (head, text) = http::fetch(self.ports[0], "POST", path, &[], &body.to_string()).expect("an answer");
        assert_eq!(head.status, 200, "{body}: {text}");
        serde_json::from_str(&text).expect("JSON")
    }

    /// Does something through the control.
    pub(crate) fn act(&self, deed: Value) -> Value {
        self.post("/sim/do", &deed)
    }

    /// Adds a fault.
    pub(crate) fn fault(&self, fault: Value) {
        self.post("/sim/faults", &fault);
    }

    /// Clears the faults.
    pub(crate) fn heal(&self) {
        http::fetch(self.ports[0], "DELETE", "/sim/faults", &[], "").expect("an answer");
    }

    /// Sends an event with these data to the streams of an API.
    pub(crate) fn send(&self, api: &str, event: &str, data: &str) {
        self.act(json!({"do": "send", "api": api, "event": event, "data": data}));
    }

    /// Returns what the control tells of an API.
    pub(crate) fn stats(&self, api: &str) -> Value {
        let (_, text) = self.get("/sim/stats", &[]);
        let stats: Value = serde_json::from_str(&text).expect("JSON");
        stats["apis"][api].clone()
    }

    /// Waits until so many streams of an API are open.
    pub(crate) fn wait_for_open(&self, api: &str, count: u64) {
        let deadline = Instant::now() + PATIENCE;
        while self.stats(api)["open"] != count {
            assert!(Instant::now() < deadline, "{api}: {} in place of {count} open", self.stats(api));
        }
    }
}

#[cfg(unix)]
impl Sim {
    /// Presses Ctrl-C, and returns how the program ended.
    pub(crate) fn interrupt(&mut self) -> Option<i32> {
        let sent = Command::new("kill").args(["-INT", &self.process.id().to_string()]).status().expect("kill runs");
        assert!(sent.success());
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.process.try_wait().expect("a process") {
                return status.code();
            }
            assert!(Instant::now() < deadline, "it did not stop");
            std::thread::yield_now();
        }
    }
}
