//! One look at the streams, for the index: names are looked up once, then rows are tested by number.

use super::filter::Filter;
use super::index::{Entry, Rows, Verdict};
use super::lane::{Lane, Take};
use fleetglass_core::state::Stream;
use fleetglass_core::state::log::{Log, Row, RowKind};
use fleetglass_core::state::unit::LogIx;

/// A lane with the names looked up.
enum Resolved {
    /// The rows of one log.
    One(Option<LogIx>),
    /// All rows of a stream.
    All,
    /// Those of these logs.
    Some(Vec<bool>),
    /// Rows of no stream.
    Made,
}

/// One look at the streams.
pub(super) struct Reading<'a> {
    lanes: &'a [Lane],
    resolved: Vec<Resolved>,
    filter: &'a Filter,
    /// How many rows are held, shown or not.
    pub(super) held: u64,
    /// How many had to go.
    pub(super) lost: u64,
}

impl<'a> Reading<'a> {
    pub(super) fn new(lanes: &'a [Lane], filter: &'a Filter) -> Self {
        let mut reading = Self { lanes, resolved: Vec::new(), filter, held: 0, lost: 0 };
        reading.resolved = lanes.iter().map(|lane| reading.resolve(lane)).collect();
        reading
    }

    fn resolve(&mut self, lane: &Lane) -> Resolved {
        match lane {
            Lane::Stream { live, take } => live.read(|stream| self.look(stream, take)),
            Lane::Made(made) => {
                let (start, end) = made.range();
                self.held += end - start;
                self.lost += start;
                Resolved::Made
            }
        }
    }

    fn look(&mut self, stream: &Stream, take: &Take) -> Resolved {
        let logs = stream.logs();
        let mut count = |log: &Log| {
            self.held += log.end() - log.dropped();
            self.lost += log.evicted();
        };
        if let Take::One(unit_id) = take {
            let ix = logs.find(unit_id);
            ix.and_then(|ix| logs.get(ix)).into_iter().for_each(&mut count);
            return Resolved::One(ix);
        }
        let takes = logs.iter().map(|(_, log)| take.takes(&log.unit_id).then(|| count(log)).is_some()).collect();
        if *take == Take::All { Resolved::All } else { Resolved::Some(takes) }
    }

    pub(super) fn read<R>(&self, entry: Entry, read: impl FnOnce(Option<(&Log, u64)>, Row<'_>) -> R) -> Option<R> {
        let at = usize::from(entry.lane);
        let live = match &self.lanes[at] {
            Lane::Stream { live, .. } => live,
            Lane::Made(made) => return made.read(entry.number, |row| read(None, row)),
        };
        live.read(|stream| {
            let logs = stream.logs();
            if let Resolved::One(ix) = &self.resolved[at] {
                let log = logs.get((*ix)?)?;
                return Some(read(Some((log, entry.number)), log.row(entry.number)?));
            }
            let (ix, number, row) = logs.entry(entry.number)?;
            let takes = match &self.resolved[at] {
                Resolved::Some(takes) => takes.get(ix.0 as usize).copied().unwrap_or(false),
                _ => true,
            };
            Some(read(Some((logs.get(ix).filter(|_| takes)?, number)), row?))
        })
    }
}

impl Rows for Reading<'_> {
    fn lanes(&self) -> u16 {
        u16::try_from(self.lanes.len()).unwrap_or(u16::MAX)
    }

    fn range(&self, lane: u16) -> (u64, u64) {
        let lane = usize::from(lane);
        match (&self.lanes[lane], &self.resolved[lane]) {
            (Lane::Made(made), _) => made.range(),
            (Lane::Stream { live, .. }, Resolved::One(ix)) => {
                live.read(|stream| ix.and_then(|ix| stream.logs().get(ix)).map_or((0, 0), |log| (log.dropped(), log.end())))
            }
            (Lane::Stream { live, .. }, _) => live.read(|stream| (stream.logs().start(), stream.logs().end())),
        }
    }

    fn shows_all(&self) -> bool {
        self.lanes.len() == 1 && self.filter.shows_all() && !matches!(self.resolved[0], Resolved::Some(_))
    }

    fn at_ms(&self, entry: Entry) -> Option<i64> {
        self.read(entry, |_, row| row.at_ms).flatten()
    }

    fn shows(&self, entry: Entry) -> Verdict {
        let verdict = |log: Option<(&Log, u64)>, row: Row<'_>| match log {
            Some((_, number)) if self.filter.folds(number) => Verdict::No,
            _ => self.filter.verdict(row),
        };
        self.read(entry, verdict).unwrap_or(Verdict::No)
    }

    fn is_loose(&self, entry: Entry) -> bool {
        let is = |log: Option<(&Log, u64)>, row: Row<'_>| {
            log.is_some_and(|(log, number)| number + 1 == log.end()) && matches!(row.kind, RowKind::Line { .. })
        };
        self.read(entry, is).unwrap_or(false)
    }

    fn is_held(&self, entry: Entry) -> bool {
        self.read(entry, |_, _| ()).is_some()
    }
}
