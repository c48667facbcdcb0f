//! What a log view knows of itself, and what others may ask of it: where it stands, and whether it follows its end.

use super::feed::{Feed, Shape};
use super::filter::Filter;
use super::folds::Folds;
use super::lane::Lane;
use super::letters::Letters;
use super::looks::Looks;
use super::more::Opened;
use super::stage::{Goal, Stage};
use crate::live::is_catching_up;
use crate::platform::time::exact_ms;
use gloo_render::{AnimationFrame, request_animation_frame};
use gloo_timers::callback::Timeout;
use leptos::html::{Div, Section};
use leptos::prelude::*;
use std::collections::HashMap;
use std::ops::Range;
use web_sys::Element;

/// How long a slice of testing rows may take, in milliseconds.
const SLICE_MS: f64 = 6.0;
/// While more comes than can be read, the view is drawn so often, in milliseconds.
const BURST_MS: f64 = 250.0;
/// So long after a person scrolled last, nobody does.
const IDLE_MS: u32 = 160;

/// A frame that was asked for: each kind once.
#[derive(Clone, Copy)]
pub(super) enum Frame {
    /// Shows what came.
    Paint,
    /// Tests more rows.
    Read,
    /// Counts more rows.
    Count,
}

/// A log view. Others may hold it, watch it and move it.
#[derive(Clone, Copy)]
pub(super) struct View {
    pub(super) feed: StoredValue<Feed, LocalStorage>,
    pub(super) stage: StoredValue<Stage, LocalStorage>,
    pub(super) root: NodeRef<Section>,
    pub(super) scroller: NodeRef<Div>,
    pub(super) spacer: NodeRef<Div>,
    pub(super) pane: NodeRef<Div>,
    pub(super) rows: NodeRef<Div>,
    pub(super) probe: NodeRef<Div>,
    pub(super) shape: RwSignal<Shape>,
    pub(super) following: RwSignal<bool>,
    /// The row that stands out; until one follows the end, or presses Escape.
    pub(super) marked: RwSignal<Option<u64>>,
    /// Positions of rows that stay in the page, in their order, though they may be out of view: a selection needs them.
    pub(super) pinned: RwSignal<Vec<u64>>,
    pub(super) looks: Looks,
    /// Whether long lines wrap now.
    pub(super) wrapped: RwSignal<bool>,
    /// Whose letters stand before the rows, if any do now.
    letters: Signal<Option<StoredValue<Letters, LocalStorage>>>,
    /// The end when it was last followed.
    seen: RwSignal<u64>,
    /// The reading of which everything that was there has been read: what comes from then on is new.
    caught_up: StoredValue<u64>,
    /// The lines that show more than at first.
    opened: StoredValue<HashMap<u64, Opened>>,
    /// Groups that are folded.
    pub(super) folds: RwSignal<Folds>,
    /// Whether groups can be folded now.
    pub(super) foldable: StoredValue<bool>,
    /// Told when rows in the page changed.
    pub(super) painted: Trigger,
    /// Counts what must be drawn anew for another reason than new rows.
    slice: RwSignal<()>,
    frames: StoredValue<[Option<AnimationFrame>; 3], LocalStorage>,
    idle: StoredValue<Option<Timeout>, LocalStorage>,
    pending: StoredValue<[bool; 3]>,
}

impl View {
    pub(super) fn new(looks: Looks, letters: Signal<Option<StoredValue<Letters, LocalStorage>>>) -> Self {
        Self {
            feed: StoredValue::new_local(Feed::default()),
            stage: StoredValue::new_local(Stage::new()),
            root: NodeRef::new(),
            scroller: NodeRef::new(),
            spacer: NodeRef::new(),
            pane: NodeRef::new(),
            rows: NodeRef::new(),
            probe: NodeRef::new(),
            shape: RwSignal::new(Shape::default()),
            following: RwSignal::new(true),
            marked: RwSignal::new(None),
            pinned: RwSignal::new(Vec::new()),
            looks,
            wrapped: RwSignal::new(false),
            letters,
            seen: RwSignal::new(0),
            caught_up: StoredValue::new(0),
            opened: StoredValue::new(HashMap::new()),
            folds: RwSignal::new(Folds::default()),
            foldable: StoredValue::new(false),
            painted: Trigger::new(),
            slice: RwSignal::new(()),
            frames: StoredValue::new_local([None, None, None]),
            idle: StoredValue::new_local(None),
            pending: StoredValue::new([false; 3]),
        }
    }

