//! The place that answers "what needs me".

use super::number;
use super::numbers::counted;

/// The place that answers "what needs me".
#[derive(Debug)]
pub struct Overview {
    /// The heading: how many wait, failed and run. Parts that are zero are left out; `None` where all are.
    pub sentence: fn(waiting: u64, failed: u64, running: u64) -> Option<String>,
    /// The heading where nothing waits, failed or runs, and that is known.
    pub nothing_running: &'static str,
    /// The heading where no unit was ever seen and a source is connected.
    pub no_units: &'static str,
    /// The heading where no unit was seen, of streams that do not tell all they know.
    pub nothing_seen: &'static str,
    /// The heading while the first connections are made.
    pub connecting: &'static str,
    /// The heading where no source is connected.
    pub not_connected: &'static str,
    /// The heading as of the last sign of life.
    pub as_of: fn(sentence: &str, clock: &str) -> String,
    /// How many sources are live.
    pub sources_live: fn(live: &str, all: &str, one: bool) -> String,
    /// The heading of the queue.
    pub needs_you: &'static str,
    /// Nothing is in the queue, and that is known.
    pub queue_empty: &'static str,
    /// Nothing is in the queue, of what could be seen since then.
    pub queue_no_memory: fn(clock: &str) -> String,
    /// Nothing was in the queue then; those are not connected.
    pub queue_not_live: fn(clock: Option<&str>, names: &str, many: bool) -> String,
    /// More entries than are shown.
    pub queue_more: fn(u64) -> String,
    /// Fewer again.
    pub queue_fewer: &'static str,
    /// Failures of one source, folded.
    pub more_failed: fn(count: u64, name: &str) -> String,
    /// Goes to the place of the reason.
    pub open: &'static str,
    /// Marks a failure as seen.
    pub seen: &'static str,
    /// Goes to where the prompt is answered.
    pub answer: fn(host: &str) -> String,
    /// Where a prompt waits.
    pub waits_in: fn(place: &str) -> String,
    /// A unit's root and its source.
    pub within: fn(root: Option<&str>, source: &str) -> String,
    /// A unit stalls, for so long where the server says.
    pub stalled_for: fn(Option<&str>) -> String,
    /// Stands before an instruction that was not taken up.
    pub not_taken_up: &'static str,
    /// The landmark of the fleet.
    pub fleet: &'static str,
    /// The counts that filter.
    pub filters: &'static str,
    /// Every unit that is not over.
    pub all: &'static str,
    /// Those that are over.
    pub ended: &'static str,
    /// The field that filters by text.
    pub filter: &'static str,
    /// Its label.
    pub filter_label: &'static str,
    /// The columns.
    pub columns: Columns,
    /// How many units a source has.
    pub units: fn(u64) -> String,
    /// Not all rows are in the page, so the browser's own find misses some.
    pub find_note: &'static str,
    /// Units that belong to no project.
    pub no_project: &'static str,
    /// The menu of groupings.
    pub group: &'static str,
    /// Grouped by source.
    pub by_source: &'static str,
    /// Grouped by project.
    pub by_project: &'static str,
    /// Not grouped.
    pub by_nothing: &'static str,
    /// The menu of orders.
    pub sort: &'static str,
    /// What needs a person first.
    pub sort_needs: &'static str,
    /// By name.
    pub sort_name: &'static str,
    /// What takes longest first.
    pub sort_longest: &'static str,
    /// What was heard last first.
    pub sort_heard: &'static str,
    /// Takes back what the list is narrowed to.
    pub show_all_but: fn(name: &str) -> String,
    /// Takes the folded units of a group off the page.
    pub clear_ended: &'static str,
    /// The folded units of a group.
    pub folded: fn(u64) -> String,
    /// What a group shows is from then.
    pub as_of_clock: fn(clock: &str) -> String,
    /// What a server says of itself.
    pub server: fn(ServerSays<'_>) -> String,
    /// The filter leaves nothing; the text and the word of the status.
    pub no_match: fn(text: Option<&str>, status: Option<&str>) -> String,
    /// Takes the filter away.
    pub clear: &'static str,
    /// The panel of one unit.
    pub detail: &'static str,
    /// The unit of the link is not held.
    pub gone: &'static str,
    /// All of a thread, in its place.
    pub open_thread: &'static str,
    /// All of what has steps, in its place.
    pub open_run: &'static str,
    /// The last lines of a unit's log.
    pub last_lines: &'static str,
    /// Parts of the unit.
    pub parts: &'static str,
    /// What people asked of it.
    pub interventions: &'static str,
    /// First visit.
    pub first_visit: &'static str,
}

/// What a server says of itself.
#[derive(Debug, Clone, Copy)]
pub struct ServerSays<'a> {
    /// Its state, in its own word.
    pub state: Option<&'a str>,
    /// How many sessions are in use.
    pub active: Option<u64>,
    /// How many there may be.
    pub most: Option<u64>,
    /// For how long it is up.
    pub up: Option<&'a str>,
}

