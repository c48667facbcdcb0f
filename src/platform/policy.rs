//! What the page's own policy (`connect-src`) forbade: a browser tells a request only that it failed.

use gloo_events::EventListener;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::SecurityPolicyViolationEvent;

/// So many origins are remembered; more than a person tries.
const MOST: usize = 64;

thread_local!(static FORBIDDEN: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) });

/// Hears of what the policy forbids; dropping it stops that.
#[must_use = "keep it as long as requests are made"]
pub struct PolicyWatch(Option<EventListener>);

impl PolicyWatch {
    /// Begins.
    pub fn new() -> Self {
        let document = super::document().filter(|_| !super::is_guest());
        Self(document.map(|document| {
            EventListener::new(&document, "securitypolicyviolation", |event| {
                let event = event.dyn_ref::<SecurityPolicyViolationEvent>().filter(|event| event.effective_directive() == "connect-src");
                if let Some(origin) = event.and_then(|event| super::origin_of(&event.blocked_uri())) {
                    note(origin);
                }
            })
        }))
    }

    /// Says whether anybody listens: natively nobody does.
    #[must_use]
    pub fn is_heard(&self) -> bool {
        self.0.is_some()
    }
}

impl Default for PolicyWatch {
    fn default() -> Self {
        Self::new()
    }
}

fn note(origin: String) {
    FORBIDDEN.with_borrow_mut(|held| {
        if held.len() < MOST && !held.contains(&origin) {
            held.push(origin);
        }
    });
}

/// The browser tells the request first that it failed, and the page a moment later why.
const LATER_MS: u32 = 100;

/// Says whether a request to this origin, which just failed, was forbidden.
pub async fn forbids(origin: &str) -> bool {
    let is_forbidden = || FORBIDDEN.with_borrow(|held| held.iter().any(|held| held == origin));
    if !is_forbidden() {
        gloo_timers::future::TimeoutFuture::new(LATER_MS).await;
    }
    is_forbidden()
}
