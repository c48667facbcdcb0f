//! How a [`Connection`] moves: the few steps that every transition is made of, and the only ones that begin an attempt.
//!
//! An attempt begins in `open` alone, and only where nothing is under way. `go` calls it, not while offline, and so does a person's wish.
//! What ends an attempt goes through `lose`, which waits or goes on, or through `refuse` and `over`, which do not.

use super::policy::{GOOD_LIFE_MS, SHORT_LIFE_MS, SHORTEST_WAIT_MS};
use super::{Actions, Cause, Connection, Open, Reason, State, Trouble};

/// When to try again.
pub(super) enum Wait {
    /// Now, if the connection lived long enough.
    AtOnce,
    Backoff,
    Slowly,
    /// As the server said, ms.
    Told(u64),
}

/// Only close.
pub(super) const CLOSE: Actions = Actions { close: true, open: None, probe: false };

impl Connection {
    /// The attempt under way has ended: waits, or goes on at once.
    pub(super) fn lose(&mut self, cause: Cause, wait: Wait, now: u64) -> Actions {
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
    pub(super) fn blame(&mut self, cause: Cause, now: u64) {
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

    pub(super) fn refuse(&mut self, reason: Reason, words: Option<String>, now: u64) -> Actions {
        self.blame(Cause::Refusal { reason, words }, now);
        self.state = State::Refused;
        CLOSE
    }

    pub(super) fn over(&mut self, no_content: bool) -> Actions {
        self.trouble = None;
        // What comes after completion is another stream: it is not resumed, and misses nothing of this one.
        self.resume.had_stream = false;
        self.state = State::Complete { no_content };
        CLOSE
    }

    /// An attempt failed without a status. If it sent `Last-Event-ID` to another origin, the preflight may be why, so the next
    /// one goes without; if it went without, the next one sends it again: then the server was away, and not the header at fault.
    pub(super) fn doubt_resume(&mut self) {
        self.resume.skip = self.policy.cross_origin && self.resume.sent && !self.resume.proven;
    }

    /// Tries again as soon as is decent: at once, unless the latest attempt began or opened and ended just now.
    pub(super) fn hurry(&mut self, now: u64) -> Actions {
        let planned = match self.state {
            State::Waiting { told: true, .. } => return self.go(now),
            State::Waiting { next, .. } => next,
            _ => u64::MAX,
        };
        let just_begun = self.begun.is_some_and(|begun| now - begun < SHORTEST_WAIT_MS);
        let soonest = if self.short_lived || just_begun { now.saturating_add(self.backoff.short_wait_ms()) } else { now };
        self.state = State::Waiting { next: planned.min(soonest), told: false };
        self.go(now)
    }

    /// Opens if the time has come and the browser is online.
    pub(super) fn go(&mut self, now: u64) -> Actions {
        match self.state {
            State::Waiting { next, .. } if next <= now && self.offline_since.is_none() => self.open(now),
            _ => Actions::default(),
        }
    }

    pub(super) fn open(&mut self, now: u64) -> Actions {
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
