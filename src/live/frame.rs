//! One flush a frame for all streams of the page, within one budget.

use super::inner::Inner;
use crate::platform::{panic, presence, time};
use gloo_render::{AnimationFrame, request_animation_frame};
use gloo_timers::callback::Timeout;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

/// How long one flush may take, in milliseconds: half a frame at 60 Hz.
const BUDGET_MS: f64 = 8.0;
/// The same while catching up: fewer frames, each still short enough to scroll and type.
const CATCHING_UP_MS: f64 = 24.0;
/// A frame that does not come (the page is covered, or in a frame out of sight) is not waited for longer than this.
const LATE_MS: u32 = 1_000;

#[derive(Default)]
struct Frame {
    waiting: Vec<Weak<Inner>>,
    next: Option<(AnimationFrame, Timeout)>,
}

thread_local! {
    static FRAME: RefCell<Frame> = RefCell::default();
    static CATCHING_UP: Cell<bool> = const { Cell::new(false) };
}

/// Says whether more waits to be applied than frames can show one by one.
#[must_use]
pub fn is_catching_up() -> bool {
    CATCHING_UP.get()
}

/// Flushes a stream in the next frame, or now where nobody sees the page.
pub(super) fn schedule(live: &Rc<Inner>) {
    if live.scheduled.get() || panic::has_happened() {
        return;
    }
    if presence::is_hidden() {
        Inner::flush(live, f64::INFINITY);
        return;
    }
    live.scheduled.set(true);
    FRAME.with_borrow_mut(|frame| {
        frame.waiting.push(Rc::downgrade(live));
        if frame.next.is_none() {
            frame.next = Some((request_animation_frame(|_| run()), Timeout::new(LATE_MS, run)));
        }
    });
}

fn run() {
    if panic::has_happened() {
        return;
    }
    let (waiting, done) = FRAME.with_borrow_mut(|frame| (std::mem::take(&mut frame.waiting), frame.next.take()));
    let waiting: Vec<Rc<Inner>> = waiting.iter().filter_map(Weak::upgrade).collect();
    let bursts = waiting.iter().any(|live| live.queue.borrow().is_burst());
    let deadline = time::exact_ms() + if bursts { CATCHING_UP_MS } else { BUDGET_MS };
    for live in &waiting {
        // A stream that still has something to apply asks for the next frame by itself, behind the others.
        Inner::flush(live, deadline);
    }
    CATCHING_UP.set(waiting.iter().any(|live| live.queue.borrow().is_burst()));
    drop(done);
}
