//! Tests rows against a pattern in a worker, which is ended where it takes too long.
//!
//! No regular expressions are compiled into the page: the browser's cost nothing and have the syntax people know. But some
//! take for ever on some text, and nothing can stop one that runs in the page.

use gloo_timers::callback::Timeout;
use js_sys::{Array, Function, Object, Reflect, Uint8Array, Uint32Array, global};
use std::cell::RefCell;
use std::collections::VecDeque;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Worker};

/// So long a pattern may take for one batch, in milliseconds.
const LIMIT_MS: u32 = 2_000;

/// Rows to be tested together.
#[derive(Debug, Default)]
pub struct Batch {
    text: String,
    rows: usize,
}

impl Batch {
    /// Adds a row. Line breaks in it become spaces.
    pub fn push(&mut self, row: &str) {
        if row.contains('\n') {
            self.text.push_str(&row.replace('\n', " "));
        } else {
            self.text.push_str(row);
        }
        self.text.push('\n');
        self.rows += 1;
    }

    /// Returns how many rows there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Returns how many bytes there are.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.text.len()
    }
}

/// What is asked of the worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The pattern, in the syntax of JavaScript.
    pub source: String,
    /// Case counts.
    pub case: bool,
    /// The places of the matches are wanted, not just the rows.
    pub places: bool,
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unanswered {
    /// It took longer than two seconds, and was ended.
    TooLong,
    /// The browser has no worker for us, or what was asked is no pattern.
    Refused,
}

type Done = Box<dyn FnOnce(Result<Vec<u32>, Unanswered>)>;

struct Ask {
    asked: Asked,
    batch: Batch,
    done: Done,
}

#[derive(Default)]
struct Desk {
    worker: Option<Running>,
    asks: VecDeque<Ask>,
    /// The first of them is with the worker.
    sent: bool,
    timer: Option<Timeout>,
    /// Patterns that took too long: nobody waits for them again.
    too_long: Vec<Asked>,
}

struct Running {
    worker: Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut()>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

thread_local! {
    static DESK: RefCell<Desk> = RefCell::default();
}

/// Tests rows. Answers in order, never before this returned: the numbers of the rows that match, or, where places were
/// asked for, row, start and end of each match, in UTF-16 units.
pub fn test(asked: Asked, batch: Batch, done: impl FnOnce(Result<Vec<u32>, Unanswered>) + 'static) {
    DESK.with_borrow_mut(|desk| desk.asks.push_back(Ask { asked, batch, done: Box::new(done) }));
    send();
}

/// Gives the first that waits to the worker, unless it has it: whoever is answered may ask at once.
fn send() {
    let sent = DESK.with_borrow_mut(|desk| {
        let Some(ask) = desk.asks.front().filter(|_| !desk.sent) else { return Ok(()) };
        desk.sent = true;
        if desk.too_long.contains(&ask.asked) {
            return Err(Unanswered::TooLong);
        }
        if desk.worker.is_none() {
            desk.worker = start();
        }
        let Some(running) = &desk.worker else { return Err(Unanswered::Refused) };
        let rows = Uint8Array::from(ask.batch.text.as_bytes());
        let message = Object::new();
        for (key, value) in [
            ("source", JsValue::from_str(&ask.asked.source)),
            ("flags", JsValue::from_str(if ask.asked.case { "" } else { "i" })),
            ("ranges", JsValue::from_bool(ask.asked.places)),
            ("rows", JsValue::from(&rows)),
        ] {
            let _ = Reflect::set(&message, &JsValue::from_str(key), &value);
        }
        let posted = running.worker.post_message_with_transfer(&message, &Array::of1(&rows.buffer()));
        desk.timer = Some(Timeout::new(LIMIT_MS, || answer(Err(Unanswered::TooLong))));
        posted.map_err(|_| Unanswered::Refused)
    });
    if let Err(why) = sent {
        // In a task of its own: whoever asks is told after it asked.
        DESK.with_borrow_mut(|desk| desk.timer = Some(Timeout::new(0, move || answer(Err(why)))));
    }
}

/// Answers the first that waits, and sends the next.
fn answer(found: Result<Vec<u32>, Unanswered>) {
    let ask = DESK.with_borrow_mut(|desk| {
        desk.timer = None;
        desk.sent = false;
        let ask = desk.asks.pop_front()?;
        if let Err(why) = found {
            desk.worker = None;
            if why == Unanswered::TooLong && !desk.too_long.contains(&ask.asked) {
                desk.too_long.push(ask.asked.clone());
            }
        }
        Some(ask)
    });
    if let Some(ask) = ask {
        (ask.done)(found);
    }
    send();
}

thread_local!(static ADDRESS: RefCell<Option<String>> = const { RefCell::new(None) });

/// Says where the worker's script is; otherwise our page says so itself.
pub fn set_address(address: String) {
    ADDRESS.set(Some(address));
}

fn address() -> Option<String> {
    ADDRESS.with_borrow(Clone::clone).or_else(|| super::resolve(&super::built::worker(), &super::base_address()))
}

fn start() -> Option<Running> {
    let at = address()?;
    let constructor = Reflect::get(&global(), &JsValue::from_str("Worker")).ok()?.dyn_into::<Function>().ok()?;
    let made = Reflect::construct(&constructor, &Array::of1(&trusted(&at))).ok()?;
    let worker = made.dyn_into::<Worker>().ok()?;
    let on_message = Closure::new(|event: MessageEvent| {
        answer(event.data().dyn_into::<Uint32Array>().map(|found| found.to_vec()).map_err(|_| Unanswered::Refused));
    });
    let on_error = Closure::new(|| answer(Err(Unanswered::Refused)));
    worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    Some(Running { worker, _on_message: on_message, _on_error: on_error })
}

/// Returns the address as a page with Trusted Types takes it: the policy `fleetglass` lets nothing else through.
fn trusted(address: &str) -> JsValue {
    thread_local! {
        static POLICY: Option<Policy> = policy();
    }
    let text = JsValue::from_str(address);
    POLICY
        .with(|policy| {
            let policy = &policy.as_ref()?.made;
            let make = Reflect::get(policy, &JsValue::from_str("createScriptURL")).ok()?.dyn_into::<Function>().ok()?;
            make.call1(policy, &text).ok()
        })
        .unwrap_or(text)
}

/// A policy of Trusted Types lives as long as the page.
struct Policy {
    made: JsValue,
    _check: Closure<dyn Fn(String) -> String>,
}

fn policy() -> Option<Policy> {
    let factory = Reflect::get(&global(), &JsValue::from_str("trustedTypes")).ok().filter(JsValue::is_object)?;
    let create = Reflect::get(&factory, &JsValue::from_str("createPolicy")).ok()?.dyn_into::<Function>().ok()?;
    let own = address()?;
    let rules = Object::new();
    let check = Closure::<dyn Fn(String) -> String>::new(move |address: String| if address == own { address } else { String::new() });
    let _ = Reflect::set(&rules, &JsValue::from_str("createScriptURL"), check.as_ref());
    let made = create.call2(&factory, &JsValue::from_str("fleetglass"), &rules).ok()?;
    Some(Policy { made, _check: check })
}
