//! The transitions of a [`Connection`]: one method an input.
//!
//! Three rules hold in all of them. An attempt begins only in `open`, and only where nothing is under way. Nothing but `go` and a
//! person's wish calls `open`, and `go` not while offline. Whatever ends an attempt goes through `lose` or ends in a state that waits for
//! a person.

use super::policy::{CONNECT_TIMEOUT_MS, GOOD_LIFE_MS, LONG_HIDDEN_MS, SHORT_LIFE_MS, SHORTEST_WAIT_MS, dead_after_ms, quiet_after_ms};
use super::verdict::{self, Verdict};
use super::{Actions, Answer, Cause, Connection, Failure, Open, Reason, State, Trouble, Why};

/// When to try again.
enum Wait {
    /// Now, if the connection lived long enough.
    AtOnce,
    Backoff,
    Slowly,
    /// As the server said, ms.
    Told(u64),
}

const CLOSE: Actions = Actions { close: true, open: None, probe: false };

impl Connection {
    pub(super) fn connect(&mut self, now: u64) -> Actions {
        if self.is_under_way() {
            return Actions::default();
        }
        self.tries = 0;
        self.trouble = None;
        self.state = State::Waiting { next: now, told: false };
        self.go(now)
    }

    pub(super) fn try_now(&mut self, now: u64) -> Actions {
        match self.state {
            State::Waiting { .. } => self.open(now),
            State::SignedOut { .. } | State::Refused => {
                self.trouble = None;
                self.open(now)
            }
            State::Up { last, .. } if self.is_quiet(last, now) => {
                let _ = self.lose(Cause::Why(Why::Asked), Wait::Backoff, now);
                // `lose` never opens after a backoff, so nothing is under way.
                let mut actions = self.open(now);
                actions.close = true;
                actions
            }
            _ => Actions::default(),
        }
    }

    pub(super) fn disconnect(&mut self, now: u64) -> Actions {
        if matches!(self.state, State::Disconnected { .. }) {
            return Actions::default();
        }
        self.trouble = None;
        self.state = State::Disconnected { since: Some(now) };
        CLOSE
    }

    pub(super) fn opened(&mut self, now: u64) -> Actions {
        if matches!(self.state, State::Connecting { .. }) {
            self.state = State::Up { since: now, last: now, doubted: false };
            self.trouble = None;
            self.established = self.established.saturating_add(1);
            self.resume.gap = self.resume.had_stream && !self.resume.sent;
            self.resume.proven |= self.resume.sent;
            self.resume.skip = false;
            self.resume.had_stream = true;
        }
        Actions::default()
    }

    pub(super) fn activity(&mut self, now: u64) -> Actions {
        if let State::Up { last, doubted, .. } = &mut self.state {
            *last = now;
            *doubted = false;
        }
        Actions::default()
    }

    pub(super) fn ended(&mut self, now: u64) -> Actions {
        match self.state {
            State::Up { since, .. } if self.policy.is_routine_cut(now - since) => self.lose(Cause::Why(Why::RoutineCut), Wait::AtOnce, now),
            State::Up { .. } => self.lose(Cause::Why(Why::Ended), Wait::AtOnce, now),
            State::Connecting { .. } | State::Probing { .. } => self.lose(Cause::Why(Why::Ended), Wait::Backoff, now),
            _ => Actions::default(),
        }
    }

    pub(super) fn failed(&mut self, failure: Failure, now: u64) -> Actions {
        let why = Cause::Why(Why::Failed(failure));
        match self.state {
            // EventSource cannot tell the server's end from a failure; at the promised time it is the end.
            State::Up { since, .. } if self.policy.is_routine_cut(now - since) => self.lose(Cause::Why(Why::RoutineCut), Wait::AtOnce, now),
            State::Up { .. } => self.lose(why, Wait::Backoff, now),
            State::Connecting { .. } | State::Probing { .. } => {
                let probing = matches!(self.state, State::Probing { .. });
                match failure {
                    Failure::MixedContent => self.refuse(Reason::MixedContent, None, now),
                    Failure::Network | Failure::Unknown if self.policy.can_probe && !probing && self.offline_since.is_none() => {
                        self.blame(Cause::Why(Why::Asking), now);
                        self.state = State::Probing { since: now };
                        Actions { close: true, open: None, probe: true }
                    }
                    // A proxy's error page without the CORS headers looks the same, so this may pass.
                    Failure::Cors => {
                        self.doubt_resume();
                        let reason = Reason::Cors;
                        self.lose(Cause::Refusal { reason, words: None }, Wait::Backoff, now)
                    }
                    Failure::Network | Failure::Unknown => {
                        self.doubt_resume();
                        self.lose(why, Wait::Backoff, now)
                    }
                    Failure::Timeout => self.lose(why, Wait::Backoff, now),
                }
            }
            _ => Actions::default(),
        }
    }

