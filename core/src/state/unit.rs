//! The vocabulary all five APIs share: units of work, their statuses, and what they need.

pub use super::units::{FINISHED_ROOTS, MOST_UNITS, Units};
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

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
