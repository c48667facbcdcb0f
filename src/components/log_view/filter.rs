//! What a log shows: kinds of rows, levels, times, and a text or a pattern in them; and what of it is marked.

use super::folds::Folds;
use super::index::Verdict;
use super::line::LineLink;
pub use super::needle::Needle;
use super::pattern::Pattern;
use fleetglass_core::route::Route;
use fleetglass_core::state::log::Row;
use std::borrow::Cow;
use std::collections::HashSet;

/// The kinds of rows that the menu offers: its words in the link, each a `data-row`.
pub const TYPES: [&str; 9] = ["line", "tool", "blocked", "turn", "status", "failure", "gap", "reconnect", "burst"];

/// What a log shows.
#[derive(Clone, Default, PartialEq)]
pub struct Filter {
    types: HashSet<&'static str>,
    levels: Vec<String>,
    from: Option<i64>,
    to: Option<i64>,
    text: Needle,
    not: bool,
    /// What does not match the text stays.
    highlight: bool,
    /// A line that a link leads to.
    line: Option<LineLink>,
    folds: Folds,
}

impl Filter {
    /// Makes a filter. Types are words of [`TYPES`] or the names of the events; none of them known, or none given, shows all.
    #[must_use]
    pub fn new(types: &[String], text: Needle, not: bool) -> Self {
        Self { types: types.iter().flat_map(|word| kinds_of(word)).copied().collect(), text, not, ..Self::default() }
    }

    /// Makes the filter of a link; `text` is what its text or pattern looks for.
    #[must_use]
    pub fn of(route: &Route, text: Needle) -> Self {
        let Route { types, level, not, highlight, from, to, .. } = route;
        Self { levels: level.clone(), from: *from, to: *to, highlight: *highlight, ..Self::new(types, text, *not) }
    }

    /// Says whether everything is shown.
    #[must_use]
    pub fn is_open(&self) -> bool {
        let narrows = self.text != Needle::Nothing && !self.highlight;
        !narrows && self.types.is_empty() && self.levels.is_empty() && (self.from, self.to) == (None, None)
    }

    /// Says whether a row is shown; a pattern's verdict may come later.
    #[must_use]
    pub fn verdict(&self, row: Row<'_>) -> Verdict {
        if self.line.as_ref().is_some_and(|line| line.is(row)) {
            return Verdict::Yes;
        }
        if !self.types.is_empty() && !self.types.contains(row.kind.as_str()) {
            return Verdict::No;
        }
        if !self.levels.is_empty() && !row.level.is_some_and(|level| self.levels.iter().any(|held| held == level)) {
            return Verdict::No;
        }
        // A row whose time is not known may be of that time.
        if row.at_ms.is_some_and(|at| self.from.is_some_and(|from| at < from) || self.to.is_some_and(|to| at > to)) {
            return Verdict::No;
        }
        if self.highlight {
            return Verdict::Yes;
        }
        if self.text == Needle::Nothing {
            return Verdict::Yes;
        }
        // One that was stopped hides nothing, whichever way round.
        if self.pattern().is_some_and(|pattern| pattern.failed().is_some()) {
            return Verdict::Yes;
        }
        match self.text.verdict(&row.words()) {
            Verdict::Yes if self.not => Verdict::No,
            Verdict::No if self.not => Verdict::Yes,
            verdict => verdict,
        }
    }

    /// Returns the text that a pattern has to be tried on, if that decides whether the row is shown.
    pub(super) fn asks<'a>(&self, row: Row<'a>) -> Option<Cow<'a, str>> {
        (self.verdict(row) == Verdict::Later).then(|| row.words())
    }

    /// Returns the pattern, if there is one.
    pub(super) fn pattern(&self) -> Option<&Pattern> {
        match &self.text {
            Needle::Pattern(pattern) => Some(pattern),
            _ => None,
        }
    }

    /// Hides what is folded.
    #[must_use]
    pub(super) fn with_folds(self, folds: Folds) -> Self {
        Self { folds, ..self }
    }

    /// Says whether a row of that number is folded away.
    pub(super) fn folds(&self, number: u64) -> bool {
        self.folds.hide(number)
    }

    /// Says whether every row is shown.
    pub(super) fn shows_all(&self) -> bool {
        self.is_open() && self.folds.is_empty()
    }

    /// Shows this line whatever else is hidden.
    #[must_use]
    pub(super) fn with_line(self, line: Option<LineLink>) -> Self {
        if self.is_open() { self } else { Self { line, ..self } }
    }

    /// Returns what is marked in rows where nothing is hidden by it, and whether that is what does not match.
    pub(super) fn highlighted(&self) -> Option<(&Needle, bool)> {
        (self.highlight && self.text != Needle::Nothing).then_some((&self.text, self.not))
    }
}

