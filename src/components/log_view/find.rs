//! Find: everything that is held and shown is searched, in slices, whether it is in the page or not.

use super::filter::Needle;
use super::index::Verdict;
use super::marks::{FOUND, FOUND_NOW, Marks};
use super::view::View;
use crate::components::filter_bar::typed_needle;
use crate::platform::active_beside;
use crate::platform::patterns::Unanswered;
use crate::platform::time::exact_ms;
use crate::text::t;
use gloo_timers::callback::Timeout;
use leptos::html::Input;
use leptos::prelude::*;

/// How long a slice of the search may take, in milliseconds.
const SLICE_MS: f64 = 6.0;
/// Rows at the end may still be redrawn, so they are searched again.
const AGAIN: u64 = 64;

/// What is looked for in a log, and where it was found.
#[derive(Clone, Copy)]
pub(super) struct Find {
    view: View,
    pub(super) open: RwSignal<bool>,
    pub(super) typed: RwSignal<String>,
    pub(super) case: RwSignal<bool>,
    needle: Memo<Needle>,
    pub(super) problem: Memo<Option<String>>,
    /// The pattern that was stopped, or cannot be tried.
    pub(super) failed: RwSignal<Option<String>>,
    found: StoredValue<Found>,
    /// How many rows were found, which of them is the one where one is (from 1), and whether there may be more.
    pub(super) count: RwSignal<Count>,
    marks: [Marks; 2],
    pub(super) field: NodeRef<Input>,
    timer: StoredValue<Option<Timeout>, LocalStorage>,
}

/// How far the search is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Count {
    /// Rows that hold it.
    pub(super) rows: usize,
    /// Which of them is looked at, from 1; 0 where none is.
    pub(super) at: usize,
    /// There may be more.
    pub(super) busy: bool,
}

#[derive(Default)]
struct Found {
    /// The positions of rows that hold it, in order.
    positions: Vec<u64>,
    /// Rows before this position were searched.
    upto: u64,
    reading: u64,
    needle: Needle,
    /// The position of the row that is looked at.
    now: Option<u64>,
    /// The first that is found is to be shown.
    eager: bool,
}

impl Found {
    fn at(&self) -> usize {
        self.now.and_then(|now| self.positions.binary_search(&now).ok()).map_or(0, |at| at + 1)
    }

    /// Forgets what is gone, and what may have changed.
    fn settle(&mut self, start: u64, end: u64) {
        let gone = self.positions.partition_point(|position| *position < start);
        self.positions.drain(..gone);
        let again = if matches!(self.needle, Needle::Pattern(_)) { end } else { end.saturating_sub(AGAIN) };
        self.upto = self.upto.min(again).max(start);
        let kept = self.positions.partition_point(|position| *position < self.upto);
        self.positions.truncate(kept);
    }
}

impl Find {
    pub(super) fn new(view: View) -> Self {
        let (typed, case) = (RwSignal::new(String::new()), RwSignal::new(false));
        let read = Memo::new(move |old: Option<&(Needle, Option<String>)>| {
            let last = || old.map(|old| old.0.clone()).unwrap_or_default();
            match typed.with(|typed| typed_needle(typed, case.get())) {
                Ok(needle) => (needle, None),
                Err(problem) => (last(), problem),
            }
        });
        let find = Self {
            view,
            open: RwSignal::new(false),
            typed,
            case,
            needle: Memo::new(move |_| read.get().0),
            problem: Memo::new(move |_| read.get().1),
            failed: RwSignal::new(None),
            found: StoredValue::new(Found::default()),
            count: RwSignal::new(Count::default()),
            marks: [Marks::new(FOUND), Marks::new(FOUND_NOW)],
            field: NodeRef::new(),
            timer: StoredValue::new_local(None),
        };
        Effect::new(move |_| {
            let (open, needle, shape) = (find.open.get(), find.needle.get(), view.shape.get());
            let wanted = if open { needle } else { Needle::Nothing };
            find.found.update_value(|found| {
                if found.reading != shape.reading || found.needle != wanted {
                    let eager = found.needle != wanted && !matches!(wanted, Needle::Nothing);
                    *found = Found { reading: shape.reading, needle: wanted, eager, upto: shape.start, ..Found::default() };
                }
            });
            find.search();
        });
        on_cleanup(move || find.marks.iter().for_each(Marks::clear));
        find
    }

    /// Opens the field, or puts the caret into it. Says whether it had the caret already.
    pub(super) fn show(&self) -> bool {
        let had = self.has_caret();
        // Everything is searched, what is folded too.
        self.view.unfold();
        self.open.set(true);
        let field = self.field;
        // The field may not be there before the next turn.
        self.timer.set_value(Some(Timeout::new(0, move || {
            if let Some(field) = field.try_get_untracked().flatten() {
                let _ = field.focus();
                field.select();
            }
        })));
        had
    }

    fn has_caret(&self) -> bool {
        self.field.get_untracked().is_some_and(|field| active_beside(&field).is_some_and(|active| active.is_same_node(Some(&field))))
    }

    pub(super) fn close(&self) {
        self.open.set(false);
        self.view.focus();
    }

