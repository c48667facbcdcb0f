//! The work that the simulator pretends to see: pipelines, sessions, threads, agents, workflows and runs.
//!
//! A [`World`] is pure. It is stepped by virtual time and told the wall clock, and answers with the frames that the servers
//! would send; it must not know a connection, a socket or a clock. All chance comes from the seed, one generator an actor, so
//! the same seed gives the same events in the same order with the same payloads, apart from the times in them.

mod agents;
mod chance;
mod crew;
mod crowd;
mod fleet;
mod fleet_log;
mod graph;
mod journal;
mod moment;
mod outgoing;
mod runner;
mod say;
mod sessions;
mod thread;
mod turns;
mod words;
mod workflows;
mod workload;

#[cfg(test)]
mod tests;

pub(crate) use moment::{Moment, whole_numbers};
pub(crate) use outgoing::{Greeting, Out, Outgoing, Visitor};

use fleetglass_core::protocol::Api;
use fleetglass_core::protocol::{runner as runner_protocol, status, threads, workspace};
use std::borrow::Cow;
use std::collections::{BTreeMap, VecDeque};

/// How much virtual time one [`World::step`] takes.
pub(crate) const STEP_MS: u64 = 50;
/// How long the world has worked before the first client can see it.
const PREWARM_MS: u64 = 6 * 60 * 1000;
/// How many agents and workflows may be asked for by name before the server knows no more of them.
const NAMES: usize = 256;

/// Whose words the servers use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// Only what the documents show.
    Documents,
    /// What real servers were seen to send.
    Observed,
}

/// What decides how a world goes on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Settings {
    pub(crate) seed: u64,
    pub(crate) dialect: Dialect,
    /// Virtual milliseconds between two polls of API 1: its poll interval is real time, so it grows with the speed.
    pub(crate) poll_ms: u64,
    /// Virtual milliseconds that API 2 waits for more changes before it sends one.
    pub(crate) debounce_ms: u64,
}

/// Everything that works.
#[derive(Debug)]
pub(crate) struct World {
    settings: Settings,
    virtual_ms: u64,
    /// Counts the restarts, so that what comes after one differs from what was before.
    generation: u64,
    /// Nothing was shown yet: what is asked for is empty until the work begins.
    blank: bool,
    fleet: fleet::Fleet,
    sessions: sessions::Sessions,
    crew: crew::Crew,
    agents: BTreeMap<String, agents::Agent>,
    workflows: BTreeMap<String, workflows::Workflow>,
    runner: runner::Runner,
    /// So many units that nobody else is there.
    crowd: Option<crowd::Crowd>,
    /// What new clients get first in place of the world's own state, set through the control.
    held: BTreeMap<Api, (String, String)>,
    /// Events of API 4 that a person sent with an id, so that a client can resume from them.
    by_hand: VecDeque<Outgoing>,
}

impl World {
    /// Makes a world that has worked for some minutes before `wall_ms`.
    pub(crate) fn new(settings: Settings, wall_ms: i64, speed: f64, blank: bool) -> Self {
        let mut world = Self {
            settings,
            virtual_ms: 0,
            generation: 0,
            blank,
            fleet: fleet::Fleet::new(settings, 0),
            sessions: sessions::Sessions::new(settings, 0),
            crew: crew::Crew::new(settings, 0, PREWARM_MS),
            agents: BTreeMap::new(),
            workflows: BTreeMap::new(),
            runner: runner::Runner::new(settings, 0),
            crowd: None,
            held: BTreeMap::new(),
            by_hand: VecDeque::new(),
        };
        while world.virtual_ms < PREWARM_MS {
            let before = (PREWARM_MS - world.virtual_ms) as f64 / speed;
            world.step(wall_ms - before as i64);
        }
        // The executions begin shortly before the first client looks, so that it sees them under way.
        let now = world.now(wall_ms);
        world.agents.insert("my-agent".to_owned(), agents::Agent::new(settings, "my-agent", now.virtual_ms));
        world.workflows.insert("wf-123".to_owned(), workflows::Workflow::new(settings, "wf-123", now.virtual_ms));
        world
    }

