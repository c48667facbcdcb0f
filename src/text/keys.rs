//! What keys do.

/// What keys do.
#[derive(Debug)]
pub struct Keys {
    /// The heading.
    pub title: &'static str,
    /// Closes the help.
    pub close: &'static str,
    /// Keys that act in every place.
    pub anywhere: &'static str,
    /// Keys of lists.
    pub in_lists: &'static str,
    /// Keys of logs.
    pub in_logs: &'static str,
    /// Between two keys of which either does.
    pub or: &'static str,
    /// Between two keys that are pressed one after the other.
    pub then: &'static str,
    /// Opens the palette.
    pub palette: &'static str,
    /// Lists the keys.
    pub help: &'static str,
    /// Goes to a place.
    pub go_to: fn(place: &str) -> String,
    /// The next unit that needs a person.
    pub next_need: &'static str,
    /// The one before.
    pub previous_need: &'static str,
    /// Goes to a filter.
    pub filter: &'static str,
    /// Closes what is open.
    pub escape: &'static str,
    /// Up and down.
    pub step: &'static str,
    /// Opens the row.
    pub open: &'static str,
    /// Follows the end of a log.
    pub follow: &'static str,
    /// The next error.
    pub next_error: &'static str,
    /// The error before.
    pub previous_error: &'static str,
    /// Finds in a log.
    pub find: &'static str,
    /// Switches keys that are a single character.
    pub single: &'static str,
    /// What that is good for.
    pub single_note: &'static str,
}

pub(super) const ENGLISH: Keys = Keys {
    title: "Keys",
    close: "Close",
    anywhere: "Everywhere",
    in_lists: "In a list",
    in_logs: "In a log",
    or: "or",
    then: "then",
    palette: "Go to anything",
    help: "These keys",
    go_to: |place| format!("Go to {place}"),
    next_need: "Next that needs you",
    previous_need: "Previous that needs you",
    filter: "Go to the filter",
    escape: "Close, or leave a field",
    step: "Next, previous row",
    open: "Open the row",
    follow: "Follow the end",
    next_error: "Next error",
    previous_error: "Previous error",
    find: "Find; once more for the browser's own",
    single: "Single keys act",
    single_note: "Off, letters alone do nothing: for those who speak to their computer. None acts while you type.",
};
