//! The place of threads.

use super::numbers::counted;
use super::{Part, Phrase, number, short_number};

/// The place of threads.
#[derive(Debug)]
pub struct Threads {
    /// The heading.
    pub title: &'static str,
    /// The list of threads.
    pub list: &'static str,
    /// The field that filters the list.
    pub filter: &'static str,
    /// Chooses a source.
    pub source: &'static str,
    /// A source in the picker: its executions and its name.
    pub on: fn(what: &str, name: &str) -> String,
    /// Shows every thread.
    pub all: &'static str,
    /// Shows no thread.
    pub none: &'static str,
    /// Keeps to the threads that are shown now.
    pub only_these: &'static str,
    /// What that does.
    pub only_these_words: &'static str,
    /// What the same does where the server can be asked for less.
    pub ask_only_these: &'static str,
    /// The server is asked for some of the threads.
    pub asked_for: fn(asked: usize, known: usize) -> String,
    /// It is about to be asked for others.
    pub asking: &'static str,
    /// Asks it for all again.
    pub ask_for_all: &'static str,
    /// Shows a thread among others.
    pub show: fn(&str) -> String,
    /// Lines since it was last looked at, in the list.
    pub unread: fn(u64) -> String,
    /// The same, in words.
    pub unread_words: fn(u64) -> String,
    /// Lines a second; given in tenths.
    pub rate: fn(u64) -> String,
    /// The order of the list.
    pub sort: &'static str,
    /// What needs a person first.
    pub sort_needs: &'static str,
    /// By name.
    pub sort_name: &'static str,
    /// Who wrote last first.
    pub sort_newest: &'static str,
    /// Who writes most first.
    pub sort_rate: &'static str,
    /// No source has threads.
    pub no_source: &'static str,
    /// Leads to the sources.
    pub add_source: &'static str,
    /// No thread has spoken yet.
    pub no_thread: fn(execution: &str, clock: &str) -> Phrase,
    /// The list's filter empties it.
    pub no_such: fn(&str) -> Phrase,
    /// No thread is chosen.
    pub none_chosen: &'static str,
    /// One thread wrote nothing.
    pub silent: fn(name: &str, clock: &str) -> String,
    /// None of the chosen threads wrote anything.
    pub all_silent: fn(clock: &str) -> String,
    /// The prompts that wait.
    pub prompts: &'static str,
    /// Somebody waits, so long.
    pub waits: fn(age: &str) -> String,
    /// Somebody waited so long when it was last heard; nothing has confirmed it since a reconnect.
    pub waited: fn(age: &str, clock: &str) -> String,
    /// Puts such a prompt away.
    pub dismiss: &'static str,
    /// The same, in words.
    pub dismiss_this: fn(&str) -> String,
    /// More wait than are shown.
    pub more: fn(usize) -> String,
    /// Shows fewer again.
    pub fewer: &'static str,
    /// Copies an answer.
    pub copy_answer: &'static str,
    /// Copies this answer, in words.
    pub copy_this: fn(&str) -> String,
    /// It was copied.
    pub copied: &'static str,
    /// The browser refused.
    pub not_copied: &'static str,
    /// Leads to where it is answered.
    pub answer_in: fn(host: &str) -> String,
    /// Where it waits, if nothing leads there.
    pub waits_in: fn(name: &str, execution: &str) -> Phrase,
    /// One log or panes.
    pub arrange: &'static str,
    /// One log.
    pub merge: &'static str,
    /// What that does.
    pub merge_words: &'static str,
    /// Panes side by side.
    pub split: &'static str,
    /// What that does.
    pub split_words: &'static str,
    /// Fewer threads have panes than are chosen.
    pub panes_of: fn(shown: usize, chosen: usize) -> String,
    /// Puts a pane away.
    pub hide: fn(&str) -> String,
    /// The log of several threads.
    pub merged: &'static str,
    /// The picker of a narrow page: all threads.
    pub all_threads: fn(usize) -> String,
    /// The picker of a narrow page: some of the threads.
    pub some_threads: fn(chosen: usize, all: usize) -> String,
    /// Opens the list of a narrow page.
    pub choose: &'static str,
    /// Opens the filters of a narrow page.
    pub more_tools: &'static str,
    /// What that does.
    pub more_filters: &'static str,
    /// Closes it.
    pub done: &'static str,
}

pub(super) const ENGLISH: Threads = Threads {
    title: "Threads",
    list: "Threads",
    filter: "Filter threads",
    source: "Source",
    on: |what, name| format!("{what} on {name}"),
    all: "All",
    none: "None",
    only_these: "Only these",
    only_these_words: "Keep to these threads; new ones stay out",
    ask_only_these: "Ask the server for only these threads",
    asked_for: |asked, known| format!("Only {asked} of {known} threads are asked for."),
    asking: "Asking for other threads.",
    ask_for_all: "Ask for all",
    show: |name| format!("Show {name}"),
    unread: |count| format!("{} new", short_number(count)),
    unread_words: |count| counted(count, "new line", "new lines"),
    rate: |tenths| if tenths < 10 { format!("0.{tenths} / s") } else { format!("{} / s", number((tenths + 5) / 10)) },
    sort: "Order",
    sort_needs: "Needs first",
    sort_name: "Name",
    sort_newest: "Newest line",
    sort_rate: "Rate",
    no_source: "No source of threads is set up.",
    add_source: "Add a source",
    no_thread: |execution, clock| {
        vec![Part::ours("No thread has spoken in "), Part::theirs(execution), Part::ours(format!(" since {clock}."))]
    },
    no_such: |filter| vec![Part::ours(format!("No thread matches \"{filter}\"."))],
    none_chosen: "No thread is chosen.",
    silent: |name, clock| format!("{name} has written nothing since {clock}."),
    all_silent: |clock| format!("These threads have written nothing since {clock}."),
    prompts: "Waiting for you",
    waits: |age| format!("waits for you, {age}"),
    waited: |age, clock| format!("waited for you, {age}; last heard {clock}"),
    dismiss: "Dismiss",
    dismiss_this: |name| format!("Dismiss the prompt of {name}"),
    more: |count| format!("and {count} more"),
    fewer: "Show two",
    copy_answer: "Copy answer",
    copy_this: |answer| format!("Copy answer {answer}"),
    copied: "Copied",
    not_copied: "The browser refused the clipboard.",
    answer_in: |host| format!("Answer in {host} ↗"),
    waits_in: |name, execution| vec![Part::ours(format!("Waits in {name}, ")), Part::theirs(execution)],
    arrange: "Panes",
    merge: "Merged",
    merge_words: "All chosen threads in one log",
    split: "Split",
    split_words: "A pane for each chosen thread",
    panes_of: |shown, chosen| format!("The first {shown} of {chosen} chosen threads have a pane here. Uncheck some to see others."),
    hide: |name| format!("Hide {name}"),
    merged: "Threads, merged",
    all_threads: |count| if count == 1 { "1 thread".to_owned() } else { format!("All {count} threads") },
    some_threads: |chosen, all| format!("{chosen} of {all} threads"),
    choose: "Choose threads",
    more_tools: "More",
    more_filters: "Filter the log",
    done: "Done",
};

#[cfg(test)]
mod tests {
    use super::ENGLISH;

    #[test]
    fn a_rate_below_one_is_said_in_tenths() {
        for (tenths, expect) in [(1, "0.1 / s"), (9, "0.9 / s"), (10, "1 / s"), (24, "2 / s"), (12_345, "1,235 / s")] {
            assert_eq!((ENGLISH.rate)(tenths), expect);
        }
    }
}
