//! Which units of a stream changed since somebody looked last: for whoever keeps something up to date at a pace of its own.

use super::inner::Inner;
use super::stream::Live;
use fleetglass_core::state::Changes;
use fleetglass_core::state::unit::UnitIx;
use send_wrapper::SendWrapper;
use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::{Rc, Weak};

/// What changed since somebody looked last. As large as there are units at most.
#[derive(Debug, Default)]
pub struct Changed {
    /// The units that changed, and the units they are part of.
    pub rows: HashSet<UnitIx>,
    /// Units came, went or moved.
    pub order: bool,
}

#[derive(Default)]
pub(super) struct Watches(RefCell<Vec<Weak<RefCell<Changed>>>>);

impl Watches {
    fn push(&self, changed: &Rc<RefCell<Changed>>) {
        self.0.borrow_mut().push(Rc::downgrade(changed));
    }

    /// Notes what changed for everybody who watches.
    pub(super) fn note(&self, changes: &Changes) {
        let mut watches = self.0.borrow_mut();
        watches.retain(|watch| watch.strong_count() > 0);
        for watch in watches.iter().filter_map(Weak::upgrade) {
            let mut changed = watch.borrow_mut();
            changed.order |= changes.order;
            changed.rows.extend(&changes.rows);
        }
    }
}

/// Collects what changes in a stream until it is dropped.
#[must_use = "dropping it stops it"]
pub struct Watch(SendWrapper<Rc<RefCell<Changed>>>);

impl Watch {
    pub(super) fn new(live: &Rc<Inner>) -> Self {
        let changed = Rc::default();
        live.rows.1.push(&changed);
        Self(SendWrapper::new(changed))
    }

    /// Returns what changed since this was asked last.
    pub fn take(&self) -> Changed {
        RefCell::take(&self.0)
    }
}

impl Live {
    /// Collects which units change from now on.
    pub fn watch(&self) -> Watch {
        Watch::new(self.inner())
    }
}
