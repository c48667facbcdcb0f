//! The vocabulary all five APIs share: units of work, their statuses, and what they need.

use std::collections::HashMap;
use std::fmt;

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A run of a pipeline in an agent workspace.
    Pipeline,
    /// A job of a pipeline or of a run.
    Job,
    /// An agent's session.
    Session,
    /// A thread of an execution.
    Thread,
    /// An agent's execution.
    Agent,
    /// A workflow.
    Workflow,
    /// A step of a job or of a workflow.
    Step,
    /// A runner's run.
    Run,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 8] = [Self::Pipeline, Self::Job, Self::Session, Self::Thread, Self::Agent, Self::Workflow, Self::Step, Self::Run];

    /// Returns the word of contracts, links and the DOM.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pipeline => "pipeline",
            Self::Job => "job",
            Self::Session => "session",
            Self::Thread => "thread",
            Self::Agent => "agent",
            Self::Workflow => "workflow",
            Self::Step => "step",
            Self::Run => "run",
        }
    }

    /// Returns the kind of that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// Where a unit is, in the words all APIs share. The server's own word is kept beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// Needs a person.
    Waiting,
    /// Broke.
    Failed,
    /// Works.
    Running,
    /// Will work.
    Queued,
    /// Could work, and does not.
    Idle,
    /// Done.
    Succeeded,
    /// Stopped by somebody.
    Cancelled,
    /// Left out.
    Skipped,
    /// Left the stream; how it ended is not known.
    Ended,
    /// The server's word is not known here.
    Unknown,
}

impl Status {
    /// Every status, the most urgent first.
    pub const ALL: [Self; 10] = [
        Self::Waiting,
        Self::Failed,
        Self::Running,
        Self::Queued,
        Self::Idle,
        Self::Unknown,
        Self::Succeeded,
        Self::Cancelled,
        Self::Skipped,
        Self::Ended,
    ];

    /// Returns the word of contracts, links and the DOM.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Failed => "failed",
            Self::Running => "running",
            Self::Queued => "queued",
            Self::Idle => "idle",
            Self::Succeeded => "succeeded",
            Self::Cancelled => "cancelled",
            Self::Skipped => "skipped",
            Self::Ended => "ended",
            Self::Unknown => "unknown",
        }
    }

    /// Returns the status of that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == word)
    }

    /// Says whether nothing more is expected of the unit.
    #[must_use]
    pub fn is_over(self) -> bool {
        match self {
            Self::Failed | Self::Succeeded | Self::Cancelled | Self::Skipped | Self::Ended => true,
            Self::Waiting | Self::Running | Self::Queued | Self::Idle | Self::Unknown => false,
        }
    }
}

/// Why a root needs a human, most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// It waits for one.
    Waiting,
    /// It failed, and the failure is not tolerated.
    Failed,
    /// A person's instruction was not taken up yet.
    Intervention,
    /// The server says it makes no progress.
    Stalled,
}

impl Reason {
    /// Returns the word of contracts.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Failed => "failed",
            Self::Intervention => "intervention",
            Self::Stalled => "stalled",
        }
    }
}

/// What a root needs a human for.
#[derive(Debug, Clone, PartialEq)]
pub struct Need {
    /// Why.
    pub reason: Reason,
    /// The deepest unit that is the cause: where a link goes.
    pub cause: UnitIx,
    /// The words: the prompt, the error, the instruction.
    pub ask: Option<String>,
}

/// A fact of a unit that the drawer lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fact {
    /// Who works: an agent's type or name.
    Agent,
    /// Where a session was started from.
    Channel,
    /// The tool in use.
    Tool,
    /// Tokens read and written, `input/output`.
    Tokens,
    /// What started it.
    Trigger,
    /// What came with the trigger, JSON.
    TriggerData,
    /// What it was given, JSON.
    Inputs,
    /// Its environment, JSON.
    Environment,
    /// What it hands on, JSON.
    Outputs,
    /// What it came to, JSON or text.
    Result,
    /// How long it took as the server says, in milliseconds.
    DurationMs,
    /// What it says of itself.
    Message,
    /// The project it belongs to.
    Project,
}

/// A person's instruction that a run has not taken up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instruction {
    /// `interrupt`, `inject`, `take_over`, `resume`, `note`, or another word of the server's.
    pub kind: Option<String>,
    /// In the person's words.
    pub message: Option<String>,
    /// When it was given, milliseconds since the epoch.
    pub at_ms: Option<i64>,
}

/// Since when a unit has its status.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Since {
    /// Milliseconds of the caller's clock.
    pub ms: u64,
    /// Whether the change was seen; if not it may have been earlier.
    pub witnessed: bool,
}

/// Where a unit stands in [`Units`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnitIx(pub u32);

/// Where a log stands in [`Logs`](super::log::Logs).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LogIx(pub u32);