    pub(super) fn answered(&mut self, answer: &Answer<'_>, now: u64) -> Actions {
        if !matches!(self.state, State::Connecting { .. } | State::Probing { .. }) {
            return Actions::default();
        }
        let words = verdict::words(answer);
        match verdict::judge(answer, self.established > 0) {
            Verdict::Over => self.over(true),
            Verdict::SignedOut(_) if self.secret_given => {
                let reason = Reason::Status(answer.status);
                self.lose(Cause::Refusal { reason, words }, Wait::Backoff, now)
            }
            Verdict::SignedOut(status) => {
                self.trouble = None;
                self.state = State::SignedOut { status, words };
                CLOSE
            }
            Verdict::Later { reason, retry_after_ms } => {
                let wait = retry_after_ms.map_or(Wait::Backoff, Wait::Told);
                self.lose(Cause::Refusal { reason, words }, wait, now)
            }
            Verdict::Slowly(reason) => self.lose(Cause::Refusal { reason, words }, Wait::Slowly, now),
            Verdict::Never(reason) => self.refuse(reason, words, now),
            Verdict::Stream => {
                self.doubt_resume();
                let why = Why::Failed(Failure::Unknown);
                self.lose(Cause::Why(why), Wait::Backoff, now)
            }
        }
    }

    pub(super) fn complete(&mut self) -> Actions {
        match self.state {
            State::Connecting { .. } | State::Up { .. } | State::Probing { .. } | State::Waiting { .. } => self.over(false),
            _ => Actions::default(),
        }
    }

    pub(super) fn offline(&mut self, now: u64) -> Actions {
        self.offline_since.get_or_insert(now);
        match &mut self.state {
            // It may survive, and to a server on this machine it does: what arrives decides.
            State::Up { doubted, .. } => *doubted = true,
            State::Connecting { .. } | State::Probing { .. } => {
                return self.lose(Cause::Why(Why::WentOffline), Wait::Backoff, now);
            }
            _ => {}
        }
        Actions::default()
    }

    pub(super) fn online(&mut self, now: u64) -> Actions {
        self.offline_since = None;
        match self.state {
            State::Up { doubted: true, .. } => self.lose(Cause::Why(Why::WentOffline), Wait::AtOnce, now),
            State::Waiting { .. } | State::Refused => self.hurry(now),
            _ => Actions::default(),
        }
    }

    pub(super) fn visible(&mut self, hidden_ms: u64, now: u64) -> Actions {
        match self.state {
            State::Waiting { .. } => self.hurry(now),
            State::Up { since, last, .. } => match self.seen_heartbeat_ms() {
                Some(ms) if now - last >= dead_after_ms(ms) => self.lose(Cause::Why(Why::Silent), Wait::AtOnce, now),
                None if hidden_ms > LONG_HIDDEN_MS && now - since >= SHORT_LIFE_MS => self.lose(Cause::Why(Why::Hidden), Wait::AtOnce, now),
                _ => Actions::default(),
            },
            _ => Actions::default(),
        }
    }

    pub(super) fn secret_given(&mut self, now: u64) -> Actions {
        match self.state {
            State::SignedOut { .. } | State::Refused => {
                self.trouble = None;
                self.hurry(now)
            }
            State::Waiting { .. } => self.hurry(now),
            State::Connecting { .. } | State::Probing { .. } => {
                self.secret_given = true;
                Actions::default()
            }
            _ => Actions::default(),
        }
    }

    pub(super) fn tick(&mut self, now: u64) -> Actions {
        match self.state {
            State::Connecting { since } | State::Probing { since } if now - since >= CONNECT_TIMEOUT_MS => {
                let why = Why::Failed(Failure::Timeout);
                self.lose(Cause::Why(why), Wait::Backoff, now)
            }
            State::Up { last, .. } => match self.seen_heartbeat_ms() {
                Some(ms) if now - last >= dead_after_ms(ms) => self.lose(Cause::Why(Why::Silent), Wait::AtOnce, now),
                _ => Actions::default(),
            },
            State::Waiting { .. } => self.go(now),
            _ => Actions::default(),
        }
    }

