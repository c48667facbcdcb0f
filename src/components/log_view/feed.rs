//! What a log view reads: rows of one log or of many, filtered, straight from the state of the streams.

use super::filter::Filter;
use super::index::{Entry, Index};
use super::lane::{Lane, Take};
use super::reading::Reading;
use crate::live::Live;
use fleetglass_core::state::Stream;
use fleetglass_core::state::log::Row;
use fleetglass_core::state::unit::LogIx;

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

/// Where a row stands, and whose it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found<'a> {
    /// Its place in this view.
    pub(super) position: u64,
    /// Its place on its lane.
    pub(super) entry: Entry,
    /// Its log; 0 for a row of no stream.
    pub(super) log: LogIx,
    /// Its number in that log.
    #[allow(dead_code, reason = "for links to lines")]
    pub(super) number: u64,
    /// Who wrote it; empty for a row of no stream.
    pub(super) unit_id: &'a str,
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
        let reading = Reading::new(&self.lanes, &self.filter);
        let done = self.index.advance(&reading, go_on);
        let look = self.shape.look + 1;
        let (held, lost) = (reading.held, reading.lost);
        let shape = Shape { start: self.index.start(), end: self.index.end(), held, lost, busy: !done, look, ..self.shape };
        self.shape = shape;
        shape
    }

    /// Reads the row at a position, which is `None` if it was dropped since.
    pub(super) fn row<R>(&self, position: u64, read: impl FnOnce(Found<'_>, Option<Row<'_>>) -> R) -> Option<R> {
        let entry = self.index.get(position)?;
        match self.lanes.get(usize::from(entry.lane))? {
            Lane::Stream { live, take } => live.read(|stream| {
                let (found, row) = Finder::new(stream, take).find(position, entry)?;
                Some(read(found, row))
            }),
            Lane::Made(made) => made.read(entry.number, |row| read(of_nobody(position, entry), Some(row))),
        }
    }

    /// Reads the rows shown from a position on, until `visit` says no. Returns the position after the last one visited.
    ///
    /// A stream is borrowed once for all its rows that follow each other. Rows that were dropped are left out.
    pub(super) fn scan(&self, from: u64, mut visit: impl FnMut(Found<'_>, Row<'_>) -> bool) -> u64 {
        let (mut position, mut go_on) = (from.max(self.index.start()), true);
        while let Some(entry) = self.index.get(position).filter(|_| go_on) {
            match self.lanes.get(usize::from(entry.lane)) {
                Some(Lane::Stream { live, take }) => live.read(|stream| {
                    let finder = Finder::new(stream, take);
                    while let Some(next) = self.index.get(position).filter(|next| go_on && next.lane == entry.lane) {
                        if let Some((found, Some(row))) = finder.find(position, next) {
                            go_on = visit(found, row);
                        }
                        position += 1;
                    }
                }),
                Some(Lane::Made(made)) => {
                    go_on = made.read(entry.number, |row| visit(of_nobody(position, entry), row)).unwrap_or(true);
                    position += 1;
                }
                None => position += 1,
            }
        }
        position
    }

    /// Returns where a row of a log is shown, if it is.
    #[allow(dead_code, reason = "for links to lines")]
    pub(super) fn position_of(&self, live: &Live, log: LogIx, number: u64) -> Option<u64> {
        let lanes = self.lanes.iter().zip(0..);
        let entries = lanes.filter_map(|(lane, at)| match lane {
            Lane::Stream { live: own, take } if own == live => own.read(|stream| {
                let number = Finder::new(stream, take).number_of(log, number)?;
                Some(Entry { lane: at, number })
            }),
            _ => None,
        });
        entries.filter_map(|entry| self.index.position_of(entry).ok()).next()
    }

    /// Returns the stream that a row came from.
    pub(super) fn live(&self, entry: Entry) -> Option<&Live> {
        self.lanes.get(usize::from(entry.lane))?.live()
    }

    /// Finds the first row that holds these words.
    pub(super) fn find(&self, words: &str) -> Option<u64> {
        let mut at = None;
        self.scan(0, |found, row| {
            at = row.text.contains(words).then_some(found.position);
            at.is_none()
        });
        at
    }
}

fn of_nobody(position: u64, entry: Entry) -> Found<'static> {
    Found { position, entry, log: LogIx(0), number: entry.number, unit_id: "" }
}

/// Finds rows of a lane in its stream, with the name looked up once.
struct Finder<'a> {
    stream: &'a Stream,
    one: Option<Option<LogIx>>,
}

impl<'a> Finder<'a> {
    fn new(stream: &'a Stream, take: &Take) -> Self {
        let one = if let Take::One(unit_id) = take { Some(stream.logs().find(unit_id)) } else { None };
        Self { stream, one }
    }

    fn find(&self, position: u64, entry: Entry) -> Option<(Found<'a>, Option<Row<'a>>)> {
        let logs = self.stream.logs();
        let (ix, number, row) = match self.one {
            Some(ix) => (ix?, entry.number, logs.get(ix?)?.row(entry.number)),
            None => logs.entry(entry.number)?,
        };
        Some((Found { position, entry, log: ix, number, unit_id: &logs.get(ix)?.unit_id }, row))
    }

    /// Returns the number on the lane of a row of a log.
    fn number_of(&self, log: LogIx, number: u64) -> Option<u64> {
        let logs = self.stream.logs();
        match self.one {
            Some(ix) => (ix == Some(log)).then_some(number),
            None => (logs.start()..logs.end()).rev().find(|at| logs.entry(*at).is_some_and(|(ix, held, _)| (ix, held) == (log, number))),
        }
    }
}
