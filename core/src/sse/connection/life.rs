//! The transitions of a [`Connection`]: one method an input.
//!
//! What each decides is how an attempt ends and when the next one may begin; the steps themselves are in `pace`.

use super::pace::{CLOSE, Wait};
use super::policy::{CONNECT_TIMEOUT_MS, LONG_HIDDEN_MS, SHORT_LIFE_MS, dead_after_ms, quiet_after_ms};
use super::verdict::{self, Verdict};
use super::{Actions, Answer, Cause, Connection, Failure, Reason, State, Why};

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
                    Failure::Policy => self.refuse(Reason::Policy, None, now),
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
}
