//! What a log view knows of itself: what is read, where it stands, whether it follows its end.

use super::feed::{Feed, Shape};
use super::filter::Filter;
use super::lane::Lane;
use super::letters::Letters;
use super::row::{Key, key};
use super::window::{Extent, ROW_PX, Window};
use crate::platform::time::exact_ms;
use gloo_render::{AnimationFrame, request_animation_frame};
use leptos::html::Div;
use leptos::prelude::*;
use std::ops::Range;

/// How long a slice of testing rows may take, in milliseconds.
const SLICE_MS: f64 = 6.0;
/// This near to its end a log counts as being there.
const NEAR_PX: f64 = 24.0;

#[derive(Clone, Copy)]
pub(super) struct View {
    pub(super) feed: StoredValue<Feed, LocalStorage>,
    pub(super) scroller: NodeRef<Div>,
    pub(super) shape: RwSignal<Shape>,
    pub(super) view_px: RwSignal<f64>,
    pub(super) following: RwSignal<bool>,
    pub(super) marked: RwSignal<Option<u64>>,
    /// Positions of rows that stay in the page, in their order, though they may be out of view: a selection needs them.
    pub(super) pinned: RwSignal<Vec<u64>>,
    /// How far the content is scrolled; where it follows the end, the end counts.
    offset: RwSignal<f64>,
    /// The end when it was last followed.
    seen: RwSignal<u64>,
    /// The reading of which everything that was there has been read: what comes from then on is new.
    caught_up: StoredValue<u64>,
    scrolled_to: StoredValue<f64>,
    slice: RwSignal<()>,
    frames: StoredValue<[Option<AnimationFrame>; 2], LocalStorage>,
    pending: StoredValue<[bool; 2]>,
}

impl View {
    pub(super) fn new() -> Self {
        Self {
            feed: StoredValue::new_local(Feed::default()),
            scroller: NodeRef::new(),
            shape: RwSignal::new(Shape::default()),
            view_px: RwSignal::new(600.0),
            following: RwSignal::new(true),
            marked: RwSignal::new(None),
            pinned: RwSignal::new(Vec::new()),
            offset: RwSignal::new(0.0),
            seen: RwSignal::new(0),
            caught_up: StoredValue::new(0),
            scrolled_to: StoredValue::new(0.0),
            slice: RwSignal::new(()),
            frames: StoredValue::new_local([None, None]),
            pending: StoredValue::new([false, false]),
        }
    }

    /// Reads what came; tracks what may come.
    pub(super) fn read(&self, lanes: Vec<Lane>, filter: Filter) {
        self.slice.track();
        lanes.iter().for_each(Lane::track);
        let before = self.shape.get_untracked();
        let deadline = exact_ms() + SLICE_MS;
        let shape = self.feed.try_update_value(|feed| {
            feed.read_from(lanes, filter);
            feed.advance(|| exact_ms() < deadline)
        });
        let Some(shape) = shape else { return };
        if shape.reading != before.reading {
            self.following.set(true);
            self.marked.set(None);
        } else if shape.start > before.start && !self.following.get_untracked() {
            // The rows in view stay where they are while older ones go.
            self.offset.update(|offset| *offset = (*offset - (shape.start - before.start) as f64 * ROW_PX).max(0.0));
        }
        self.shape.set(shape);
        if self.following.get_untracked() || self.caught_up.get_value() != shape.reading {
            self.seen.set(shape.end);
        }
        if !shape.busy {
            self.caught_up.set_value(shape.reading);
        }
        if shape.rows() != before.rows() || shape.start != before.start {
            self.place();
        }
        if shape.busy {
            self.in_frame(1, move |view| view.slice.set(()));
        }
    }

    pub(super) fn extent(&self) -> Extent {
        Extent { rows: self.shape.get().rows(), view_px: self.view_px.get() }
    }

    pub(super) fn window(&self) -> Window {
        let extent = self.extent();
        extent.window(if self.following.get() { extent.last_px() } else { self.offset.get() })
    }

