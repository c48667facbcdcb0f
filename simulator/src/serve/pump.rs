//! One stream: events and signs of life become bytes, and faults become what they are.

use super::accept::Cutter;
use super::faults::{Fault, Hits, Kind};
use super::hub::{Order, Subscription};
use super::pieces::{Manner, Writer};
use super::{Shared, clock};
use crate::world::{Greeting, Outgoing};
use fleetglass_core::protocol::{Api, workspace};
use fleetglass_core::sse::{Encoder, Frame};
use std::sync::Arc;
use std::time::Duration;

/// How many events are taken from the queue at once where no fault wants them one by one.
const AT_ONCE: usize = 256;

/// How a stream ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// As HTTP wants it.
    Clean,
    /// In the middle.
    Cut,
}

/// One stream.
pub(crate) struct Pump {
    pub(crate) shared: Arc<Shared>,
    pub(crate) api: Api,
    pub(crate) subscription: Subscription,
    pub(crate) writer: Writer,
    pub(crate) cutter: Cutter,
    pub(crate) hits: Hits,
    pub(crate) sent: u64,
    pub(crate) silent: bool,
    pub(crate) manner: Manner,
    /// An event that comes after the next one.
    pub(crate) held: Option<Arc<Outgoing>>,
}

impl Pump {
    /// Runs until the client leaves, the stream ends, or it is cut.
    pub(crate) async fn run(mut self, begin: Vec<u8>, greeting: Greeting) {
        let (writer, cutter) = (self.writer.clone(), self.cutter.clone());
        let mut orders = self.subscription.orders.clone();
        let ending = tokio::select! {
            () = writer.closed() => Ending::Clean,
            order = orders.wait_for(|order| *order != Order::Go) => match order.as_deref() {
                Ok(Order::Cut) => Ending::Cut,
                _ => Ending::Clean,
            },
            ending = self.flow(begin, greeting) => ending,
        };
        if ending == Ending::Cut {
            // The body must not end before the connection does: its last chunk would make this a clean end.
            cutter.cut();
            writer.closed().await;
        }
    }

    async fn flow(&mut self, begin: Vec<u8>, greeting: Greeting) -> Ending {
        let mut changes = self.shared.faults.changes();
        if let Some(ending) = self.meet_faults().await {
            return ending;
        }
        self.write(begin).await;
        for event in greeting.frames {
            if let Some(ending) = self.event(Arc::new(event)).await {
                return ending;
            }
        }
        if greeting.ends {
            return Ending::Clean;
        }
        let heartbeat = Duration::from_millis(self.shared.options.heartbeat_ms.unwrap_or_else(|| self.api.heartbeat_ms()));
        let mut beats = tokio::time::interval_at(tokio::time::Instant::now() + heartbeat, heartbeat);
        let cut_ms = self.api.routine_cut_ms().map(|documented| self.shared.options.cut_ms.unwrap_or(documented)).filter(|ms| *ms > 0);
        let end = tokio::time::sleep(Duration::from_millis(cut_ms.unwrap_or(u64::from(u32::MAX))));
        tokio::pin!(end);
        let mut events = Vec::with_capacity(AT_ONCE);
        loop {
            tokio::select! {
                biased;
                _ = changes.changed() => if let Some(ending) = self.meet_faults().await { return ending },
                () = &mut end => return Ending::Clean,
                _ = beats.tick() => self.heartbeat().await,
                taken = self.subscription.queue.recv_many(&mut events, AT_ONCE) => {
                    if taken == 0 {
                        return Ending::Cut;
                    }
                    // The keepalive of API 2 comes only when nothing else does.
                    if self.api == Api::AgentStatus {
                        beats.reset();
                    }
                    if let Some(ending) = self.events(events.drain(..)).await {
                        return ending;
                    }
                }
            }
        }
    }

    async fn events(&mut self, events: std::vec::Drain<'_, Arc<Outgoing>>) -> Option<Ending> {
        if self.shared.faults.any() || self.held.is_some() {
            for event in events {
                if let Some(ending) = self.event(event).await {
                    return Some(ending);
                }
            }
            return None;
        }
        let (mut bytes, mut count, mut last) = (Vec::new(), 0, false);
        for event in events {
            encode(&event.event, &event, &event.data, &mut bytes);
            count += 1;
            last = event.last;
            if last {
                break;
            }
        }
        self.count(count);
        self.write(bytes).await;
        last.then_some(Ending::Clean)
    }

