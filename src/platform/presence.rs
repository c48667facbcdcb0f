//! Whether the page is seen and the network is there.

use gloo_events::EventListener;
use gloo_timers::callback::Interval;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{PageTransitionEvent, VisibilityState};

/// A change of presence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// The browser has a network again.
    Online,
    /// The browser has no network.
    Offline,
    /// The page is shown again, after being hidden for so many milliseconds.
    Visible {
        /// For how long it was hidden.
        hidden_ms: u64,
    },
    /// The page is hidden.
    Hidden,
    /// The page was left, and the browser keeps it for a way back.
    Left,
    /// The page was left and is back.
    Back,
}

/// Says whether nobody can see the page now.
#[must_use]
pub fn is_hidden() -> bool {
    super::document().is_some_and(|document| document.visibility_state() == VisibilityState::Hidden)
}

/// Says whether the browser believes that it has no network.
#[must_use]
pub fn is_offline() -> bool {
    super::window().is_some_and(|window| !window.navigator().on_line())
}

/// Tells of changes until it is dropped.
#[must_use = "dropping it stops it"]
#[derive(Debug)]
pub struct PresenceWatch {
    _listeners: Vec<EventListener>,
    _looks: Option<Interval>,
}

/// How often a guest looks, in milliseconds: it must not listen.
const LOOK_EVERY_MS: u32 = 1_000;

impl PresenceWatch {
    /// Tells `tell` of every change from now on.
    pub fn new(tell: impl Fn(Presence) + 'static) -> Self {
        let hidden_since = Rc::new(Cell::new(is_hidden().then(super::time::now_ms)));
        if super::is_guest() {
            return Self { _listeners: Vec::new(), _looks: Some(look(tell, hidden_since)) };
        }
        let tell = Rc::new(tell);
        let mut listeners = Vec::new();
        if let Some(window) = super::window() {
            for (event, presence) in [("online", Presence::Online), ("offline", Presence::Offline)] {
                let tell = Rc::clone(&tell);
                listeners.push(EventListener::new(&window, event, move |_| tell(presence)));
            }
            let (left, back, hidden_since) = (Rc::clone(&tell), Rc::clone(&tell), Rc::clone(&hidden_since));
            listeners.push(EventListener::new(&window, "pagehide", move |event| {
                if is_kept(event) {
                    left(Presence::Left);
                }
            }));
            listeners.push(EventListener::new(&window, "pageshow", move |event| {
                if is_kept(event) {
                    back(Presence::Back);
                }
                seen(&*back, &hidden_since);
            }));
        }
        if let Some(document) = super::document() {
            listeners.push(EventListener::new(&document, "visibilitychange", move |_| {
                if is_hidden() {
                    hidden_since.set(Some(super::time::now_ms()));
                    tell(Presence::Hidden);
                } else {
                    seen(&*tell, &hidden_since);
                }
            }));
        }
        Self { _listeners: listeners, _looks: None }
    }
}

/// Looks from time to time what changed. That a page is left, a guest cannot see: its connections end
/// when the browser lets go of the page, about a minute later where it keeps it for a way back.
fn look(tell: impl Fn(Presence) + 'static, hidden_since: Rc<Cell<Option<u64>>>) -> Interval {
    let was_offline = Cell::new(is_offline());
    Interval::new(LOOK_EVERY_MS, move || {
        let offline = is_offline();
        if was_offline.replace(offline) != offline {
            tell(if offline { Presence::Offline } else { Presence::Online });
        }
        match (is_hidden(), hidden_since.get()) {
            (true, None) => {
                hidden_since.set(Some(super::time::now_ms()));
                tell(Presence::Hidden);
            }
            (false, Some(_)) => seen(&tell, &hidden_since),
            _ => {}
        }
    })
}

/// Says whether the browser keeps, or kept, the page that is left.
fn is_kept(event: &web_sys::Event) -> bool {
    event.dyn_ref::<PageTransitionEvent>().is_some_and(PageTransitionEvent::persisted)
}

fn seen(tell: &dyn Fn(Presence), hidden_since: &Cell<Option<u64>>) {
    if let Some(since) = hidden_since.take() {
        tell(Presence::Visible { hidden_ms: super::time::now_ms().saturating_sub(since) });
    }
}