    /// Searches on for one slice, and asks for the next where there is more.
    fn search(self) {
        let shape = self.view.shape.get_untracked();
        let deadline = exact_ms() + SLICE_MS;
        let (mut show, mut asked, mut failed) = (None, false, None);
        let count = self.found.try_update_value(|found| {
            if matches!(found.needle, Needle::Nothing) {
                return Count::default();
            }
            if let Needle::Pattern(pattern) = &found.needle
                && let Some(why) = pattern.failed()
            {
                failed = Some(unanswered(why, pattern.source()));
                found.positions.clear();
                return Count::default();
            }
            found.settle(shape.start, shape.end);
            let mut waiting = None;
            let (needle, positions) = (&found.needle, &mut found.positions);
            let mut seen = 0_u32;
            let upto = self.view.feed.with_value(|feed| {
                feed.scan(found.upto, |at, row| {
                    match needle.verdict(&row.words()) {
                        Verdict::Yes => positions.push(at.position),
                        Verdict::No => {}
                        Verdict::Later => waiting = Some(at.position),
                    }
                    seen += 1;
                    waiting.is_none() && (!seen.is_multiple_of(64) || exact_ms() < deadline)
                })
            });
            found.upto = waiting.unwrap_or(upto);
            if waiting.is_some() {
                asked = true;
                self.ask(found);
            }
            if found.eager
                && let Some(first) = found.positions.first()
            {
                let top = self.view.first_visible().unwrap_or(shape.start);
                // The first at or below what is in view, if the search came so far; else it goes on.
                let next = found.positions.iter().find(|position| **position >= top).copied();
                let done = found.upto >= shape.end;
                if let Some(position) = next.or(done.then_some(*first)) {
                    (found.now, found.eager) = (Some(position), false);
                    show = Some(position);
                }
            }
            Count { rows: found.positions.len(), at: found.at(), busy: found.upto < shape.end }
        });
        let Some(count) = count else { return };
        self.count.set(count);
        self.failed.set(failed);
        if let Some(position) = show {
            self.view.show(position);
        }
        if count.busy && !asked {
            self.again();
        }
        if !count.busy || show.is_some() {
            self.paint();
        }
    }

    fn again(self) {
        self.timer.set_value(Some(Timeout::new(0, move || {
            if self.open.try_get_untracked() == Some(true) {
                self.search();
            }
        })));
    }

    /// Asks the worker about the rows that come next.
    fn ask(self, found: &Found) {
        let Needle::Pattern(pattern) = &found.needle else { return };
        let Some(mut question) = pattern.question() else { return };
        self.view.feed.with_value(|feed| feed.scan(found.upto, |_, row| question.add(&row.words())));
        question.send(move || {
            if self.open.try_get_untracked() == Some(true) {
                self.search();
            }
        });
    }

    /// Goes to the next row that holds it, or to the one before; round at the ends.
    pub(super) fn go(&self, back: bool) {
        let next = self.found.try_update_value(|found| {
            let from = found.now.or_else(|| self.view.first_visible()).unwrap_or_default();
            let positions = &found.positions;
            let next = match back {
                false => positions.iter().find(|position| **position > from).or(positions.first()),
                true => positions.iter().rev().find(|position| **position < from).or(positions.last()),
            };
            found.now = next.copied();
            found.now.map(|now| (now, found.at()))
        });
        if let Some((position, at)) = next.flatten() {
            self.count.update(|count| count.at = at);
            self.view.show(position);
            self.paint();
        }
    }

    /// Marks what is in the page.
    pub(super) fn paint(&self) {
        let Some(found) = self.found.try_with_value(|found| (found.needle.clone(), found.now)) else { return };
        let (needle, now) = found;
        let failed = matches!(&needle, Needle::Pattern(pattern) if pattern.failed().is_some());
        if failed || matches!(needle, Needle::Nothing) {
            self.marks.iter().for_each(Marks::clear);
            return;
        }
        let rows = self.view.rows_in_page();
        let (here, there): (Vec<_>, Vec<_>) = rows.into_iter().partition(|(position, _)| now == Some(*position));
        let texts = |rows: Vec<(u64, web_sys::Element)>| rows.into_iter().map(|(_, row)| row).collect::<Vec<_>>();
        self.marks[0].paint(&texts(there), &needle, false);
        self.marks[1].paint(&texts(here), &needle, false);
    }
}

/// Says why a pattern is not used.
pub(super) fn unanswered(why: Unanswered, pattern: &str) -> String {
    match why {
        Unanswered::TooLong => (t().log.too_long)(pattern),
        Unanswered::Refused => t().log.no_patterns.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_may_have_changed_are_searched_again_and_those_gone_are_forgotten() {
        let mut found =
            Found { positions: vec![3, 50, 90, 199], upto: 200, needle: Needle::text("x", false), now: Some(50), ..Found::default() };
        found.settle(10, 220);
        assert_eq!((found.positions.clone(), found.upto, found.at()), (vec![50, 90], 156, 1));
        found.settle(300, 500);
        assert_eq!((found.positions.len(), found.upto, found.at()), (0, 300, 0));
    }
}
