//! What a log view reads: rows of one log or of many, filtered, straight from the state of the streams.

use super::filter::Filter;
use super::finder::Finder;
use super::index::{Entry, Index};
use super::lane::{Lane, Take};
use super::pattern::Pattern;
use super::reading::Reading;
use crate::live::Live;
use crate::platform::time::exact_ms;
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
    pub(super) number: u64,
    /// Who wrote it; empty for a row of no stream.
    pub(super) unit_id: &'a str,
}

/// Which row it is, whatever is read and shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowId {
    /// The stream, by its key; none for rows of no stream.
    live: Option<u64>,
    log: LogIx,
    number: u64,
    /// Its number among the rows of all logs, where it is known.
    order: Option<u64>,
}

/// So long the rows that were shown stay, while the rows of another filter are looked for.
const PATIENCE_MS: f64 = 400.0;
/// So many rows after the one that is to stay in its place are enough to show it among others.
const AROUND: u64 = 200;

/// What is read, and which rows of it are shown.
#[derive(Default)]
struct Source {
    lanes: Vec<Lane>,
    filter: Filter,
    index: Index,
}

impl Source {
    fn reads(&self, lanes: &[Lane], filter: &Filter) -> bool {
        self.lanes == lanes && self.filter == *filter
    }

    fn advance(&mut self, go_on: impl FnMut() -> bool) -> (bool, u64, u64) {
        let reading = Reading::new(&self.lanes, &self.filter);
        let done = self.index.advance(&reading, go_on);
        (done, reading.held, reading.lost)
    }

    fn locate(&self, id: RowId) -> Option<Result<u64, u64>> {
        let entries = self.lanes.iter().zip(0..).filter_map(|(lane, at)| {
            let number = match lane {
                Lane::Stream { live, take } if Some(live.key()) == id.live => match (take, id.order) {
                    (Take::One(_), _) | (_, None) => live.read(|stream| Finder::new(stream, take).number_of(id.log, id.number))?,
                    (_, Some(order)) => order,
                },
                Lane::Made(_) if id.live.is_none() => id.number,
                _ => return None,
            };
            Some(Entry { lane: at, number })
        });
        entries.map(|entry| self.index.position_of(entry)).next()
    }
}

/// The rows of a log view.
#[derive(Default)]
pub(super) struct Feed {
    now: Source,
    /// What is to be read instead, once enough of it is known, and since when.
    next: Option<(Source, f64)>,
    shape: Shape,
}

impl Feed {
    /// Says what to read. Where that changed, reading begins anew.
    pub(super) fn read_from(&mut self, lanes: Vec<Lane>, filter: Filter) {
        if self.next.as_ref().map_or(&self.now, |(next, _)| next).reads(&lanes, &filter) {
            return;
        }
        self.next =
            if self.now.reads(&lanes, &filter) { None } else { Some((Source { lanes, filter, index: Index::default() }, exact_ms())) };
    }

    /// Takes what came, for as long as `go_on` says. What is read anew is shown once it is all there, when the row that is
    /// to stay is among it, or when patience ends; then the shape has another `reading`.
    pub(super) fn advance(&mut self, stays: Option<RowId>, go_on: impl FnMut() -> bool) -> Shape {
        let look = self.shape.look + 1;
        let Some((mut next, since)) = self.next.take() else {
            let (done, held, lost) = self.now.advance(go_on);
            return self.shaped(Shape { held, lost, busy: !done, look, ..self.shape });
        };
        let (done, held, lost) = next.advance(go_on);
        let stands = stays.and_then(|id| next.locate(id)).map(|found| found.unwrap_or_else(|after| after));
        let enough = stands.is_some_and(|at| at + AROUND < next.index.end());
        if !done && !enough && self.shape.reading > 0 && exact_ms() - since < PATIENCE_MS {
            self.next = Some((next, since));
            self.shape = Shape { busy: true, look, ..self.shape };
            return self.shape;
        }
        self.now = next;
        let reading = self.shape.reading + 1;
        self.shaped(Shape { held, lost, busy: !done, look, reading, ..self.shape })
    }

    fn shaped(&mut self, shape: Shape) -> Shape {
        self.shape = Shape { start: self.now.index.start(), end: self.now.index.end(), ..shape };
        self.shape
    }

    /// Says whether something else is to be read, of which not enough is known yet.
    pub(super) fn is_changing(&self) -> bool {
        self.next.is_some()
    }

    /// Returns what stands at a position.
    pub(super) fn entry(&self, position: u64) -> Option<Entry> {
        self.now.index.get(position)
    }

    /// Returns which row stands at a position, whatever is read and shown later.
    pub(super) fn id_of(&self, position: u64) -> Option<RowId> {
        self.row(position, |found, _| {
            let (log, number) = (found.log, found.number);
            match self.now.lanes.get(usize::from(found.entry.lane)) {
                Some(Lane::Stream { live, take: Take::One(_) }) => RowId { live: Some(live.key()), log, number, order: None },
                Some(Lane::Stream { live, .. }) => RowId { live: Some(live.key()), log, number, order: Some(found.entry.number) },
                Some(Lane::Made(_)) | None => RowId { live: None, log, number, order: None },
            }
        })
    }

    /// Returns where a row stands; the position of the next one if it is not shown; nothing if none of its lane is read.
    pub(super) fn locate(&self, id: RowId) -> Option<Result<u64, u64>> {
        self.now.locate(id)
    }

    /// Asks the worker about the rows that wait for a pattern; `then` is called when more is known.
    pub(super) fn ask(&self, then: impl FnOnce() + 'static) {
        let Source { lanes, filter, index } = self.next.as_ref().map_or(&self.now, |(next, _)| next);
        let Some(mut question) = filter.pattern().and_then(Pattern::question) else { return };
        let reading = Reading::new(lanes, filter);
        let mut add = |entry| reading.read(entry, |_, row| filter.asks(row).is_none_or(|text| question.add(&text))).unwrap_or(true);
        let _ = index.waiting(&reading).all(&mut add);
        question.send(then);
    }

    /// Reads the row at a position, which is `None` if it was dropped since.
    pub(super) fn row<R>(&self, position: u64, read: impl FnOnce(Found<'_>, Option<Row<'_>>) -> R) -> Option<R> {
        let entry = self.now.index.get(position)?;
        match self.now.lanes.get(usize::from(entry.lane))? {
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
        let (mut position, mut go_on) = (from.max(self.now.index.start()), true);
        while let Some(entry) = self.now.index.get(position).filter(|_| go_on) {
            match self.now.lanes.get(usize::from(entry.lane)) {
                Some(Lane::Stream { live, take }) => live.read(|stream| {
                    let finder = Finder::new(stream, take);
                    while let Some(next) = self.now.index.get(position).filter(|next| go_on && next.lane == entry.lane) {
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

    /// Returns everything that is held of the same lanes, not read yet.
    pub(super) fn unfiltered(&self) -> Self {
        let mut all = Self::default();
        all.read_from(self.now.lanes.clone(), Filter::default());
        all
    }

    /// Returns the stream that a row came from.
    pub(super) fn live(&self, entry: Entry) -> Option<&Live> {
        self.now.lanes.get(usize::from(entry.lane))?.live()
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
