//! Which threads a stream asks for. Of those it does not ask for nothing is known, and nothing is claimed.

use super::log::{Meta, RowKind};
use super::unit::{Kind, UnitIx};
use super::{Changes, Reducer, Stream};

impl Stream {
    /// Shows only these threads, whatever the server sends; `None` shows all. Other APIs are not changed by it.
    pub fn only_threads(&mut self, thread_ids: Option<Vec<String>>) {
        if let Reducer::Threads(threads) = &mut self.reducer {
            threads.only = thread_ids;
        }
    }

    /// Says that from now on the server is asked for other threads: for these, or for all.
    ///
    /// Threads that are left out keep their logs and become unconfirmed; what was missed of those that are taken in again is
    /// said in their logs. Costs one look at every thread.
    pub fn ask_only(&mut self, thread_ids: Option<Vec<String>>, now_ms: u64, changes: &mut Changes) {
        let Reducer::Threads(threads) = &mut self.reducer else { return };
        let before = std::mem::replace(&mut threads.only, thread_ids);
        let asks = |only: Option<&Vec<String>>, title: &str| only.is_none_or(|only| only.iter().any(|id| id == title));
        let known = self.units.iter().filter(|(_, unit)| unit.kind == Kind::Thread && !unit.status.is_over());
        let moved = known.map(|(ix, unit)| (ix, unit.serial, asks(before.as_ref(), &unit.title), asks(threads.only.as_ref(), &unit.title)));
        let moved: Vec<(UnitIx, u64, bool)> = moved.filter(|(.., was, is)| was != is).map(|(ix, serial, _, is)| (ix, serial, is)).collect();
        for (ix, serial, taken_in) in moved {
            let thread = threads.threads.entry(ix).or_default();
            thread.restart_unless(serial);
            let Some(unit) = self.units.get_mut(ix) else { continue };
            if !taken_in {
                thread.unasked_ms = Some(now_ms);
                unit.confirmed = false;
                changes.row(ix);
                self.units.note_wants(ix);
                continue;
            }
            // A gap would be claimed that this row tells already.
            thread.sequence = None;
            let Some(since_ms) = thread.unasked_ms.take() else { continue };
            if let Some(log) = self.logs.find(&unit.id) {
                let meta = Meta { at_ms: i64::try_from(now_ms).ok(), ..Meta::default() };
                self.logs.event(log, RowKind::Reconnect { lost_ms: now_ms.saturating_sub(since_ms) }, "", meta);
                changes.logs = true;
            }
        }
    }
}