    fn now(&self, wall_ms: i64) -> Moment {
        Moment { virtual_ms: self.virtual_ms, wall_ms }
    }

    /// Has so many units with so many updates a second, in place of all others.
    pub(crate) fn gather(&mut self, units: usize, rate: u32, wall_ms: i64) {
        self.crowd = Some(crowd::Crowd::new(self.settings, units, rate, self.now(wall_ms)));
    }

    /// Works for [`STEP_MS`] and returns what the servers would send.
    pub(crate) fn step(&mut self, wall_ms: i64) -> Out {
        self.virtual_ms += STEP_MS;
        let now = self.now(wall_ms);
        let mut out = Out::new();
        if let Some(crowd) = &mut self.crowd {
            crowd.step(now, &mut out);
            return out;
        }
        self.fleet.step(now, &mut out);
        self.sessions.step(now, &mut out);
        self.crew.step(now, &mut out);
        for agent in self.agents.values_mut() {
            agent.step(now, &mut out);
        }
        for workflow in self.workflows.values_mut() {
            workflow.step(now, &mut out);
        }
        self.runner.step(now, &mut out);
        out
    }

    /// Shows what was hidden: the work has begun.
    pub(crate) fn unveil(&mut self) {
        self.blank = false;
    }

    /// Sets what new clients of an API get first, or takes it back.
    pub(crate) fn hold(&mut self, api: Api, frame: Option<(String, String)>) {
        match frame {
            Some(frame) => self.held.insert(api, frame),
            None => self.held.remove(&api),
        };
    }

    /// Keeps an event that a person sent, where its API can resume.
    pub(crate) fn keep(&mut self, event: &Outgoing) {
        if event.id.is_some() && matches!(event.api, Api::AgentExecution | Api::WorkflowExecution) {
            if self.by_hand.len() == NAMES {
                self.by_hand.pop_front();
            }
            self.by_hand.push_back(event.clone());
        }
    }

    /// Returns what a person sent since the event that a client had last, if a person sent that one.
    fn missed(&self, api: Api, visitor: &Visitor) -> Option<Vec<Outgoing>> {
        let id = visitor.last_event_id.as_deref()?;
        let theirs = |event: &&Outgoing| event.api == api && (event.subject.is_none() || event.subject == visitor.subject);
        let mut events = self.by_hand.iter().filter(theirs).skip_while(|event| event.id.as_deref() != Some(id));
        events.next()?;
        Some(events.cloned().collect())
    }

    /// Returns what a client gets when it connects, or `None` where the server does not know its subject.
    pub(crate) fn greet(&mut self, api: Api, visitor: &Visitor, wall_ms: i64) -> Option<Greeting> {
        let now = self.now(wall_ms);
        let mut greeting = Greeting::default();
        if let Some(missed) = self.missed(api, visitor) {
            let ends = missed.last().is_some_and(|event| event.last);
            return Some(Greeting { frames: missed, ends });
        }
        if let Some(greeting) = self.crowd.as_ref().and_then(|crowd| crowd.greet(api, now)) {
            return Some(greeting);
        }
        match api {
            Api::Threads => greeting.frames.push(connected(visitor)),
            Api::Runner => greeting.frames.push(Outgoing::new(api, ("ping", "{}".to_owned()))),
            Api::AgentExecution | Api::WorkflowExecution if self.blank && !self.held.contains_key(&api) => {}
            Api::AgentExecution => {
                let name = visitor.subject.clone().unwrap_or_default();
                if !self.agents.contains_key(&name) && self.agents.len() >= NAMES {
                    return None;
                }
                let settings = self.settings;
                let agent = self.agents.entry(name).or_insert_with_key(|name| agents::Agent::new(settings, name, now.virtual_ms));
                greeting = agent.greet(visitor.last_event_id.as_deref(), now);
            }
            Api::WorkflowExecution => {
                let id = visitor.subject.clone().unwrap_or_default();
                if !self.workflows.contains_key(&id) && self.workflows.len() >= NAMES {
                    return None;
                }
                let settings = self.settings;
                let workflow = self.workflows.entry(id).or_insert_with_key(|id| workflows::Workflow::new(settings, id, now.virtual_ms));
                greeting.frames = workflow.greet(visitor.last_event_id.as_deref());
            }
            Api::AgentWorkspace if self.blank => {
                greeting.frames.push(Outgoing::new(api, workspace::encode(&workspace::Event::Snapshot(workspace::Snapshot::default()))));
            }
            Api::AgentWorkspace => greeting.frames = self.fleet.greet(),
            Api::AgentStatus => greeting.frames.push(Outgoing::new(api, status::encode(&self.status(wall_ms)))),
        }
        if let Some((event, data)) = self.held.get(&api) {
            let held = Outgoing { event: Cow::Owned(event.clone()), data: data.clone(), ..Outgoing::new(api, ("", String::new())) };
            match api {
                Api::Threads | Api::Runner => greeting.frames.push(held),
                _ => greeting = Greeting { frames: vec![held], ends: false },
            }
        }
        Some(greeting)
    }

