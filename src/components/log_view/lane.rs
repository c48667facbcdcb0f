//! Where the rows of a log view come from: streams, and whoever makes rows without one.

use crate::live::Live;
use fleetglass_core::state::log::Row;
use send_wrapper::SendWrapper;
use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;

/// Rows of one source.
#[derive(Clone, PartialEq)]
pub enum Lane {
    /// Those of a stream.
    Stream {
        /// The stream.
        live: Live,
        /// Which of its rows.
        take: Take,
    },
    /// Those that somebody makes.
    Made(Made),
}

impl Lane {
    /// Reads rows of a stream.
    #[must_use]
    pub fn of(live: Live, take: Take) -> Self {
        Self::Stream { live, take }
    }

    /// Reads rows that somebody makes.
    #[must_use]
    pub fn made(rows: Rc<dyn MadeRows>) -> Self {
        Self::Made(Made(SendWrapper::new(rows)))
    }

    /// Returns the stream, if it is one.
    #[must_use]
    pub fn live(&self) -> Option<&Live> {
        match self {
            Self::Stream { live, .. } => Some(live),
            Self::Made(_) => None,
        }
    }

    /// Tracks rows that come.
    pub(super) fn track(&self) {
        match self {
            Self::Stream { live, .. } => live.track_logs(),
            Self::Made(made) => made.0.track(),
        }
    }
}

/// Rows that come from no stream, numbered from 0.
pub trait MadeRows {
    /// The number of the first row that is there, and of the next to come.
    fn range(&self) -> (u64, u64);
    /// Hands a row that is there to `visit`.
    fn read(&self, number: u64, visit: &mut dyn FnMut(Row<'_>));
    /// Tracks rows that come.
    fn track(&self) {}
}

/// Made rows, shared.
#[derive(Clone)]
pub struct Made(SendWrapper<Rc<dyn MadeRows>>);

impl PartialEq for Made {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Made {
    pub(super) fn range(&self) -> (u64, u64) {
        self.0.range()
    }

    /// Reads a row, if it is there.
    pub(super) fn read<R>(&self, number: u64, read: impl FnOnce(Row<'_>) -> R) -> Option<R> {
        let (start, end) = self.range();
        let (mut read, mut out) = (Some(read), None);
        if (start..end).contains(&number) {
            self.0.read(number, &mut |row| out = read.take().map(|read| read(row)));
        }
        out
    }
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
    pub(super) fn takes(&self, unit_id: &str) -> bool {
        match self {
            Self::All => true,
            Self::One(id) => id == unit_id,
            Self::Each(ids) => ids.contains(unit_id),
            Self::Below(id) => unit_id.strip_prefix(id.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')),
        }
    }
}
