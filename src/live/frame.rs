//! One flush a frame for all streams of the page, within one budget.

use super::inner::Inner;
use crate::platform::{presence, time};
use gloo_render::{AnimationFrame, request_animation_frame};
use gloo_timers::callback::Timeout;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::{Rc, Weak};

/// How long one flush may take, in milliseconds: half a frame at 60 Hz.
const BUDGET_MS: f64 = 8.0;
/// A frame that does not come (the page is covered, or in a frame out of sight) is not waited for longer than this.
const LATE_MS: u32 = 1_000;

#[derive(Default)]
struct Frame {
    waiting: VecDeque<Weak<Inner>>,
    next: Option<(AnimationFrame, Timeout)>,
}

thread_local!(static FRAME: RefCell<Frame> = RefCell::default());

/// Flushes a stream in the next frame, or now where nobody sees the page.
pub(super) fn schedule(live: &Rc<Inner>) {
    if presence::is_hidden() {
        Inner::flush(live, f64::INFINITY);
        return;
    }
    FRAME.with_borrow_mut(|frame| {
        if !frame.waiting.iter().any(|held| std::ptr::eq(held.as_ptr(), Rc::as_ptr(live))) {
            frame.waiting.push_back(Rc::downgrade(live));
        }
        if frame.next.is_none() {
            frame.next = Some((request_animation_frame(|_| run()), Timeout::new(LATE_MS, run)));
        }
    });
}

fn run() {
    let (waiting, done) = FRAME.with_borrow_mut(|frame| (std::mem::take(&mut frame.waiting), frame.next.take()));
    let deadline = time::exact_ms() + BUDGET_MS;
    for live in waiting {
        // A stream that still has something to apply asks for the next frame by itself, behind the others.
        if let Some(live) = live.upgrade() {
            Inner::flush(&live, deadline);
        }
    }
    drop(done);
}
