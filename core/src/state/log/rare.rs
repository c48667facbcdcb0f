//! What few rows of a chunk have: styles, links, levels, and what happened.

use crate::state::ansi::{Span, Style};
use crate::state::row::RowKind;
use std::collections::HashMap;

/// How text looks: a style, and a link by its place plus one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
struct Look {
    style: Style,
    link: u32,
}

/// Offsets take 19 bits of a run, looks the other 13.
const LOOK_BITS: u32 = 13;
/// The most looks of a chunk; the first is the page's own.
const LOOKS: usize = 1 << LOOK_BITS;
/// The most levels of a chunk.
const LEVELS: usize = 255;
/// How many of the last links are looked through for one that comes again.
const RECENT_LINKS: usize = 16;

/// What few rows of a chunk have.
#[derive(Debug, Default)]
pub(in crate::state) struct Rare {
    /// From an offset of the text on, this look, until the next or the end of the row. A row begins in the page's own.
    runs: Vec<u32>,
    looks: Vec<Look>,
    /// The places of the looks, while the chunk grows.
    places: HashMap<Look, u16>,
    links: Vec<Box<str>>,
    levels: Vec<Box<str>>,
    /// By row.
    events: Vec<(u32, RowKind)>,
    /// What the texts in here take.
    texts: usize,
}

impl Rare {
    pub(super) fn bytes(&self) -> usize {
        size_of::<Self>()
            + self.runs.capacity() * 4
            + self.looks.capacity() * size_of::<Look>()
            + table_bytes(self.places.capacity(), size_of::<(Look, u16)>())
            + (self.links.capacity() + self.levels.capacity()) * size_of::<Box<str>>()
            + self.events.capacity() * size_of::<(u32, RowKind)>()
            + self.texts
    }

    pub(super) fn seal(&mut self) {
        self.places = HashMap::new();
        self.runs.shrink_to_fit();
        self.looks.shrink_to_fit();
        self.links.shrink_to_fit();
        self.levels.shrink_to_fit();
        self.events.shrink_to_fit();
    }

    pub(super) fn level(&self, level: usize) -> Option<&str> {
        self.levels.get(level.checked_sub(1)?).map(|level| &**level)
    }

    /// Returns the place of a level plus one, added if it is not there; `None` where there are too many.
    pub(super) fn add_level(&mut self, level: &str) -> Option<u8> {
        let at = self.levels.iter().position(|held| **held == *level).unwrap_or(self.levels.len());
        if at == LEVELS {
            return None;
        }
        if at == self.levels.len() {
            self.texts += level.len();
            self.levels.push(level.into());
        }
        u8::try_from(at + 1).ok()
    }

    pub(super) fn event(&self, row: usize) -> Option<&RowKind> {
        let at = self.events.binary_search_by_key(&(row as u32), |(row, _)| *row).ok()?;
        self.events.get(at).map(|(_, kind)| kind)
    }

    pub(super) fn events(&self, from: usize) -> impl Iterator<Item = (usize, &RowKind)> {
        let first = self.events.partition_point(|(row, _)| (*row as usize) < from);
        self.events[first..].iter().map(|(row, kind)| (*row as usize, kind))
    }

    pub(super) fn add_event(&mut self, row: usize, kind: RowKind) {
        self.texts += match &kind {
            RowKind::Tool { tool } => tool.capacity(),
            RowKind::Blocked { options, .. } => {
                options.capacity() * size_of::<String>() + options.iter().map(String::capacity).sum::<usize>()
            }
            _ => 0,
        };
        self.events.push((row as u32, kind));
    }

    /// Sets how the text looks from `offset` on, the end of what is written of the line that began at `start`.
    ///
    /// Says whether it could: there may be too many looks.
    pub(super) fn set_look(&mut self, offset: usize, start: usize, style: Style, link: Option<&str>) -> bool {
        let before = self.runs.last().map(|run| unpack(*run)).filter(|(from, _)| *from >= start).map_or(0, |(_, look)| look);
        let Some(place) = self.place(style, link) else { return false };
        if place != before {
            self.runs.push((offset as u32) << LOOK_BITS | place as u32);
        }
        true
    }

    fn place(&mut self, style: Style, link: Option<&str>) -> Option<usize> {
        let link = match link {
            Some(link) => self.add_link(link),
            None => 0,
        };
        let look = Look { style, link };
        if look == Look::default() {
            return Some(0);
        }
        if let Some(place) = self.places.get(&look) {
            return Some(usize::from(*place));
        }
        if self.looks.is_empty() {
            self.looks.push(Look::default());
        }
        let place = self.looks.len();
        if place == LOOKS {
            return None;
        }
        self.places.insert(look, place as u16);
        self.looks.push(look);
        Some(place)
    }

    fn add_link(&mut self, link: &str) -> u32 {
        let recent = self.links.len().saturating_sub(RECENT_LINKS);
        let at = match self.links[recent..].iter().rposition(|held| **held == *link) {
            Some(at) => recent + at,
            None => {
                self.texts += link.len();
                self.links.push(link.into());
                self.links.len() - 1
            }
        };
        at as u32 + 1
    }

    /// Drops the runs from an offset on.
    pub(super) fn truncate_runs(&mut self, offset: usize) {
        while self.runs.last().is_some_and(|run| unpack(*run).0 >= offset) {
            self.runs.pop();
        }
    }

    /// Returns the spans of a stretch of the text.
    pub(in crate::state) fn spans(&self, start: usize, end: usize) -> impl Iterator<Item = Span<'_>> + Clone {
        let runs = &self.runs[self.first_run(start)..self.first_run(end)];
        runs.iter().map(move |run| {
            let (offset, place) = unpack(*run);
            let look = self.looks.get(place).copied().unwrap_or_default();
            let link = look.link.checked_sub(1).and_then(|at| self.links.get(at as usize)).map(|link| &**link);
            Span { start: (offset - start) as u32, style: look.style, link }
        })
    }

    /// Says whether a stretch of the text looks as the page's own.
    pub(in crate::state) fn is_plain(&self, start: usize, end: usize) -> bool {
        self.runs.get(self.first_run(start)).is_none_or(|run| unpack(*run).0 >= end)
    }

    fn first_run(&self, offset: usize) -> usize {
        self.runs.partition_point(|run| unpack(*run).0 < offset)
    }
}

/// Returns offset and look of a run.
fn unpack(run: u32) -> (usize, usize) {
    ((run >> LOOK_BITS) as usize, run as usize & (LOOKS - 1))
}

/// Returns about what a hash table of that capacity takes.
pub(super) fn table_bytes(capacity: usize, entry: usize) -> usize {
    if capacity == 0 { 0 } else { (capacity * 8 / 7).next_power_of_two() * (entry + 1) }
}
