//! Trying an address in the browser: one request over fetch, which shows status, type and every event, and what came of it.

use super::source::specs;
use crate::platform::time::now_ms;
use crate::transport::{Sink, Told, Transport, fetch};
use fleetglass_core::config;
use fleetglass_core::protocol::Api;
use fleetglass_core::trial::{self, Said, Stage};
use gloo_timers::callback::Timeout;
use leptos::prelude::{ArcRwSignal, Get, GetUntracked, Set};
use send_wrapper::SendWrapper;
use std::cell::RefCell;
use std::rc::{Rc, Weak};

/// A try that is under way; the last clone that goes closes its request.
#[derive(Clone)]
pub struct Trial(SendWrapper<Rc<Inner>>);

struct Inner {
    trial: RefCell<trial::Trial>,
    stage: ArcRwSignal<Stage>,
    transport: RefCell<Option<Transport>>,
    timer: RefCell<Option<Timeout>>,
}

impl Trial {
    /// Tries the first stream of a source that is not there yet; `None` where its address is none. `known` is its API, if known.
    #[must_use]
    pub fn begin(config: &config::Source, base: &str, secret: Option<&str>, known: Option<Api>) -> Option<Self> {
        let spec = specs(config, base).next()?;
        let trial = trial::Trial::new(known, now_ms());
        let stage = ArcRwSignal::new(trial.stage());
        let inner = Rc::new(Inner { trial: RefCell::new(trial), stage, transport: RefCell::default(), timer: RefCell::default() });
        let weak = Rc::downgrade(&inner);
        let sink: Sink = Rc::new(move |told| {
            if let Some(inner) = Weak::upgrade(&weak) {
                inner.told(&told);
            }
        });
        *inner.transport.borrow_mut() = Some(Transport::Fetch(fetch::open(spec.request(secret, ""), sink, Rc::default())));
        inner.watch();
        Some(Self(SendWrapper::new(inner)))
    }

    /// Returns how far it is; tracked.
    #[must_use]
    pub fn stage(&self) -> Stage {
        self.0.stage.get()
    }
}

impl Inner {
    fn told(self: &Rc<Self>, told: &Told) {
        let said = match told {
            Told::Opened => Said::Opened,
            Told::Chunk(bytes) => Said::Bytes(bytes),
            Told::Ended => Said::Ended,
            Told::Failed(failure) => Said::Failed(*failure),
            Told::Answered(reply) => Said::Answered(reply.as_answer()),
            // Only an `EventSource` tells frames.
            Told::Frame { .. } => return,
        };
        self.hear(said);
    }

    fn hear(self: &Rc<Self>, said: Said<'_>) {
        let stage = {
            let mut trial = self.trial.borrow_mut();
            trial.hear(said, now_ms());
            trial.stage()
        };
        if matches!(stage, Stage::Done(_)) {
            drop(self.transport.take());
        }
        if self.stage.get_untracked() != stage {
            self.stage.set(stage);
        }
        self.watch();
    }

    fn watch(self: &Rc<Self>) {
        let timer = self.trial.borrow().wake_at().map(|at| {
            let weak = Rc::downgrade(self);
            let wait = u32::try_from(at.saturating_sub(now_ms())).unwrap_or(u32::MAX).max(1);
            Timeout::new(wait, move || {
                if let Some(inner) = Weak::upgrade(&weak) {
                    inner.hear(Said::Tick);
                }
            })
        });
        drop(self.timer.replace(timer));
    }
}
