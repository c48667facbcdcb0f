//! What a log view reads: rows of one log or of many, filtered, straight from the state of the streams.

use super::filter::Filter;
use super::index::{Entry, Index, Rows};
use crate::live::Live;
use fleetglass_core::state::Stream;
use fleetglass_core::state::log::{Log, Row, RowKind};
use fleetglass_core::state::unit::LogIx;
use std::collections::HashSet;
use std::sync::Arc;

/// Rows of one stream.
#[derive(Clone, PartialEq)]
pub struct Lane {
    /// The stream.
    pub live: Live,
    /// Which of its rows.
    pub take: Take,
}

/// Which rows of a stream.
#[derive(Clone, PartialEq, Debug)]
pub enum Take {
    /// All, in the order in which they came.
    All,
    /// Those of one unit.
    One(String),
    /// Those of these units, merged.
    Each(Arc<HashSet<String>>),
    /// Those of a unit and of all below it, merged.
    Below(String),
}

impl Take {
    fn takes(&self, unit_id: &str) -> bool {
        match self {
            Self::All => true,
            Self::One(id) => id == unit_id,
            Self::Each(ids) => ids.contains(unit_id),
            Self::Below(id) => unit_id.strip_prefix(id.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')),
        }
    }
}

/// How much there is.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Shape {
    /// The position of the first row shown.
    pub start: u64,
    /// The position after the last.
    pub end: u64,
    /// How many rows are held, shown or not.
    pub held: u64,
    /// How many had to go.
    pub lost: u64,
    /// Whether rows still wait to be tested.
    pub busy: bool,
    /// Counts looks at the streams, since a row can change in place.
    pub look: u64,
    /// Counts changes of what is read: positions of another reading mean other rows.
    pub reading: u64,
}

impl Shape {
    /// Returns how many rows are shown.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.end - self.start
    }
}

/// The rows of a log view.
#[derive(Default)]
pub(super) struct Feed {
    lanes: Vec<Lane>,
    filter: Filter,
    index: Index,
    shape: Shape,
}

impl Feed {
    /// Says what to read. Where that changed, reading begins anew.
    pub(super) fn read_from(&mut self, lanes: Vec<Lane>, filter: Filter) {
        if self.lanes != lanes || self.filter != filter {
            self.shape.reading += 1;
            (self.lanes, self.filter, self.index) = (lanes, filter, Index::default());
        }
    }

    /// Takes what came, for as long as `go_on` says.
    pub(super) fn advance(&mut self, go_on: impl FnMut() -> bool) -> Shape {
        let (mut held, mut lost) = (0, 0);
        let resolved = self.lanes.iter().map(|lane| lane.live.read(|stream| resolve(&lane.take, stream, &mut held, &mut lost))).collect();
        let reading = Reading { lanes: &self.lanes, resolved, filter: &self.filter };
        let done = self.index.advance(&reading, go_on);
        let look = self.shape.look + 1;
        let shape = Shape { start: self.index.start(), end: self.index.end(), held, lost, busy: !done, look, ..self.shape };
        self.shape = shape;
        shape
    }

    /// Returns the row at a position: its lane, its log, and itself unless it was dropped.
    pub(super) fn row<R>(&self, position: u64, read: impl FnOnce(Entry, LogIx, &Log, Option<Row<'_>>) -> R) -> Option<R> {
        let entry = self.index.get(position)?;
        let lane = self.lanes.get(usize::from(entry.lane))?;
        lane.live.read(|stream| {
            let (ix, row) = find(&lane.take, stream, entry.number)?;
            Some(read(entry, ix, stream.logs().get(ix)?, row))
        })
    }

    /// Returns the stream that a row came from.
    pub(super) fn live(&self, entry: Entry) -> Option<&Live> {
        self.lanes.get(usize::from(entry.lane)).map(|lane| &lane.live)
    }

    /// Finds the first row that holds these words.
    pub(super) fn find(&self, words: &str) -> Option<u64> {
        self.index
            .iter()
            .map(|(position, _)| position)
            .find(|position| self.row(*position, |_, _, _, row| row.is_some_and(|row| row.text.contains(words))).unwrap_or(false))
    }
}

fn find<'a>(take: &Take, stream: &'a Stream, number: u64) -> Option<(LogIx, Option<Row<'a>>)> {
    let logs = stream.logs();
    if let Take::One(unit_id) = take {
        let ix = logs.find(unit_id)?;
        return Some((ix, logs.get(ix)?.row(number)));
    }
    let (ix, _, row) = logs.entry(number)?;
    Some((ix, row))
}

/// A lane with the names looked up, for one look at the streams.
enum Resolved {
    One(Option<LogIx>),
    Merged(Vec<bool>),
}

fn resolve(take: &Take, stream: &Stream, held: &mut u64, lost: &mut u64) -> Resolved {
    let logs = stream.logs();
    let mut count = |log: &Log| {
        *held += log.rows().len() as u64;
        *lost += log.evicted();
    };
    if let Take::One(unit_id) = take {
        let ix = logs.find(unit_id);
        ix.and_then(|ix| logs.get(ix)).into_iter().for_each(&mut count);
        return Resolved::One(ix);
    }
    let takes = logs.iter().map(|(_, log)| {
        let takes = take.takes(&log.unit_id);
        if takes {
            count(log);
        }
        takes
    });
    Resolved::Merged(takes.collect())
}

struct Reading<'a> {
    lanes: &'a [Lane],
    resolved: Vec<Resolved>,
    filter: &'a Filter,
}

impl Reading<'_> {
    fn read<R>(&self, entry: Entry, read: impl FnOnce(&Log, u64, Row<'_>) -> R) -> Option<R> {
        let lane = usize::from(entry.lane);
        self.lanes[lane].live.read(|stream| match &self.resolved[lane] {
            Resolved::One(ix) => {
                let log = stream.logs().get((*ix)?)?;
                Some(read(log, entry.number, log.row(entry.number)?))
            }
            Resolved::Merged(takes) => {
                let (ix, number, row) = stream.logs().entry(entry.number)?;
                let log = stream.logs().get(ix).filter(|_| takes.get(ix.0 as usize).copied().unwrap_or(false))?;
                Some(read(log, number, row?))
            }
        })
    }
}

impl Rows for Reading<'_> {
    fn lanes(&self) -> u16 {
        u16::try_from(self.lanes.len()).unwrap_or(u16::MAX)
    }

    fn range(&self, lane: u16) -> (u64, u64) {
        let lane = usize::from(lane);
        self.lanes[lane].live.read(|stream| match &self.resolved[lane] {
            Resolved::One(ix) => ix.and_then(|ix| stream.logs().get(ix)).map_or((0, 0), |log| (log.dropped(), log.end())),
            Resolved::Merged(_) => (stream.logs().start(), stream.logs().end()),
        })
    }

    fn at_ms(&self, entry: Entry) -> Option<i64> {
        self.read(entry, |_, _, row| row.at_ms).flatten()
    }

    fn shows(&self, entry: Entry) -> bool {
        self.read(entry, |_, _, row| self.filter.shows(row)).unwrap_or(false)
    }

    fn is_loose(&self, entry: Entry) -> bool {
        self.read(entry, |log, number, row| number + 1 == log.end() && matches!(row.kind, RowKind::Line { .. })).unwrap_or(false)
    }

    fn is_held(&self, entry: Entry) -> bool {
        self.read(entry, |_, _, _| ()).is_some()
    }
}
