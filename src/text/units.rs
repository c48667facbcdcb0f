//! Statuses, kinds and facts of units.

use super::{Part, Phrase};

/// Statuses, kinds and facts of units.
#[derive(Debug)]
pub struct Units {
    /// Needs a person.
    pub waiting: &'static str,
    /// Broke.
    pub failed: &'static str,
    /// Works.
    pub running: &'static str,
    /// Will work.
    pub queued: &'static str,
    /// Could work, and does not.
    pub idle: &'static str,
    /// Done.
    pub succeeded: &'static str,
    /// Stopped by somebody.
    pub cancelled: &'static str,
    /// Left out.
    pub skipped: &'static str,
    /// Left the stream.
    pub ended: &'static str,
    /// The server sent no word at all.
    pub unknown: &'static str,
    /// Makes no progress, for so long where the server says.
    pub stalled: fn(Option<&str>) -> String,
    /// A word, and when it was last heard: `Running, last heard 14:02`.
    pub last_heard: fn(word: &str, clock: &str) -> String,
    /// The same, beside the word.
    pub last_heard_at: fn(clock: &str) -> String,
    /// A time that stands still: `3:10 at 14:02`.
    pub at: fn(time: &str, clock: &str) -> String,
    /// A time that may be longer.
    pub at_least: fn(time: &str) -> String,
    /// No time is known, or none applies.
    pub no_time: &'static str,
    /// How many parts are done, for people who do not see the bar.
    pub parts: fn(done: &str, total: &str) -> String,
    /// A total that is not known.
    pub unknown_total: &'static str,
    /// Progress in percent, for people who do not see the bar.
    pub percent: fn(u32) -> String,
    /// In how many of the last ten minutes something happened, and in how many the unit waited.
    pub wake: fn(active: u64, waiting: u64) -> String,
    /// Tokens read and written.
    pub tokens: fn(input: &str, output: &str) -> String,
    /// The same, in words.
    pub tokens_spoken: fn(input: &str, output: &str) -> String,
    /// What a pipeline is called.
    pub pipeline: &'static str,
    /// What a job is called.
    pub job: &'static str,
    /// What a session is called.
    pub session: &'static str,
    /// What a thread is called.
    pub thread: &'static str,
    /// What an agent's execution is called.
    pub agent: &'static str,
    /// What a workflow is called.
    pub workflow: &'static str,
    /// What a step is called.
    pub step: &'static str,
    /// What a run is called.
    pub run: &'static str,
    /// The names of what the drawer lists.
    pub facts: Facts,
    /// Left the stream, in a sentence.
    pub ended_why: &'static str,
    /// An instruction that was not taken up: its kind and words.
    pub intervention: fn(kind: Option<&str>, message: Option<&str>) -> Phrase,
}

/// The names of what the drawer lists.
#[derive(Debug)]
pub struct Facts {
    /// An agent's type or name.
    pub agent: &'static str,
    /// Where a session was started from.
    pub channel: &'static str,
    /// The tool in use.
    pub tool: &'static str,
    /// Tokens read and written.
    pub tokens: &'static str,
    /// What started it.
    pub trigger: &'static str,
    /// What came with the trigger.
    pub trigger_data: &'static str,
    /// What it was given.
    pub inputs: &'static str,
    /// Its environment.
    pub environment: &'static str,
    /// What it hands on.
    pub outputs: &'static str,
    /// What it came to.
    pub result: &'static str,
    /// How long it took.
    pub duration: &'static str,
    /// What it says of itself.
    pub message: &'static str,
    /// The project it belongs to.
    pub project: &'static str,
    /// When it began.
    pub started: &'static str,
    /// When it ended.
    pub ended: &'static str,
    /// What it is.
    pub kind: &'static str,
    /// Where it is read from.
    pub source: &'static str,
    /// Its id.
    pub id: &'static str,
    /// Its status, with the server's word.
    pub status: &'static str,
    /// What it does.
    pub doing: &'static str,
    /// When an event last named it.
    pub heard: &'static str,
}

pub(super) const ENGLISH: Units = Units {
    waiting: "Waiting",
    failed: "Failed",
    running: "Running",
    queued: "Queued",
    idle: "Idle",
    succeeded: "Succeeded",
    cancelled: "Cancelled",
    skipped: "Skipped",
    ended: "Ended",
    unknown: "Unknown",
    stalled: |age| age.map_or_else(|| "Stalled".to_owned(), |age| format!("Stalled {age}")),
    last_heard: |word, clock| format!("{word}, last heard {clock}"),
    last_heard_at: |clock| format!("last heard {clock}"),
    at: |time, clock| format!("{time} at {clock}"),
    at_least: |time| format!("≥ {time}"),
    no_time: "–",
    parts: |done, total| format!("{done} of {total} done"),
    unknown_total: "?",
    percent: |percent| format!("{percent} %"),
    wake: |active, waiting| {
        let waited = if waiting > 0 { format!(", waited in {waiting}") } else { String::new() };
        format!("Active in {active} of the last 10 minutes{waited}")
    },
    tokens: |input, output| format!("{input} / {output}"),
    tokens_spoken: |input, output| format!("{input} tokens in, {output} out"),
    pipeline: "Pipeline",
    job: "Job",
    session: "Session",
    thread: "Thread",
    agent: "Agent execution",
    workflow: "Workflow",
    step: "Step",
    run: "Run",
    facts: Facts {
        agent: "Agent",
        channel: "Channel",
        tool: "Tool",
        tokens: "Tokens in, out",
        trigger: "Trigger",
        trigger_data: "Trigger data",
        inputs: "Inputs",
        environment: "Environment",
        outputs: "Outputs",
        result: "Result",
        duration: "Took",
        message: "Message",
        project: "Project",
        started: "Began",
        ended: "Ended",
        kind: "Kind",
        source: "Source",
        id: "Id",
        status: "Status",
        doing: "Doing",
        heard: "Last sign",
    },
    ended_why: "Ended: it left the stream without saying how.",
    intervention: |kind, message| {
        let mut phrase = Vec::new();
        if let Some(kind) = kind {
            phrase.push(Part::theirs(kind));
        }
        if let (Some(_), Some(_)) = (kind, message) {
            phrase.push(Part::ours(": "));
        }
        if let Some(message) = message {
            phrase.push(Part::theirs(message));
        }
        phrase
    },
};
