//! How many rows are shown of those held, over all logs that are in view.

use crate::components::log_view::Shape;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The counts of all logs in view.
#[derive(Clone, Copy)]
pub(super) struct Counts(RwSignal<BTreeMap<(u64, u64), (u64, u64)>>);

impl Counts {
    pub(super) fn new() -> Self {
        Self(RwSignal::new(BTreeMap::new()))
    }

    /// Returns what a log tells its shape to; it counts for as long as the calling component lives.
    pub(super) fn share(self, key: (u64, u64)) -> RwSignal<Shape> {
        let shape = RwSignal::new(Shape::default());
        let own = Memo::new(move |_| shape.with(|shape| (shape.rows(), shape.held)));
        Effect::new(move |_| {
            let own = own.get();
            self.0.update(|counts| _ = counts.insert(key, own));
        });
        on_cleanup(move || _ = self.0.try_update(|counts| counts.remove(&key)));
        shape
    }

    /// Returns how many rows are shown, and how many are held.
    pub(super) fn sum(self) -> (u64, u64) {
        self.0.with(|counts| counts.values().fold((0, 0), |sum, own| (sum.0 + own.0, sum.1 + own.1)))
    }
}