/// Returns the kinds of rows for a word of a link: a `data-row`, or the name of an event of the threads API.
fn kinds_of(word: &str) -> &'static [&'static str] {
    match word.strip_prefix("thread_").unwrap_or(word) {
        "line" | "output" | "message" => &["line"],
        "tool" | "tool_use" | "tool_running" => &["tool"],
        "blocked" | "auth_required" => &["blocked"],
        "turn" | "turn_complete" => &["turn"],
        "status" | "started" | "ready" | "idle" | "completed" | "stopped" | "stall" => &["status"],
        "failure" | "failed" | "error" => &["failure"],
        "gap" => &["gap"],
        "reconnect" => &["reconnect"],
        "burst" => &["burst"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use fleetglass_core::state::log::RowKind;

    impl Filter {
        fn shows(&self, row: Row<'_>) -> bool {
            self.verdict(row) == Verdict::Yes
        }
    }

    fn line(text: &str) -> Row<'_> {
        Row::new(&RowKind::Line { cut: false }, text)
    }

    fn words(types: &[&str]) -> Vec<String> {
        types.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn case_counts_only_when_asked_for() {
        let check = |text: &str, wanted: &str, case: bool, expect: bool| {
            assert_eq!(Filter::new(&[], Needle::text(wanted, case), false).shows(line(text)), expect, "{wanted} in {text}, {case}");
        };
        check("an Error here", "error", false, true);
        check("an Error here", "error", true, false);
        check("an Error here", "Error", true, true);
        check("erro", "error", false, false);
        check("…ErroR", "error", false, true);
        check("GRÜN", "grün", false, true);
        check("GRÜN", "grün", true, false);
        check("anything", "", false, true);
    }

    #[test]
    fn not_shows_the_others() {
        let filter = Filter::new(&[], Needle::text("noise", false), true);
        assert!(!filter.shows(line("noise")));
        assert!(filter.shows(line("signal")));
    }

    fn of(route: &Route) -> Filter {
        Filter::of(route, Needle::text(&route.q, route.case))
    }

    #[test]
    fn highlighting_hides_nothing_and_marks_what_matches() {
        for not in [false, true] {
            let filter = of(&Route { q: "error".into(), not, highlight: true, ..Route::default() });
            assert!(filter.is_open() && filter.shows(line("fine")) && filter.shows(line("an error")));
            assert!(
                filter
                    .highlighted()
                    .is_some_and(|(needle, marks_others)| marks_others == not && needle.verdict("an error") == Verdict::Yes)
            );
        }
        assert!(of(&Route { highlight: true, ..Route::default() }).highlighted().is_none(), "without a text nothing is marked");
        assert!(of(&Route { q: "x".into(), ..Route::default() }).highlighted().is_none(), "what is shown alone is not marked");
    }

    #[test]
    fn a_line_that_a_link_leads_to_is_shown_whatever_is_hidden() {
        let link = LineLink { quote: Some("the line".into()), ..LineLink::default() };
        let filter = Filter::new(&[], Needle::text("x", false), false).with_line(Some(link));
        assert!(filter.shows(line("the line of it")) && !filter.shows(line("another")));
    }

    #[test]
    fn levels_and_times_are_those_of_the_row() {
        let at = |at_ms: Option<i64>, level| Row { at_ms, level, ..line("x") };
        let level = of(&Route { level: words(&["error", "metric"]), ..Route::default() });
        assert!(level.shows(at(None, Some("error"))));
        assert!(!level.shows(at(None, Some("info"))) && !level.shows(at(None, None)));
        let time = of(&Route { from: Some(10), to: Some(20), ..Route::default() });
        for (ms, expect) in [(9, false), (10, true), (20, true), (21, false)] {
            assert_eq!(time.shows(at(Some(ms), None)), expect, "{ms}");
        }
        assert!(time.shows(at(None, None)), "a row whose time is not known may be of that time");
        assert!(!level.is_open() && !time.is_open());
    }

    #[test]
    fn types_are_rows_or_events() {
        let bash = RowKind::Tool { tool: "Bash".into() };
        let tool = Row::new(&bash, "cargo test");
        for (types, shows_tool, shows_line) in [
            (&["tool"][..], true, false),
            (&["thread_tool_use", "output"], true, true),
            (&["line"], false, true),
            (&["unheard-of"], true, true),
            (&[], true, true),
        ] {
            let filter = Filter::new(&words(types), Needle::Nothing, false);
            assert_eq!((filter.shows(tool), filter.shows(line("x"))), (shows_tool, shows_line), "{types:?}");
        }
        assert!(Filter::new(&[], Needle::text("bash  cargo", false), false).shows(tool));
    }

    #[test]
    fn every_type_of_the_menu_is_a_row() {
        for word in TYPES {
            assert_eq!(kinds_of(word), [word]);
        }
    }
}
