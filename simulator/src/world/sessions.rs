//! API 2: a handful of sessions that think, use tools, write, wait for their person and sometimes break.

use super::chance::Chance;
use super::{Dialect, Moment, Out, Outgoing, Settings, words};
use fleetglass_core::protocol::Api;
use fleetglass_core::protocol::status::{Global, Session, SessionState, Status, TokenUsage, encode};

/// How many sessions there may be at once.
const SLOTS: usize = 5;
/// Without anybody waiting for this long, the next session that may wait does.
const LONGEST_CALM_MS: u64 = 15_000;
/// How long the server had been up when the world began.
const UPTIME_S: u64 = 6840;

/// The sessions of one server.
#[derive(Debug)]
pub(crate) struct Sessions {
    settings: Settings,
    slots: Vec<Slot>,
    last_wait: u64,
    told: String,
    /// A session changed since the state was last compared with what was told.
    changed: bool,
    may_tell: u64,
}

#[derive(Debug)]
struct Slot {
    chance: Chance,
    live: Option<Live>,
    due: u64,
}

#[derive(Debug)]
struct Live {
    id: String,
    channel: &'static str,
    title: Option<&'static str>,
    state: SessionState,
    since: u64,
    tool: Option<&'static str>,
    tokens: Option<TokenUsage>,
    error: Option<&'static str>,
}

impl Sessions {
    /// Makes a server whose sessions come in during the next minute.
    pub(crate) fn new(settings: Settings, birth: u64) -> Self {
        let slots = (0..SLOTS).map(|slot| {
            let mut chance = Chance::of(settings.seed, &format!("session {slot}"));
            let due = birth + 500 + slot as u64 * 4000 + chance.between(0, 4000);
            Slot { chance, live: None, due }
        });
        Self { settings, slots: slots.collect(), last_wait: birth, told: String::new(), changed: true, may_tell: birth }
    }

    /// Does what is due, and tells of it where the debounce allows.
    pub(crate) fn step(&mut self, now: Moment, out: &mut Out) {
        for slot in &mut self.slots {
            if now.virtual_ms >= slot.due {
                let calm = now.virtual_ms.saturating_sub(self.last_wait) > LONGEST_CALM_MS;
                slot.go_on(now.virtual_ms, self.settings.dialect, calm);
                self.changed = true;
            }
            if slot.live.as_ref().is_some_and(|live| live.state == SessionState::WaitingForUser) {
                self.last_wait = now.virtual_ms;
            }
        }
        if !self.changed || now.virtual_ms < self.may_tell {
            return;
        }
        self.changed = false;
        let fingerprint = self.fingerprint();
        if fingerprint != self.told {
            self.told = fingerprint;
            self.may_tell = now.virtual_ms + self.settings.debounce_ms;
            out.push(Outgoing::new(Api::AgentStatus, encode(&self.status(now))));
        }
    }

    /// Times and tokens are not in it: their changes send no event.
    fn fingerprint(&self) -> String {
        let lives = self.slots.iter().filter_map(|slot| slot.live.as_ref());
        lives.map(|live| format!("{}{}{:?};", live.id, live.state.as_str(), live.tool)).collect()
    }

    /// Returns the whole state.
    pub(crate) fn status(&self, now: Moment) -> Status {
        let sessions: Vec<Session> = self.slots.iter().filter_map(|slot| Some(slot.live.as_ref()?.session(now))).collect();
        let active = sessions.len() as u64;
        Status { global: global(if active > 0 { "active" } else { "idle" }, active, now.virtual_ms), sessions: Some(sessions.into()) }
    }
}

/// Returns the state of a server on which nothing works.
pub(crate) fn nothing(virtual_ms: u64) -> Status {
    Status { global: global("idle", 0, virtual_ms), sessions: Some(Vec::new().into()) }
}

fn global(state: &str, active: u64, virtual_ms: u64) -> Global {
    Global {
        state: Some(state.to_owned()),
        active_sessions: Some(active),
        max_concurrent: Some(SLOTS as u64),
        uptime_seconds: Some((UPTIME_S + virtual_ms / 1000) as f64),
    }
}

impl Slot {
    fn go_on(&mut self, now: u64, dialect: Dialect, calm: bool) {
        let chance = &mut self.chance;
        let Some(live) = &mut self.live else {
            self.live = Some(Live::new(chance, now, dialect));
            self.due = now + chance.between(1500, 5000);
            return;
        };
        let next = match live.state {
            SessionState::Thinking if !chance.one_in(3) => SessionState::ToolRunning,
            SessionState::Thinking => SessionState::Streaming,
            SessionState::ToolRunning if chance.one_in(3) => SessionState::Streaming,
            SessionState::ToolRunning => SessionState::Thinking,
            SessionState::Streaming if calm || chance.one_in(6) => SessionState::WaitingForUser,
            SessionState::Streaming if chance.one_in(14) => SessionState::Error,
            SessionState::Streaming if !chance.one_in(5) => SessionState::Thinking,
            SessionState::WaitingForUser => SessionState::Thinking,
            // Done, failed, or in a word this simulator never uses: the session leaves.
            SessionState::Streaming | SessionState::Idle | SessionState::Error | SessionState::Other(_) => {
                self.live = None;
                self.due = now + chance.between(4000, 20_000);
                return;
            }
        };
        // The calm is broken at once, not at the session's next chance to write.
        let next =
            if calm && matches!(next, SessionState::Thinking | SessionState::ToolRunning) { SessionState::WaitingForUser } else { next };
        self.due = now
            + match next {
                SessionState::WaitingForUser => chance.between(40_000, 95_000),
                SessionState::Error => chance.between(12_000, 25_000),
                SessionState::ToolRunning => chance.between(3000, 14_000),
                _ => chance.between(2000, 8000),
            };
        live.tool = (next == SessionState::ToolRunning).then(|| chance.pick(words::TOOLS).0);
        live.error = (next == SessionState::Error).then(|| chance.pick(words::SESSION_ERRORS));
        let before = live.tokens.unwrap_or_default();
        live.tokens = Some(TokenUsage { input: before.input + chance.between(200, 2400), output: before.output + chance.between(40, 600) });
        live.state = next;
        live.since = now;
    }
}

impl Live {
    fn new(chance: &mut Chance, now: u64, dialect: Dialect) -> Self {
        let title = (dialect == Dialect::Observed || chance.one_in(2)).then(|| chance.pick(words::TITLES));
        let channel = chance.pick(&["websocket", "websocket", "slack", "telegram", "cli"]);
        Self { id: chance.uuid(), channel, title, state: SessionState::Thinking, since: now, tool: None, tokens: None, error: None }
    }

    fn session(&self, now: Moment) -> Session {
        let age = now.virtual_ms.saturating_sub(self.since) as f64 / 1000.0;
        Session {
            session_key: Some(format!("{}:{}", self.channel, self.id).as_str().into()),
            session_id: Some(self.id.as_str().into()),
            channel: Some(self.channel.to_owned()),
            title: self.title.map(str::to_owned),
            state: Some(self.state.clone()),
            tool_name: self.tool.map(str::to_owned),
            duration_seconds: Some((age * 10.0).round() / 10.0),
            token_usage: self.tokens,
            error_message: self.error.map(str::to_owned),
        }
    }
}
