//! The filter above a log.

/// The filter above a log.
#[derive(Debug)]
pub struct Filters {
    /// The menu of levels.
    pub level: &'static str,
    /// Its button while some are chosen.
    pub levels_chosen: fn(usize) -> String,
    /// What does not match stays, what matches is marked.
    pub highlight: &'static str,
    /// The same, in words.
    pub highlight_words: &'static str,
    /// The menu of times.
    pub time: &'static str,
    /// Its button: from then on.
    pub from: fn(clock: &str) -> String,
    /// Its button: up to then.
    pub to: fn(clock: &str) -> String,
    /// Its button: between the two.
    pub between: fn(from: &str, to: &str) -> String,
    /// No time is chosen.
    pub any_time: &'static str,
    /// The last five minutes.
    pub last_5_min: &'static str,
    /// The last hour.
    pub last_hour: &'static str,
    /// Since the page was opened.
    pub since_opened: &'static str,
    /// The field for the first moment.
    pub custom_from: &'static str,
    /// The field for the last moment.
    pub custom_to: &'static str,
    /// Lifts every filter.
    pub clear: &'static str,
    /// A slash was typed, and nothing else.
    pub open_pattern: &'static str,
    /// The beginning of a pattern was typed.
    pub open_or_text: fn(&str) -> String,
    /// Which keys the field has.
    pub keys: &'static str,
}

pub(super) const ENGLISH: Filters = Filters {
    level: "Level",
    levels_chosen: |count| format!("Level, {count}"),
    highlight: "Highlight",
    highlight_words: "Highlight what matches, hide nothing",
    time: "Time",
    from: |clock| format!("From {clock}"),
    to: |clock| format!("To {clock}"),
    between: |from, to| format!("{from} to {to}"),
    any_time: "Any time",
    last_5_min: "Last 5 min",
    last_hour: "Last hour",
    since_opened: "Since I opened this page",
    custom_from: "From",
    custom_to: "To",
    clear: "Clear",
    open_pattern: "A second slash ends the pattern.",
    open_or_text: |text| format!("A second slash ends the pattern. Enter looks for \"{text}\" as it stands."),
    keys: "/ goes here, Esc clears it and then leaves",
};
