//! The place of all that has steps.

use super::{Part, Phrase};

/// The place of all that has steps.
#[derive(Debug)]
pub struct Runs {
    /// The heading.
    pub title: &'static str,
    /// The list.
    pub list: &'static str,
    /// The field that filters the list.
    pub filter: &'static str,
    /// The buttons that filter by kind.
    pub kinds: &'static str,
    /// Runs of a runner.
    pub runs: &'static str,
    /// Workflows and agent executions.
    pub workflows: &'static str,
    /// Agent executions.
    pub agents: &'static str,
    /// Pipelines.
    pub pipelines: &'static str,
    /// Nothing has steps yet.
    pub none: fn(clock: &str) -> String,
    /// No source could have some.
    pub no_source: &'static str,
    /// Leads to the sources.
    pub add_source: &'static str,
    /// The filters empty the list.
    pub no_match: &'static str,
    /// Lifts the filters.
    pub clear: &'static str,
    /// More rows are there.
    pub more: fn(usize) -> String,
    /// Nothing is chosen.
    pub choose: &'static str,
    /// The link's unit is not held.
    pub not_held: fn(&str) -> Phrase,
    /// Back to the list, on a narrow page.
    pub back: &'static str,
    /// Back to the tree, on a narrow page.
    pub back_to_steps: &'static str,
    /// Copies the id.
    pub copy_id: &'static str,
    /// It was copied.
    pub copied: &'static str,
    /// From when to when.
    pub from_to: fn(from: &str, to: &str) -> String,
    /// Since when.
    pub since: fn(from: &str) -> String,
    /// Where the first error is.
    pub go_to_line: &'static str,
    /// Where the cause is, if it has no output.
    pub go_to_step: &'static str,
    /// The head of the column of names.
    pub name: &'static str,
    /// The same, for a workflow.
    pub step_name: &'static str,
    /// The head of the column of times.
    pub time: &'static str,
    /// Jobs that differ in a variant.
    pub variants: fn(name: &str, count: usize) -> String,
    /// Steps inside a step.
    pub inside: fn(usize) -> String,
    /// Opens or closes a row's parts.
    pub toggle: fn(&str) -> String,
    /// More steps may come.
    pub more_steps: &'static str,
    /// A failure that does not count.
    pub tolerated: &'static str,
    /// The output of a step.
    pub output_of: fn(&str) -> String,
    /// Closes the output.
    pub close: &'static str,
    /// A step that printed nothing.
    pub silent: &'static str,
    /// A step that has printed nothing yet.
    pub silent_yet: &'static str,
    /// A step that ran before the page listened.
    pub missed: fn(clock: &str) -> String,
    /// Nothing was logged yet.
    pub nothing_logged: &'static str,
    /// The steps of an agent's execution so far.
    pub history: &'static str,
    /// The lines of a pipeline's agents.
    pub lines: &'static str,
    /// Instructions that were not taken up.
    pub instructions: &'static str,
    /// How far it is, for people who do not see the bar.
    pub progress_of: fn(&str) -> String,
    /// The progress is not known.
    pub progress_unknown: &'static str,
    /// What started a run: its event, ref and commit.
    pub trigger: fn(event: Option<&str>, place: Option<&str>, commit: Option<&str>) -> Phrase,
    /// A time bar, for people who do not see it.
    pub bar: fn(from: &str, to: &str) -> String,
}

fn trigger(event: Option<&str>, place: Option<&str>, commit: Option<&str>) -> Phrase {
    let mut phrase = Vec::new();
    if let Some(event) = event {
        phrase.push(Part::theirs(event));
    }
    if let Some(place) = place {
        phrase.push(Part::ours(if phrase.is_empty() { "" } else { " to " }));
        phrase.push(Part::theirs(place));
    }
    if let Some(commit) = commit {
        phrase.push(Part::ours(if phrase.is_empty() { "" } else { ", " }));
        phrase.push(Part::theirs(commit));
    }
    phrase.retain(|part| !part.text().is_empty());
    phrase
}

pub(super) const ENGLISH: Runs = Runs {
    title: "Runs",
    list: "Runs, workflows and pipelines",
    filter: "Filter",
    kinds: "Kinds",
    runs: "Runs",
    workflows: "Workflows",
    agents: "Agents",
    pipelines: "Pipelines",
    none: |clock| format!("No run has started since {clock}. This stream does not list older ones."),
    no_source: "No source of runs, workflows or pipelines is set up.",
    add_source: "Add a source",
    no_match: "Nothing matches.",
    clear: "Clear",
    more: |count| format!("{} more", super::number(count as u64)),
    choose: "Choose a run to see its steps.",
    not_held: |id| vec![Part::theirs(id), Part::ours(" is not held here. It may have ended before this page was open.")],
    back: "Runs",
    back_to_steps: "Steps",
    copy_id: "Copy id",
    copied: "Copied",
    from_to: |from, to| format!("{from} to {to}"),
    since: |from| format!("since {from}"),
    go_to_line: "Go to the line",
    go_to_step: "Go to the step",
    name: "Job or step",
    step_name: "Step",
    time: "For",
    variants: |name, count| format!("{name}, {count} variants"),
    inside: |count| format!("({count} inside)"),
    toggle: |name| format!("Parts of {name}"),
    more_steps: "More steps may follow",
    tolerated: "tolerated",
    output_of: |name| format!("Output of {name}"),
    close: "Close",
    silent: "This step printed nothing.",
    silent_yet: "This step has printed nothing yet.",
    missed: |clock| format!("This step ran before {clock}; its output was not received."),
    nothing_logged: "Nothing was logged yet.",
    history: "Steps so far",
    lines: "Lines",
    instructions: "Instructions not taken up",
    progress_of: |name| format!("Progress of {name}"),
    progress_unknown: "not known",
    trigger,
    bar: |from, to| format!("{from} to {to}"),
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trigger_reads_as_a_sentence() {
        let said = |phrase: Phrase| phrase.iter().map(Part::text).collect::<String>();
        assert_eq!(said(trigger(Some("push"), Some("master"), Some("aa03d3b"))), "push to master, aa03d3b");
        assert_eq!(said(trigger(None, None, Some("aa03d3b"))), "aa03d3b");
        assert_eq!(said(trigger(None, None, None)), "");
    }
}