/// One unit of work.
#[derive(Debug, Clone)]
pub struct Unit {
    /// The server's ids from root to unit, escaped and joined by `/`.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// Its name.
    pub title: String,
    /// Where it is, in the words all APIs share.
    pub status: Status,
    /// The server's own word for it.
    pub word: Option<String>,
    /// 0 to 1, only where a server states it.
    pub progress: Option<f64>,
    /// When it began, milliseconds since the epoch, only from the stream.
    pub started_ms: Option<i64>,
    /// When it ended, milliseconds since the epoch, only from the stream.
    pub ended_ms: Option<i64>,
    /// What it asks, or why it failed.
    pub ask: Option<String>,
    /// The answers a prompt offers.
    pub options: Vec<String>,
    /// What it does, in the server's words.
    pub doing: Option<String>,
    /// Its failure does not count.
    pub tolerated: bool,
    /// The server says it makes no progress; for how long, in milliseconds, where it says.
    pub stalled: Option<Option<f64>>,
    /// What people asked of it and it has not taken up.
    pub interventions: Vec<Instruction>,
    /// What else is known.
    pub facts: Vec<(Fact, String)>,
    /// When an event last named it, in the caller's clock.
    pub heard_ms: u64,
    /// Since when it has its status.
    pub since: Since,
    /// Whether what is shown was said since the last reconnect, or cannot have been missed.
    pub confirmed: bool,
    /// The unit it is part of.
    pub parent: Option<UnitIx>,
    /// Its parts.
    pub children: Vec<UnitIx>,
    /// Never used again in this collection, unlike the index.
    pub serial: u64,
}

impl Unit {
    /// Returns a fact.
    #[must_use]
    pub fn fact(&self, fact: Fact) -> Option<&str> {
        self.facts.iter().find(|(held, _)| *held == fact).map(|(_, value)| value.as_str())
    }

    /// Sets or, with `None`, removes a fact.
    pub fn set_fact(&mut self, fact: Fact, value: Option<String>) {
        let at = self.facts.iter().position(|(held, _)| *held == fact);
        match (at, value) {
            (Some(at), Some(value)) => self.facts[at].1 = value,
            (Some(at), None) => drop(self.facts.remove(at)),
            (None, Some(value)) => self.facts.push((fact, value)),
            (None, None) => {}
        }
    }

    /// Says whether it failed and the failure counts.
    #[must_use]
    pub fn has_failed(&self) -> bool {
        self.status == Status::Failed && !self.tolerated
    }
}

/// Joins ids from root to unit, with `%` and `/` inside them escaped.
///
/// ```
/// use fleetglass_core::state::unit::join_ids;
/// assert_eq!(join_ids(&["run", "caller/called", "101"]), "run/caller%2Fcalled/101");
/// ```
#[must_use]
pub fn join_ids(ids: &[&str]) -> String {
    let mut joined = String::with_capacity(ids.iter().map(|id| id.len() + 1).sum());
    for (n, id) in ids.iter().enumerate() {
        if n > 0 {
            joined.push('/');
        }
        for c in id.chars() {
            match c {
                '%' => joined.push_str("%25"),
                '/' => joined.push_str("%2F"),
                c => joined.push(c),
            }
        }
    }
    joined
}

/// How many finished roots are kept; the oldest go first.
pub const FINISHED_ROOTS: usize = 2_000;

/// All units of one stream: a flat store with stable indices.
#[derive(Debug, Default)]
pub struct Units {
    slots: Vec<Option<Unit>>,
    free: Vec<u32>,
    by_id: HashMap<String, UnitIx>,
    roots: Vec<UnitIx>,
    next_serial: u64,
    forgotten: u64,
}

impl Units {
    /// Returns the roots, oldest first.
    #[must_use]
    pub fn roots(&self) -> &[UnitIx] {
        &self.roots
    }

    /// Returns a unit, or `None` where it was forgotten.
    #[must_use]
    pub fn get(&self, ix: UnitIx) -> Option<&Unit> {
        self.slots.get(ix.0 as usize)?.as_ref()
    }

    pub(super) fn get_mut(&mut self, ix: UnitIx) -> Option<&mut Unit> {
        self.slots.get_mut(ix.0 as usize)?.as_mut()
    }