    /// Returns what identifies the rows that are in the page.
    pub(super) fn keys(&self, letters: Option<StoredValue<Letters, LocalStorage>>) -> Vec<Key> {
        let (shape, window, marked) = (self.shape.get(), self.window(), self.marked.get());
        let first = shape.start + window.first;
        let rows = first..first + window.count;
        let mut positions: Vec<u64> = self.pinned.get().into_iter().chain(rows).collect();
        positions.sort_unstable();
        positions.dedup();
        self.feed.with_value(|feed| {
            positions.into_iter().filter_map(|position| key(feed, position, marked == Some(position), letters)).collect()
        })
    }

    /// Returns the positions of the rows in view.
    #[allow(dead_code, reason = "for what looks for rows")]
    pub(super) fn in_view(&self) -> Range<u64> {
        let (shape, extent, following) = untrack(|| (self.shape.get(), self.extent(), self.following.get()));
        let top = if following { extent.last_px() } else { self.offset.get_untracked() };
        let first = shape.start + (top / ROW_PX) as u64;
        first..(first + (extent.view_px / ROW_PX).ceil() as u64).min(shape.end)
    }

    /// Returns the position of the first row in view.
    #[allow(dead_code, reason = "for what looks for rows")]
    pub(super) fn first_visible(&self) -> Option<u64> {
        let rows = self.in_view();
        (!rows.is_empty()).then_some(rows.start)
    }

    /// Returns how many rows came since the end was last followed.
    pub(super) fn new_rows(&self) -> u64 {
        self.shape.get().end.saturating_sub(self.seen.get())
    }

    /// Follows the end, or holds where one is.
    pub(super) fn follow(&self, follow: bool) {
        if !follow {
            self.offset.set(untrack(|| self.extent()).last_px());
        }
        self.following.set(follow);
        self.seen.set(self.shape.get_untracked().end);
        if follow {
            self.marked.set(None);
        }
        self.place();
    }

    /// Holds with a row in the middle, and marks it.
    pub(super) fn show(&self, position: u64) {
        let shape = self.shape.get_untracked();
        self.follow(false);
        self.marked.set(Some(position));
        self.offset.set(untrack(|| self.extent()).middle_of(position.saturating_sub(shape.start)));
        self.place();
    }

    /// Takes over where a person scrolled to.
    pub(super) fn scrolled(&self) {
        let Some(element) = self.scroller.get_untracked() else { return };
        let top = f64::from(element.scroll_top());
        let left = f64::from(element.scroll_height() - element.client_height()) - top;
        let upwards = top < self.scrolled_to.get_value() - 1.0;
        self.scrolled_to.set_value(top);
        let following = self.following.get_untracked();
        if left <= NEAR_PX {
            if !following {
                self.following.set(true);
                self.seen.set(self.shape.get_untracked().end);
            }
        } else if upwards && following {
            self.following.set(false);
            self.seen.set(self.shape.get_untracked().end);
        }
        if !self.following.get_untracked() {
            self.offset.set(untrack(|| self.extent()).offset_of(top - self.head_px()));
        }
    }

    /// The row that says what was dropped stands above the others.
    fn head_px(&self) -> f64 {
        if self.shape.get_untracked().lost > 0 { ROW_PX } else { 0.0 }
    }

    /// Brings the scrollbar to where the view stands, once the page has the new heights.
    pub(super) fn place(&self) {
        self.in_frame(0, |view| {
            let Some(element) = view.scroller.try_get_untracked().flatten() else { return };
            let top = if view.following.get_untracked() {
                element.scroll_height() - element.client_height()
            } else {
                (untrack(|| view.extent()).scroll_of(view.offset.get_untracked()) + view.head_px()) as i32
            };
            if (element.scroll_top() - top).abs() > 1 {
                element.set_scroll_top(top);
                view.scrolled_to.set_value(f64::from(element.scroll_top()));
            }
        });
    }

    /// Does something once in the next frame. A frame that is on its way is never cancelled, since this may run inside it.
    fn in_frame(&self, which: usize, act: impl Fn(Self) + 'static) {
        if self.pending.try_get_value().is_none_or(|pending| pending[which]) {
            return;
        }
        self.pending.update_value(|pending| pending[which] = true);
        let view = *self;
        let frame = request_animation_frame(move |_| {
            // The view may be gone by now.
            if view.pending.try_update_value(|pending| pending[which] = false).is_some() {
                act(view);
            }
        });
        self.frames.update_value(|frames| frames[which] = Some(frame));
    }
}
