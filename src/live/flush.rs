//! Applying what waits: frames to state within a budget, and then telling who shows what changed.

use super::inner::Inner;
use super::queue::Item;
use super::{budget, frame, registry, runs};
use crate::platform::time::{exact_ms, now_ms};
use fleetglass_core::protocol::Api;
use fleetglass_core::sse::{self, Frame, Input, KeptFrames};
use fleetglass_core::state::Changes;
use leptos::prelude::Notify;
use std::rc::Rc;

impl Inner {
    /// Applies what waits, until `deadline`; then tells who shows what changed.
    pub(super) fn flush(this: &Rc<Self>, deadline: f64) {
        let began = exact_ms();
        this.scheduled.set(false);
        let (mut ends, mut retry, mut more, mut reopened) = (Vec::new(), None, false, false);
        {
            let (Ok(mut state), Ok(mut changes), Ok(mut parser)) =
                (this.state.try_borrow_mut(), this.changes.try_borrow_mut(), this.parser.try_borrow_mut())
            else {
                return;
            };
            let now = now_ms();
            let mut stats = this.stats.get();
            changes.next_batch();
            let mut applied = 0u32;
            let mut tap = this.tap.borrow_mut();
            'budget: loop {
                while let Some(item) = parser.next() {
                    match item {
                        sse::Item::Event(frame) => {
                            this.note(frame);
                            keep(&mut tap, frame, now);
                            state.apply(frame, now, &mut changes);
                            stats.frames += 1;
                        }
                        sse::Item::Comment(text) => {
                            keep(&mut tap, Frame { event: "", data: text, last_event_id: "" }, now);
                            *this.keepalive_in.borrow_mut() = state.server().state.clone();
                        }
                        sse::Item::Retry(ms) => retry = Some(ms),
                        sse::Item::Cut(_) => changes.server = true,
                    }
                    applied += 1;
                    if applied.is_multiple_of(128) && exact_ms() > deadline {
                        more = true;
                        break 'budget;
                    }
                }
                match this.queue.borrow_mut().pop() {
                    Some(Item::Opened { resumed }) => {
                        parser.restart();
                        state.opened(resumed, now, &mut changes);
                        reopened = this.connection.borrow().established() > 1;
                    }
                    Some(Item::Chunk(bytes)) => parser.feed(&bytes),
                    Some(Item::Frame { event, data, last_event_id }) => {
                        let frame = Frame { event: &event, data: &data, last_event_id: &last_event_id };
                        this.note(frame);
                        keep(&mut tap, frame, now);
                        state.apply(frame, now, &mut changes);
                        parser.set_last_event_id(&last_event_id);
                        stats.frames += 1;
                        applied += 1;
                        if applied.is_multiple_of(128) && exact_ms() > deadline {
                            more = true;
                            break 'budget;
                        }
                    }
                    Some(Item::End { attempt, failure }) => ends.push((attempt, failure)),
                    None => break,
                }
            }
            stats.apply_ms = exact_ms() - began;
            this.stats.set(stats);
        }
        let changes = this.changes.replace(Changes::default());
        if changes.logs {
            budget::keep();
        }
        this.tell(&changes);
        this.changes.replace(changes);
        Self::after(this, retry, ends);
        if reopened && this.spec.api == Api::Runner {
            runs::refetch(this);
        }
        if more {
            frame::schedule(this);
        } else if !this.queue.borrow().is_full() {
            this.gate.open();
        }
    }

    /// Notes an event where another connection may bring it, too.
    fn note(&self, frame: Frame<'_>) {
        if let Some(handover) = self.handover.borrow_mut().as_mut() {
            handover.note(frame.event, frame.data);
        }
    }

    /// Tells the connection what the frames said of it.
    fn after(this: &Rc<Self>, retry: Option<u64>, ends: Vec<(u32, Option<sse::Failure>)>) {
        if let Some(ms) = retry {
            Self::handle(this, None, Input::Retry(ms));
        }
        if this.spec.api == Api::AgentStatus {
            let due = {
                let state = this.state.borrow();
                let server = state.server();
                server.active_sessions.unwrap_or(0) == 0 || (server.state.is_some() && *this.keepalive_in.borrow() == server.state)
            };
            Self::handle(this, None, Input::HeartbeatsDue(due));
        }
        if this.state.borrow().is_complete() && this.connection.borrow().link(now_ms()).is_open() {
            Self::handle(this, None, Input::Complete);
        }
        for (attempt, failure) in ends {
            Self::handle(this, Some(attempt), failure.map_or(Input::Ended, Input::Failed));
        }
    }

    /// Tells who shows what changed.
    pub(super) fn tell(&self, changes: &Changes) {
        self.rows.notify(changes);
        for (changed, trigger) in [(changes.order, &self.order), (changes.logs, &self.logs), (changes.server, &self.server)] {
            if changed {
                trigger.notify();
            }
        }
        if changes.order || changes.server || changes.logs || !changes.rows.is_empty() {
            self.events.notify();
            registry::tell_changed();
        }
    }
}

/// Keeps a frame where somebody looks; costs nothing where nobody does.
fn keep(tap: &mut Option<KeptFrames>, frame: Frame<'_>, now_ms: u64) {
    if let Some(tap) = tap {
        tap.push(frame, now_ms);
    }
}
