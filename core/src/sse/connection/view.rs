//! A [`Connection`] as others see it: its [`Link`], and the time of its next tick.

use super::policy::{CONNECT_TIMEOUT_MS, SLOW_CONNECT_MS, UNNOTICED_LOSS_MS, dead_after_ms, quiet_after_ms};
use super::{Cause, Connection, Link, Refusal, State, Trouble};

impl Connection {
    /// What may be claimed of the connection at `now_ms`.
    pub fn link(&self, now_ms: u64) -> Link {
        let now = self.clock.peek(now_ms);
        let show = |ms| self.clock.show(ms);
        match &self.state {
            State::Disconnected { since } => Link::Disconnected { since_ms: since.map(show) },
            State::Connecting { since } | State::Probing { since } => self.trying(*since, self.tries),
            State::Waiting { next, .. } => match self.offline_since {
                Some(since) => Link::Offline { since_ms: show(since) },
                None => self.trying(*next, self.tries.saturating_add(1)),
            },
            State::Up { since, last, doubted } => match self.offline_since {
                Some(since) if *doubted => Link::Offline { since_ms: show(since) },
                _ => self.up(*since, *last, now),
            },
            State::SignedOut { status, words } => Link::SignedOut { status: *status, words: words.clone() },
            State::Refused => self.trying(u64::MAX, self.tries),
            State::Complete { no_content } => Link::Complete { no_content: *no_content },
        }
    }

    /// When [`Input::Tick`](super::Input::Tick) is due: something is to be done then, or the [`Link`] or its alarm changes.
    /// `None` while nothing depends on time.
    pub fn wake_at(&self) -> Option<u64> {
        let (to_do, to_show) = match self.state {
            State::Connecting { since } | State::Probing { since } => {
                let (timeout, slow) = (CONNECT_TIMEOUT_MS, SLOW_CONNECT_MS);
                (since.saturating_add(timeout), since.saturating_add(slow))
            }
            State::Waiting { next, .. } if self.offline_since.is_none() => (next, next),
            State::Up { last, .. } => {
                let ms = self.seen_heartbeat_ms()?;
                let (dead, quiet) = (dead_after_ms(ms), quiet_after_ms(ms));
                (last.saturating_add(dead), last.saturating_add(quiet))
            }
            _ => return None,
        };
        let noticed = self.trouble.as_ref().map(|trouble| trouble.lost.saturating_add(UNNOTICED_LOSS_MS));
        // What only shows needs no second tick once its time has passed; what is to be done stays due until it is done.
        let latest = self.clock.latest();
        let shown = [Some(to_show), noticed].into_iter().flatten().filter(|ms| *ms > latest);
        Some(self.clock.show(shown.fold(to_do, u64::min)))
    }

    /// The link while no stream is open, and an attempt begins or began at `next`.
    fn trying(&self, next: u64, attempt: u32) -> Link {
        let show = |ms| self.clock.show(ms);
        let Some(Trouble { lost, last, cause }) = &self.trouble else {
            return Link::Connecting { since_ms: show(next), attempt };
        };
        match cause {
            Cause::Why(why) => {
                Link::Reconnecting { lost_ms: show(*lost), last_ms: last.map(show), next_ms: show(next), attempt, why: *why }
            }
            Cause::Refusal { reason, words } => Link::Refused(Refusal {
                reason: reason.clone(),
                words: words.clone(),
                lost_ms: show(*lost),
                last_ms: last.map(show),
                next_ms: (!matches!(self.state, State::Refused)).then(|| show(next)),
                attempt,
            }),
        }
    }

    fn up(&self, since: u64, last: u64, now: u64) -> Link {
        let (since_ms, last_ms) = (self.clock.show(since), self.clock.show(last));
        match self.seen_heartbeat_ms() {
            Some(ms) if now - last >= quiet_after_ms(ms) => {
                Link::Quiet { last_ms, due_every_ms: ms, reconnect_at_ms: self.clock.show(last.saturating_add(dead_after_ms(ms))) }
            }
            // Between heartbeats that are not due a stream is as live as it was: only never seeing them makes it merely open.
            _ if self.policy.seen_heartbeat_ms().is_some() => Link::Live { since_ms, last_ms },
            _ => Link::Open { since_ms, last_ms },
        }
    }
}