    /// The interval at which a sign of life is due now, `None` where silence proves nothing.
    pub(super) fn seen_heartbeat_ms(&self) -> Option<u64> {
        self.policy.seen_heartbeat_ms().filter(|_| self.heartbeats_due)
    }

    fn is_under_way(&self) -> bool {
        matches!(self.state, State::Connecting { .. } | State::Up { .. } | State::Probing { .. })
    }

    /// Whether a person may doubt that the open stream lives.
    fn is_quiet(&self, last: u64, now: u64) -> bool {
        self.seen_heartbeat_ms().is_none_or(|ms| now - last >= quiet_after_ms(ms))
    }

    /// The attempt under way has ended: waits, or goes on at once.
    fn lose(&mut self, cause: Cause, wait: Wait, now: u64) -> Actions {
        self.blame(cause, now);
        if let State::Up { since, .. } = self.state {
            let life = now - since;
            self.short_lived = life < SHORT_LIFE_MS;
            if life >= GOOD_LIFE_MS {
                self.tries = 0;
            }
        }
        let (wait_ms, told) = match wait {
            Wait::AtOnce if !self.short_lived => {
                self.tries = 0;
                (0, false)
            }
            Wait::AtOnce | Wait::Backoff => (self.backoff.wait_ms(self.tries), false),
            Wait::Slowly => (self.backoff.long_wait_ms(), false),
            Wait::Told(ms) => (ms, true),
        };
        self.state = State::Waiting { next: now.saturating_add(wait_ms), told };
        Actions { close: true, ..self.go(now) }
    }

    /// Remembers what went wrong, since when, and what was there before.
    fn blame(&mut self, cause: Cause, now: u64) {
        let last = match self.state {
            State::Up { last, .. } => Some(last),
            _ => None,
        };
        match &mut self.trouble {
            Some(trouble) => trouble.cause = cause,
            None => {
                self.trouble = Some(Trouble { lost: now, last, cause });
            }
        }
    }

    fn refuse(&mut self, reason: Reason, words: Option<String>, now: u64) -> Actions {
        self.blame(Cause::Refusal { reason, words }, now);
        self.state = State::Refused;
        CLOSE
    }

    fn over(&mut self, no_content: bool) -> Actions {
        self.trouble = None;
        // What comes after completion is another stream: it is not resumed, and misses nothing of this one.
        self.resume.had_stream = false;
        self.state = State::Complete { no_content };
        CLOSE
    }

    /// An attempt failed without a status. If it sent `Last-Event-ID` to another origin, the preflight may be why, so the next
    /// one goes without; if it went without, the next one sends it again: then the server was away, and not the header at fault.
    fn doubt_resume(&mut self) {
        self.resume.skip = self.policy.cross_origin && self.resume.sent && !self.resume.proven;
    }

    /// Tries again as soon as is decent: at once, unless the latest attempt began or opened and ended just now.
    fn hurry(&mut self, now: u64) -> Actions {
        let planned = match self.state {
            State::Waiting { told: true, .. } => return Actions::default(),
            State::Waiting { next, .. } => next,
            _ => u64::MAX,
        };
        let just_begun = self.begun.is_some_and(|begun| now - begun < SHORTEST_WAIT_MS);
        let soonest = if self.short_lived || just_begun { now.saturating_add(self.backoff.short_wait_ms()) } else { now };
        self.state = State::Waiting { next: planned.min(soonest), told: false };
        self.go(now)
    }

    /// Opens if the time has come and the browser is online.
    fn go(&mut self, now: u64) -> Actions {
        match self.state {
            State::Waiting { next, .. } if next <= now && self.offline_since.is_none() => self.open(now),
            _ => Actions::default(),
        }
    }

    fn open(&mut self, now: u64) -> Actions {
        self.attempt = self.attempt.wrapping_add(1);
        self.tries = self.tries.saturating_add(1);
        self.begun = Some(now);
        self.short_lived = false;
        self.secret_given = false;
        self.resume.sent = self.policy.resumes && self.resume.had_stream && !self.resume.skip;
        self.state = State::Connecting { since: now };
        let open = Open { attempt: self.attempt, resume: self.resume.sent };
        Actions { open: Some(open), ..Actions::default() }
    }
}
