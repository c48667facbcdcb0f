//! Finds rows of a lane in its stream.

use super::feed::Found;
use super::index::Entry;
use super::lane::Take;
use fleetglass_core::state::Stream;
use fleetglass_core::state::log::Row;
use fleetglass_core::state::unit::LogIx;

/// Finds rows of a lane in its stream, with the name looked up once.
pub(super) struct Finder<'a> {
    stream: &'a Stream,
    one: Option<Option<LogIx>>,
}

impl<'a> Finder<'a> {
    pub(super) fn new(stream: &'a Stream, take: &Take) -> Self {
        let one = if let Take::One(unit_id) = take { Some(stream.logs().find(unit_id)) } else { None };
        Self { stream, one }
    }

    /// Finds a row, which is `None` if it was dropped since.
    pub(super) fn find(&self, position: u64, entry: Entry) -> Option<(Found<'a>, Option<Row<'a>>)> {
        let logs = self.stream.logs();
        let (ix, number, row) = match self.one {
            Some(ix) => (ix?, entry.number, logs.get(ix?)?.row(entry.number)),
            None => logs.entry(entry.number)?,
        };
        Some((Found { position, entry, log: ix, number, unit_id: &logs.get(ix)?.unit_id }, row))
    }

    /// Returns the number on the lane of a row of a log.
    pub(super) fn number_of(&self, log: LogIx, number: u64) -> Option<u64> {
        let logs = self.stream.logs();
        match self.one {
            Some(ix) => (ix == Some(log)).then_some(number),
            None => (logs.start()..logs.end()).rev().find(|at| logs.entry(*at).is_some_and(|(ix, held, _)| (ix, held) == (log, number))),
        }
    }
}
