//! The open streams of this page: one for each address and credential, shared by all who ask for it.

use super::inner::Inner;
use super::plan::Spec;
use super::stream::Live;
use crate::platform::presence::{Presence, PresenceWatch};
use leptos::prelude::{ArcTrigger, Notify};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

#[derive(Default)]
struct Registry {
    open: Vec<Weak<Inner>>,
    next_key: u64,
    watch: Option<PresenceWatch>,
}

thread_local! {
    static REGISTRY: RefCell<Registry> = RefCell::default();
    static CHANGED: ArcTrigger = ArcTrigger::new();
    static CHANGED_PENDING: Cell<bool> = const { Cell::new(false) };
}

/// Returns the stream of a spec: the one that is open, or a new one that is not connected yet.
pub(super) fn find_or_make(spec: Spec, make: impl FnOnce(Spec, u64) -> Rc<Inner>) -> Live {
    REGISTRY.with_borrow_mut(|registry| {
        registry.open.retain(|live| live.strong_count() > 0);
        if let Some(live) = registry.open.iter().filter_map(Weak::upgrade).find(|live| live.spec == spec) {
            return Live::from(live);
        }
        registry.next_key += 1;
        let live = make(spec, registry.next_key);
        registry.open.push(Rc::downgrade(&live));
        registry.watch.get_or_insert_with(|| PresenceWatch::new(tell_all));
        Live::from(live)
    })
}

/// Forgets what is closed; without any stream nothing listens to the browser.
pub(super) fn tidy() {
    // While a stream is being made the registry is borrowed, and tidied anyway.
    let _ = REGISTRY.try_with(|registry| {
        if let Ok(mut registry) = registry.try_borrow_mut() {
            registry.open.retain(|live| live.strong_count() > 0);
            if registry.open.is_empty() {
                registry.watch = None;
            }
        }
    });
}

/// Returns the streams that are open.
pub(super) fn open() -> Vec<Rc<Inner>> {
    REGISTRY.with_borrow(|registry| registry.open.iter().filter_map(Weak::upgrade).collect())
}

fn tell_all(presence: Presence) {
    for live in open() {
        Inner::presence(&live, presence);
    }
}

/// Tracks that anything changed in any stream, told at most twice a second.
pub(super) fn changed() -> ArcTrigger {
    CHANGED.with(ArcTrigger::clone)
}

/// How often [`changed`] is told at most, in milliseconds.
const CHANGED_EVERY_MS: u32 = 500;

pub(super) fn tell_changed() {
    if CHANGED_PENDING.replace(true) {
        return;
    }
    // The first change is told at once, those after it together.
    let last = LAST_CHANGED.with(|last| last.replace(crate::platform::time::now_ms()));
    let wait = u64::from(CHANGED_EVERY_MS).saturating_sub(crate::platform::time::now_ms().saturating_sub(last)) as u32;
    let timer = gloo_timers::callback::Timeout::new(wait, || {
        CHANGED_PENDING.set(false);
        LAST_CHANGED.set(crate::platform::time::now_ms());
        changed().notify();
    });
    CHANGED_TIMER.with(|held| drop(held.replace(Some(timer))));
}

thread_local! {
    static LAST_CHANGED: Cell<u64> = const { Cell::new(0) };
    static CHANGED_TIMER: RefCell<Option<gloo_timers::callback::Timeout>> = const { RefCell::new(None) };
}
