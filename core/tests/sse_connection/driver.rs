//! A virtual clock and a transport that obeys: what the connection's tests drive it with.

use fleetglass_core::sse::{Actions, Answer, Connection, Failure, Input, Link, Open, Policy};

pub(crate) const SEEDS: std::ops::Range<u64> = 0..50;

pub(crate) fn heartbeats(ms: u64) -> Policy {
    Policy { heartbeat_ms: Some(ms), ..Policy::default() }
}

/// A driver whose stream has been open, and busy, for `life_ms`.
pub(crate) fn open_for(policy: Policy, seed: u64, life_ms: u64) -> Driver {
    let mut driver = Driver::new(policy, seed);
    driver.tell(Input::Connect);
    driver.hear(Input::Opened);
    driver.live_for(life_ms);
    driver
}

/// Drives a [`Connection`], and fails at once where it would hold two transports.
#[derive(Debug)]
pub(crate) struct Driver {
    pub(crate) connection: Connection,
    pub(crate) now: u64,
    /// The attempt whose transport is open.
    pub(crate) transport: Option<u32>,
    /// Every attempt, and when it began.
    pub(crate) opens: Vec<(u64, Open)>,
    pub(crate) probes: u32,
}

impl Driver {
    pub(crate) fn new(policy: Policy, seed: u64) -> Self {
        Self { connection: Connection::new(policy, seed), now: 1_000_000, transport: None, opens: Vec::new(), probes: 0 }
    }

    fn act(&mut self, actions: Actions) -> Actions {
        if actions.close {
            self.transport = None;
        }
        if let Some(open) = actions.open {
            assert_eq!(self.transport, None, "opened while another transport was open");
            self.transport = Some(open.attempt);
            self.opens.push((self.now, open));
        }
        if actions.probe {
            assert_eq!(self.transport, None, "probed while a transport was open");
            self.probes += 1;
        }
        actions
    }

    /// An input from a person, the browser or the timer.
    pub(crate) fn tell(&mut self, input: Input<'_>) -> Actions {
        let actions = self.connection.handle(None, input, self.now);
        self.act(actions)
    }

    /// An input from the latest attempt's transport or probe.
    pub(crate) fn hear(&mut self, input: Input<'_>) -> Actions {
        let attempt = self.opens.last().map(|(_, open)| open.attempt);
        let actions = self.connection.handle(attempt, input, self.now);
        self.act(actions)
    }

    pub(crate) fn answer(&mut self, status: u16) -> Actions {
        self.hear(Input::Answered(Answer { status, ..Answer::default() }))
    }

    /// Lets time pass, and ticks whenever a tick is due.
    pub(crate) fn pass(&mut self, ms: u64) {
        let end = self.now + ms;
        let mut ticks = 0;
        while let Some(due) = self.connection.wake_at().filter(|due| *due <= end) {
            self.now = self.now.max(due);
            self.tell(Input::Tick);
            ticks += 1;
            assert!(ticks < 1_000 + ms / 100, "a busy loop of ticks");
        }
        self.now = end;
    }

    pub(crate) fn link(&self) -> Link {
        self.connection.link(self.now)
    }

    pub(crate) fn slug(&self) -> &'static str {
        self.link().slug()
    }

    /// Lets time pass with a sign of life every second.
    pub(crate) fn live_for(&mut self, life_ms: u64) {
        let end = self.now + life_ms;
        while self.now < end {
            self.pass(1_000.min(end - self.now));
            self.hear(Input::Activity);
        }
    }

    /// Lets time pass until the next attempt begins, and gives how long that took.
    pub(crate) fn wait_for_open(&mut self) -> u64 {
        let (start, opens) = (self.now, self.opens.len());
        while self.opens.len() == opens {
            let due = self.connection.wake_at().expect("a try is due");
            self.pass(due.saturating_sub(self.now));
        }
        self.now - start
    }

    /// Fails the attempt under way, and gives the wait until the next one.
    pub(crate) fn fail(&mut self, failure: Failure) -> u64 {
        self.hear(Input::Failed(failure));
        self.wait_for_open()
    }
}