    /// Returns the unit of that id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<UnitIx> {
        self.by_id.get(id).copied()
    }

    /// Returns every unit that is held.
    pub fn iter(&self) -> impl Iterator<Item = (UnitIx, &Unit)> {
        self.slots.iter().enumerate().filter_map(|(at, unit)| Some((UnitIx(at as u32), unit.as_ref()?)))
    }

    /// Returns how many finished roots were dropped to stay within [`FINISHED_ROOTS`].
    #[must_use]
    pub fn forgotten(&self) -> u64 {
        self.forgotten
    }

    /// Returns the root a unit belongs to.
    #[must_use]
    pub fn root_of(&self, ix: UnitIx) -> UnitIx {
        let mut at = ix;
        while let Some(parent) = self.get(at).and_then(|unit| unit.parent) {
            at = parent;
        }
        at
    }

    pub(super) fn insert(&mut self, id: String, kind: Kind, title: &str, parent: Option<UnitIx>, now_ms: u64) -> UnitIx {
        let unit = Unit {
            id: id.clone(),
            kind,
            title: title.to_owned(),
            status: Status::Unknown,
            word: None,
            progress: None,
            started_ms: None,
            ended_ms: None,
            ask: None,
            options: Vec::new(),
            doing: None,
            tolerated: false,
            stalled: None,
            interventions: Vec::new(),
            facts: Vec::new(),
            heard_ms: now_ms,
            since: Since { ms: now_ms, witnessed: false },
            confirmed: true,
            parent,
            children: Vec::new(),
            serial: self.next_serial,
        };
        self.next_serial += 1;
        let ix = match self.free.pop() {
            Some(slot) => {
                self.slots[slot as usize] = Some(unit);
                UnitIx(slot)
            }
            None => {
                self.slots.push(Some(unit));
                UnitIx(self.slots.len() as u32 - 1)
            }
        };
        self.by_id.insert(id, ix);
        match parent {
            Some(parent) => {
                if let Some(parent) = self.get_mut(parent) {
                    parent.children.push(ix);
                }
            }
            None => self.roots.push(ix),
        }
        ix
    }

    /// Moves a unit under another parent, keeping its id.
    pub(super) fn adopt(&mut self, parent: UnitIx, child: UnitIx) {
        if let Some(old) = self.get(child).and_then(|unit| unit.parent).and_then(|old| self.get_mut(old)) {
            old.children.retain(|held| *held != child);
        }
        if let Some(unit) = self.get_mut(child) {
            unit.parent = Some(parent);
        }
        if let Some(parent) = self.get_mut(parent) {
            parent.children.push(child);
        }
    }

    /// Removes a root and all below it; returns what was removed.
    pub(super) fn forget(&mut self, root: UnitIx) -> Vec<Unit> {
        let mut removed = Vec::new();
        let mut todo = vec![root];
        while let Some(ix) = todo.pop() {
            if let Some(unit) = self.slots.get_mut(ix.0 as usize).and_then(Option::take) {
                todo.extend(&unit.children);
                self.by_id.remove(&unit.id);
                self.free.push(ix.0);
                removed.push(unit);
            }
        }
        self.roots.retain(|held| *held != root);
        self.forgotten += 1;
        removed
    }

    /// Returns what a root needs a human for: the most urgent reason in it, at the deepest unit that is its cause.
    ///
    /// A failure below a root that succeeded or was cancelled does not count. Returns `None` for a child.
    #[must_use]
    pub fn need(&self, root: UnitIx) -> Option<Need> {
        let unit = self.get(root)?;
        if unit.parent.is_some() {
            return None;
        }
        let failures_count = !matches!(unit.status, Status::Succeeded | Status::Cancelled);
        let mut best: Option<(Reason, usize, UnitIx)> = None;
        let mut todo = vec![(root, 0)];
        while let Some((ix, depth)) = todo.pop() {
            let Some(unit) = self.get(ix) else { continue };
            let reason = if unit.status == Status::Waiting {
                Some(Reason::Waiting)
            } else if unit.has_failed() && failures_count {
                Some(Reason::Failed)
            } else if !unit.interventions.is_empty() {
                Some(Reason::Intervention)
            } else if unit.stalled.is_some() {
                Some(Reason::Stalled)
            } else {
                None
            };
            if let Some(reason) = reason
                && best.is_none_or(|(held, deep, _)| reason < held || (reason == held && depth > deep))
            {
                best = Some((reason, depth, ix));
            }
            todo.extend(unit.children.iter().rev().map(|child| (*child, depth + 1)));
        }
        let (reason, _, cause) = best?;
        let unit = self.get(cause)?;
        let ask = match reason {
            Reason::Waiting | Reason::Failed => self.words_up_from(cause).or_else(|| unit.word.clone()),
            Reason::Intervention => unit.interventions.iter().find_map(|held| held.message.clone().or_else(|| held.kind.clone())),
            Reason::Stalled => None,
        };
        Some(Need { reason, cause, ask })
    }

    /// Finds the words of a cause: its own, else those of what it is part of.
    fn words_up_from(&self, cause: UnitIx) -> Option<String> {
        let mut at = Some(cause);
        while let Some(unit) = at.and_then(|ix| self.get(ix)) {
            if unit.ask.is_some() {
                return unit.ask.clone();
            }
            at = unit.parent;
        }
        None
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