    /// Reads what came; tracks what may come.
    pub(super) fn read(&self, lanes: Vec<Lane>, filter: Filter) {
        self.slice.track();
        lanes.iter().for_each(Lane::track);
        let before = self.shape.get_untracked();
        let (holds, marked) = (!self.following.get_untracked(), self.marked.get_untracked());
        let deadline = exact_ms() + SLICE_MS;
        let shape = self.feed.try_update_value(|feed| {
            feed.read_from(lanes, filter);
            if feed.is_changing() && holds {
                self.stage.update_value(|stage| stage.remember(feed, marked));
            }
            let stays = self.stage.with_value(Stage::stays);
            feed.advance(stays, || exact_ms() < deadline)
        });
        let Some(shape) = shape else { return };
        if shape.reading != before.reading {
            self.read_anew(shape);
        }
        self.shape.set(shape);
        if self.following.get_untracked() || self.caught_up.get_value() != shape.reading {
            self.seen.set(shape.end);
        }
        if !shape.busy {
            self.caught_up.set_value(shape.reading);
        } else {
            let slice = self.slice;
            self.feed.with_value(|feed| feed.ask(move || _ = slice.try_set(())));
            self.in_frame(Frame::Read, |view| view.slice.set(()));
        }
        self.draw();
    }

    /// What was in view stays in its place where it is still shown; else what is nearest does.
    fn read_anew(&self, shape: Shape) {
        let found = self.feed.with_value(|feed| self.stage.try_update_value(|stage| stage.read_anew(feed, shape)));
        let (marked, is_there) = found.unwrap_or_default();
        self.marked.set(marked);
        self.pinned.set(Vec::new());
        self.opened.update_value(HashMap::clear);
        if !is_there {
            self.following.set(true);
        }
    }

    /// Whose letters stand before the rows; tracked.
    pub(super) fn letters(&self) -> Option<StoredValue<Letters, LocalStorage>> {
        self.letters.get()
    }

    /// Returns the positions of the rows in view.
    pub(super) fn in_view(&self) -> Range<u64> {
        self.stage.with_value(Stage::in_view)
    }

    /// Returns the position of the first row in view.
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
        self.following.set(follow);
        self.seen.set(self.shape.get_untracked().end);
        if follow {
            self.marked.set(None);
        }
        self.draw();
    }

    /// Holds with a row in the middle, and marks it.
    pub(super) fn show(&self, position: u64) {
        self.follow(false);
        self.marked.set(Some(position));
        self.aim(Goal::Middle(position));
    }

    /// Holds with the first row that is held at the top.
    pub(super) fn show_first(&self) {
        self.follow(false);
        self.aim(Goal::First);
    }

    /// Returns what of a line is open.
    pub(super) fn opened(&self, position: u64) -> Opened {
        self.opened.with_value(|opened| opened.get(&position).copied().unwrap_or_default())
    }

    /// Opens or closes parts of a line; what one reads stays where it is.
    pub(super) fn open(&self, position: u64, opened: Opened) {
        self.opened.update_value(|held| _ = held.insert(position, opened));
        self.left_or_reached_end(false);
        self.draw();
    }

    /// Brings a row into view, if it is not.
    pub(super) fn bring(&self, position: u64) {
        if !self.in_view().contains(&position) {
            self.follow(false);
            self.aim(Goal::Middle(position));
        }
    }

    /// Returns the rows in the page: their positions and the elements of their words.
    pub(super) fn rows_in_page(&self) -> Vec<(u64, Element)> {
        self.stage.try_with_value(|stage| stage.sheet.texts()).unwrap_or_default()
    }

    /// Takes the focus.
    pub(super) fn focus(&self) {
        if let Some(scroller) = self.scroller.try_get_untracked().flatten() {
            let quietly = web_sys::FocusOptions::new();
            quietly.set_prevent_scroll(true);
            let _ = scroller.focus_with_options(&quietly);
        }
    }

    fn aim(&self, goal: Goal) {
        self.stage.update_value(|stage| stage.aim(goal));
        self.draw();
    }

    /// Draws in the next frame: once, however often it is asked for.
    pub(super) fn draw(&self) {
        self.in_frame(Frame::Paint, |view| {
            // What a burst brings is gone in the next frame: few frames show it.
            let passes = is_catching_up() && view.following.get_untracked();
            let painted_ms = view.stage.with_value(|stage| stage.painted_ms);
            if passes && exact_ms() - painted_ms < BURST_MS { view.draw() } else { view.paint() }
        });
    }

    /// Does something once in the next frame. A frame that is on its way is never cancelled, since this may run inside it.
    pub(super) fn in_frame(&self, which: Frame, act: impl Fn(Self) + 'static) {
        let which = which as usize;
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

    /// Takes the rows out of the page.
    pub(super) fn leave(&self) {
        self.stage.try_update_value(|stage| stage.sheet.clear());
    }

    /// Draws again once nobody has scrolled for a while.
    pub(super) fn when_idle(&self) {
        let view = *self;
        self.idle.set_value(Some(Timeout::new(IDLE_MS, move || {
            if view.pending.try_get_value().is_some() {
                view.draw();
            }
        })));
    }

    /// Draws in the next frame, and reads the page's measures anew.
    pub(super) fn measure_anew(&self) {
        self.stage.update_value(|stage| stage.stale = true);
        self.draw();
    }

    /// Takes over that the end is followed, or is not any more, because a person scrolled.
    pub(super) fn left_or_reached_end(&self, following: bool) {
        if self.following.get_untracked() != following {
            self.following.set(following);
            self.seen.set(self.shape.get_untracked().end);
        }
    }
}