/// The columns.
#[derive(Debug)]
pub struct Columns {
    /// The status.
    pub status: &'static str,
    /// The name.
    pub name: &'static str,
    /// What it does.
    pub doing: &'static str,
    /// Jobs, steps, progress or tokens.
    pub parts: &'static str,
    /// The last ten minutes.
    pub wake: &'static str,
    /// How long it takes, or took.
    pub time: &'static str,
    /// The age of the last sign.
    pub heard: &'static str,
}

fn sentence(waiting: u64, failed: u64, running: u64) -> Option<String> {
    let mut parts = Vec::new();
    match waiting {
        0 => {}
        1 => parts.push("1 waits for you".to_owned()),
        n => parts.push(format!("{} wait for you", number(n))),
    }
    if failed > 0 {
        parts.push(format!("{} failed", number(failed)));
    }
    if running > 0 {
        parts.push(format!("{} running", number(running)));
    }
    (!parts.is_empty()).then(|| format!("{}.", parts.join(", ")))
}

fn server(ServerSays { state, active, most, up }: ServerSays<'_>) -> String {
    let mut parts: Vec<String> = state.map(str::to_owned).into_iter().collect();
    match (active, most) {
        (Some(active), Some(most)) => parts.push(format!("{active} of {most} in use")),
        (Some(active), None) => parts.push(format!("{active} in use")),
        (None, _) => {}
    }
    parts.extend(up.map(|up| format!("up {up}")));
    parts.join(", ")
}

pub(super) const ENGLISH: Overview = Overview {
    sentence,
    nothing_running: "Nothing is running.",
    no_units: "Connected. Nothing is running.",
    nothing_seen: "Connected. Nothing was seen yet.",
    connecting: "Connecting.",
    not_connected: "No source is connected.",
    as_of: |sentence, clock| format!("{} as of {clock}.", sentence.trim_end_matches('.')),
    sources_live: |live, all, one| format!("{live} of {all} {} live", if one { "source" } else { "sources" }),
    needs_you: "Needs you",
    queue_empty: "Nothing waits for you.",
    queue_no_memory: |clock| format!("Nothing seen waiting since {clock}. Threads and runs do not repeat older prompts."),
    queue_not_live: |clock, names, many| {
        let verb = if many { "are" } else { "is" };
        match clock {
            Some(clock) => format!("Nothing waiting as of {clock}. {names} {verb} not connected."),
            None => format!("{names} {verb} not connected."),
        }
    },
    queue_more: |count| format!("{} more", number(count)),
    queue_fewer: "Fewer",
    more_failed: |count, name| format!("{} more failed in {name}", number(count)),
    open: "Open",
    seen: "Seen",
    answer: |host| format!("Answer in {host} ↗"),
    waits_in: |place| format!("Waits in {place}"),
    within: |root, source| root.map_or_else(|| source.to_owned(), |root| format!("{root}, {source}")),
    stalled_for: |age| age.map_or_else(|| "No output, says the server.".to_owned(), |age| format!("No output for {age}, says the server.")),
    not_taken_up: "Not taken up yet:",
    fleet: "Fleet",
    filters: "Show by status",
    all: "All",
    ended: "Ended",
    filter: "/ Filter",
    filter_label: "Filter units by name, id or what they do",
    columns: Columns { status: "Status", name: "Name", doing: "Doing", parts: "Parts", wake: "Last 10 min", time: "For", heard: "Heard" },
    units: |count| counted(count, "unit", "units"),
    find_note: "The list is long, so only the rows near the screen are in the page. Look for a unit with the filter above: the browser's own find would miss most.",
    no_project: "No project",
    group: "Group by",
    by_source: "By source",
    by_project: "By project",
    by_nothing: "Not grouped",
    sort: "Sort by",
    sort_needs: "Needs first",
    sort_name: "By name",
    sort_longest: "Longest first",
    sort_heard: "Last heard first",
    show_all_but: |name| format!("Stop showing only {name}"),
    clear_ended: "Clear ended",
    folded: |count| format!("Ended, {}", number(count)),
    as_of_clock: |clock| format!("as of {clock}"),
    server,
    no_match: |text, status| match (text, status) {
        (Some(text), Some(status)) => format!("Nothing matches \"{text}\" among {status}."),
        (Some(text), None) => format!("Nothing matches \"{text}\"."),
        (None, Some(status)) => format!("Nothing is {}.", status.to_lowercase()),
        (None, None) => "Nothing matches.".to_owned(),
    },
    clear: "Clear",
    detail: "Details",
    gone: "This unit is not held here any more.",
    open_thread: "Open the thread",
    open_run: "Open in Runs",
    last_lines: "Last lines",
    parts: "Parts",
    interventions: "Instructions not taken up",
    first_visit: "See your agents at work, live. Paste the address of an event stream.",
};