    async fn event(&mut self, event: Arc<Outgoing>) -> Option<Ending> {
        let faults = match self.shared.faults.any() {
            true => self.shared.faults.on_event(self.api, self.sent, self.held.is_some() || event.last),
            false => Vec::new(),
        };
        let has = |kind| faults.contains(&kind);
        if has(Kind::Reorder) {
            self.held = Some(event);
            return None;
        }
        let mut bytes = Vec::new();
        if has(Kind::Unknown) {
            encode("fleetglass_unknown", &event, r#"{"from":"the simulator"}"#, &mut bytes);
            self.count(1);
        }
        let half = event.data.char_indices().nth(event.data.chars().count() / 2).map_or(0, |(at, _)| at);
        let garbage = format!("{}\u{fffd}", &event.data[..half]);
        let data = if has(Kind::Garbage) { &garbage } else { &event.data };
        for _ in 0..if has(Kind::Duplicate) { 2 } else { 1 } {
            encode(&event.event, &event, data, &mut bytes);
            self.count(1);
        }
        if let Some(held) = self.held.take() {
            encode(&held.event, &held, &held.data, &mut bytes);
            self.count(1);
        }
        self.write(bytes).await;
        match self.meet_faults().await {
            None if event.last => Some(Ending::Clean),
            ending => ending,
        }
    }

    fn count(&mut self, events: u64) {
        self.sent += events;
        self.subscription.sent(events);
    }

    async fn heartbeat(&mut self) {
        let mut bytes = Vec::new();
        let mut event = |(event, data): (&'static str, String)| {
            let _ = Encoder::new().event(&mut bytes, Frame { event, data: &data, last_event_id: "" });
        };
        match self.api {
            Api::AgentWorkspace => {
                let beat = workspace::Heartbeat { ts: Some(clock::now_ms().into()) };
                let (name, data) = workspace::encode(&workspace::Event::Heartbeat(beat));
                event((name, crate::world::whole_numbers(&data)));
            }
            Api::Runner => event(("ping", "{}".to_owned())),
            Api::AgentStatus => comment("keepalive", &mut bytes),
            Api::Threads | Api::AgentExecution | Api::WorkflowExecution => comment("heartbeat", &mut bytes),
        }
        self.write(bytes).await;
    }

    async fn write(&mut self, bytes: Vec<u8>) {
        if !self.silent && !bytes.is_empty() {
            self.writer.write(bytes, self.manner).await;
        }
    }

    /// Takes up the faults in force now. Returns how the stream ends, where one ends it.
    async fn meet_faults(&mut self) -> Option<Ending> {
        let due = if self.shared.faults.any() { self.shared.faults.on_connection(self.api, self.sent, &mut self.hits) } else { Vec::new() };
        let has = |kind| due.iter().any(|fault: &Fault| fault.kind == kind);
        self.silent = has(Kind::Silence);
        self.manner = match () {
            () if has(Kind::Split) => Manner::Split,
            () if has(Kind::Slow) => Manner::Slow,
            () => Manner::Whole,
        };
        if has(Kind::Retry0) {
            let mut bytes = Vec::new();
            Encoder::new().retry(&mut bytes, 0);
            bytes.push(b'\n');
            self.write(bytes).await;
        }
        if ![Kind::Drop, Kind::Retry0, Kind::Status, Kind::Type, Kind::Refuse].into_iter().any(has) {
            return None;
        }
        self.writer.flushed().await;
        // What the body gave away is in the socket a moment later.
        tokio::time::sleep(Duration::from_millis(5)).await;
        Some(Ending::Cut)
    }
}

/// Writes an event under a name and with data that may be another's.
fn encode(name: &str, event: &Outgoing, data: &str, out: &mut Vec<u8>) {
    if event.raw {
        out.extend_from_slice(data.as_bytes());
        return;
    }
    // A fresh encoder writes the id of every event that has one, as the documents show, also where it repeats. A name or
    // an id that the format cannot say is refused where it comes in, at the control.
    let last_event_id = event.id.as_deref().unwrap_or_default();
    let _ = Encoder::new().event(out, Frame { event: name, data, last_event_id });
}

/// Writes a comment and the blank line that real servers send after it.
pub(crate) fn comment(text: &str, out: &mut Vec<u8>) {
    Encoder::new().comment(out, text);
    out.push(b'\n');
}
