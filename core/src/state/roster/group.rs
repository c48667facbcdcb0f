//! A group of roots: those shown and those folded, each in order.

use super::{Order, RootKey, Section, Standing};
use std::cell::{Ref, RefCell};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// What tells a group from others: its place among them, and its id.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct GroupKey {
    /// Its place.
    pub place: u32,
    /// What it is of: a source, a project, or nothing.
    pub id: String,
}

/// A group of roots.
#[derive(Debug, Default)]
pub struct Group {
    shown: Sorted,
    folded: Sorted,
    hidden: u64,
    titles: HashMap<Arc<str>, u32>,
}

/// Roots in order; written down in a row when somebody asks.
#[derive(Debug, Default)]
struct Sorted {
    places: BTreeSet<Order>,
    row: RefCell<Option<Vec<RootKey>>>,
}

impl Sorted {
    fn row(&self) -> Ref<'_, [RootKey]> {
        if self.row.borrow().is_none() {
            *self.row.borrow_mut() = Some(self.places.iter().map(Order::key).collect());
        }
        Ref::map(self.row.borrow(), |row| row.as_deref().unwrap_or_default())
    }

    fn change(&mut self, order: &Order, joins: bool) {
        let _ = if joins { self.places.insert(order.clone()) } else { self.places.remove(order) };
        self.row.replace(None);
    }
}

impl Group {
    pub(super) fn join(&mut self, standing: &Standing) {
        self.change(standing, true);
        *self.titles.entry(standing.title.clone()).or_default() += 1;
    }

    pub(super) fn leave(&mut self, standing: &Standing) {
        self.change(standing, false);
        if let Some(count) = self.titles.get_mut(&standing.title) {
            *count -= 1;
            if *count == 0 {
                self.titles.remove(&standing.title);
            }
        }
    }

    fn change(&mut self, standing: &Standing, joins: bool) {
        match standing.section {
            Section::Shown => self.shown.change(&standing.order, joins),
            Section::Folded => self.folded.change(&standing.order, joins),
            Section::Hidden { .. } => self.hidden = self.hidden.saturating_add_signed(if joins { 1 } else { -1 }),
        }
    }

    /// Says whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns those that are shown, in order.
    #[must_use]
    pub fn shown(&self) -> Ref<'_, [RootKey]> {
        self.shown.row()
    }

    /// Returns those that are folded, in order.
    #[must_use]
    pub fn folded(&self) -> Ref<'_, [RootKey]> {
        self.folded.row()
    }

    /// Returns how many there are, shown or not.
    #[must_use]
    pub fn len(&self) -> u64 {
        (self.shown.places.len() + self.folded.places.len()) as u64 + self.hidden
    }

    /// Says whether more than one of them has this name.
    #[must_use]
    pub fn has_twins(&self, title: &str) -> bool {
        self.titles.get(title).is_some_and(|count| *count > 1)
    }
}
