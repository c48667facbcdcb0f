//! A trigger for each row that is shown: it lives as long as somebody holds the [`Row`].

use super::inner::Inner;
use super::stream::Live;
use super::watch::Watches;
use fleetglass_core::state::Changes;
use fleetglass_core::state::unit::UnitIx;
use leptos::prelude::{ArcTrigger, Notify, Track};
use send_wrapper::SendWrapper;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::{Rc, Weak};

#[derive(Default)]
pub(super) struct Rows(RefCell<HashMap<UnitIx, (ArcTrigger, u32)>>, pub(super) Watches);

impl Rows {
    fn hold(&self, ix: UnitIx) -> ArcTrigger {
        let mut rows = self.0.borrow_mut();
        let (trigger, holders) = rows.entry(ix).or_insert_with(|| (ArcTrigger::new(), 0));
        *holders += 1;
        trigger.clone()
    }

    fn release(&self, ix: UnitIx) {
        let mut rows = self.0.borrow_mut();
        if let Some((_, holders)) = rows.get_mut(&ix) {
            *holders -= 1;
            if *holders == 0 {
                rows.remove(&ix);
            }
        }
    }

    /// Tells those of the rows that changed and are shown, and whoever watches all.
    pub(super) fn notify(&self, changes: &Changes) {
        self.1.note(changes);
        let shown: Vec<ArcTrigger> = {
            let held = self.0.borrow();
            if held.is_empty() {
                return;
            }
            changes.rows.iter().filter_map(|ix| held.get(ix).map(|(trigger, _)| trigger.clone())).collect()
        };
        shown.iter().for_each(Notify::notify);
    }
}

/// A row that is shown. Keep it while it is; dropping it forgets its trigger.
#[must_use = "keep it while the row is shown"]
pub struct Row {
    live: SendWrapper<Weak<Inner>>,
    ix: UnitIx,
    trigger: ArcTrigger,
}

impl Row {
    pub(super) fn new(live: &Rc<Inner>, ix: UnitIx) -> Self {
        Self { live: SendWrapper::new(Rc::downgrade(live)), ix, trigger: live.rows.hold(ix) }
    }

    /// Tracks the unit: whoever calls runs again when it changes.
    pub fn track(&self) {
        self.trigger.track();
    }

    /// Returns the unit's index.
    #[must_use]
    pub fn ix(&self) -> UnitIx {
        self.ix
    }

    /// Returns the stream of the unit, unless it is gone.
    #[must_use]
    pub fn live(&self) -> Option<Live> {
        self.live.upgrade().map(Live::from)
    }
}

impl Drop for Row {
    fn drop(&mut self) {
        if let Some(live) = self.live.upgrade() {
            live.rows.release(self.ix);
        }
    }
}