    /// Returns the state of API 2 as its plain address answers it.
    pub(crate) fn status(&self, wall_ms: i64) -> status::Status {
        if self.blank { sessions::nothing(self.virtual_ms) } else { self.sessions.status(self.now(wall_ms)) }
    }

    /// Returns the runs of API 5, newest first.
    pub(crate) fn runs(&self) -> Vec<runner_protocol::Run> {
        if self.blank { Vec::new() } else { self.runner.runs() }
    }

    /// Says whether an execution is one of those that have threads.
    pub(crate) fn knows_execution(&self, id: &str) -> bool {
        crew::EXECUTIONS.contains(&id)
    }

    /// Forgets what an API's server knew, as its restart would: sequences begin again, runs in progress are gone.
    pub(crate) fn restart(&mut self, api: Api, wall_ms: i64) {
        self.generation += 1;
        let settings = Settings { seed: self.settings.seed.wrapping_add(self.generation.wrapping_mul(0x9E37_79B9)), ..self.settings };
        let birth = self.now(wall_ms).virtual_ms;
        match api {
            Api::AgentWorkspace => self.fleet = fleet::Fleet::new(settings, birth),
            Api::AgentStatus => self.sessions = sessions::Sessions::new(settings, birth),
            Api::Threads => self.crew = crew::Crew::new(settings, birth, birth),
            Api::AgentExecution => self.agents.clear(),
            Api::WorkflowExecution => self.workflows.clear(),
            Api::Runner => self.runner = runner::Runner::new(settings, birth),
        }
    }

    /// Takes a pipeline out of the stream without an event, as runs that finish do. Returns its id.
    pub(crate) fn end_pipeline(&mut self, id: Option<&str>) -> Option<String> {
        self.fleet.end(id, self.virtual_ms)
    }

    /// Ends an agent's execution now. Returns what its server sends, nothing if it had ended.
    pub(crate) fn complete_agent(&mut self, name: &str, wall_ms: i64) -> Out {
        let now = self.now(wall_ms);
        let settings = self.settings;
        let mut out = Out::new();
        let agent = self.agents.entry(name.to_owned()).or_insert_with_key(|name| agents::Agent::new(settings, name, now.virtual_ms));
        agent.complete_now(now, &mut out);
        out
    }

    /// Returns lines of a thread's output, as many as asked for.
    pub(crate) fn burst(&mut self, thread: &str, lines: usize, wall_ms: i64) -> Out {
        let now = self.now(wall_ms);
        let mut out = Out::new();
        self.crew.burst(thread, lines, now, &mut out);
        out
    }
}

fn connected(visitor: &Visitor) -> Outgoing {
    let ids = visitor.threads.as_ref().map(|ids| ids.iter().map(|id| id.as_str().into()).collect());
    let event = threads::Event::Connected(threads::Connected { execution_id: visitor.subject.as_deref().map(Into::into), thread_ids: ids });
    Outgoing::new(Api::Threads, threads::encode(&event))
}
