//! What is known of the past: what was there when a stream began, and what a reconnect leaves of what was known.

use super::log::{Meta, RowKind};
use super::unit::{Since, UnitIx};
use super::wake::SHORT_LOSS_MS;
use super::{Changes, Reducer, Stream};
use crate::protocol::Memory;

impl Stream {
    /// Notes when the first event came that tells of anything.
    pub(super) fn begin(&mut self, event: &str, now_ms: u64) {
        if self.began_ms.is_none() && !matches!(event, "heartbeat" | "ping" | "keepalive" | "error") {
            self.began_ms = Some(now_ms);
        }
    }

    /// Says whether what began then was there already when this stream was first heard: nothing that happened since.
    #[must_use]
    pub fn was_there(&self, since: Since) -> bool {
        match self.api.memory() {
            Memory::Repeats => self.began_ms.is_none_or(|began_ms| since.ms <= began_ms),
            // What these send happens when they send it.
            Memory::Resumes | Memory::Nothing => !since.witnessed && self.began_ms.is_none_or(|began_ms| since.ms <= began_ms),
        }
    }

    /// Says that the connection is open, and whether the server was asked to go on from the last event.
    ///
    /// After a loss, the units of a stream that repeats nothing become unconfirmed, and their logs show that rows may be missing.
    pub fn opened(&mut self, resumed: bool, now_ms: u64, changes: &mut Changes) {
        self.complete = false;
        let lost_ms = self.lost_ms.take();
        if let Some(from) = lost_ms.filter(|from| now_ms.saturating_sub(*from) >= SHORT_LOSS_MS) {
            self.losses.mark(from, now_ms);
        }
        let again = std::mem::replace(&mut self.connected, true);
        let repeats = match self.api.memory() {
            Memory::Repeats => true,
            Memory::Resumes => resumed,
            Memory::Nothing => false,
        };
        if !again || repeats {
            return;
        }
        let lost_ms = now_ms.saturating_sub(lost_ms.unwrap_or(now_ms));
        let missed: Vec<(UnitIx, String)> =
            self.units.iter().filter(|(_, unit)| !unit.status.is_over()).map(|(ix, unit)| (ix, unit.id.clone())).collect();
        for (ix, id) in missed {
            if let Some(unit) = self.units.get_mut(ix) {
                unit.confirmed = false;
                changes.row(ix);
            }
            self.units.note_wants(ix);
            if let Some(log) = self.logs.find(&id) {
                self.logs.event(log, RowKind::Reconnect { lost_ms }, "", Meta { at_ms: i64::try_from(now_ms).ok(), ..Meta::default() });
                changes.logs = true;
            }
        }
        if let Reducer::Threads(threads) = &mut self.reducer {
            threads.reconnected();
        }
    }
}
