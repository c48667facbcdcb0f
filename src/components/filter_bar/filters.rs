//! What the link says of a filter, as it can be used, and what stands in the field and is no filter yet.

use crate::components::log_view::filter::{Filter, Needle};
use crate::components::log_view::pattern::{BadPattern, Pattern};
use crate::platform::Host;
use crate::text::t;
use fleetglass_core::route::Route;
use leptos::prelude::*;

/// What the link says of a filter, as it can be used.
#[derive(Clone, Copy)]
pub struct Filters {
    /// The filter: with the last good pattern, while another is being typed.
    pub filter: Memo<Filter>,
    /// Whether anything is filtered.
    pub any: Memo<bool>,
    /// What is wrong with the pattern.
    pub(super) problem: Memo<Option<Problem>>,
    /// What the field shows.
    pub(super) value: Memo<String>,
    draft: RwSignal<Option<Draft>>,
}

/// Why what stands in the field is not used.
#[derive(Clone, PartialEq)]
pub(super) enum Problem {
    /// It is still being typed: nothing is wrong.
    Open(String),
    /// It is no pattern.
    Bad(String),
}

/// What was typed and is no filter yet: the link keeps the last good one.
#[derive(Clone, PartialEq)]
struct Draft {
    text: String,
    problem: Problem,
    /// What the link said meanwhile. Once it says something else, this is void.
    beside: (String, bool),
}

impl Filters {
    /// Follows the link for as long as the calling component lives.
    #[must_use]
    pub fn new(host: &Host) -> Self {
        let routed = host.clone();
        let wanted = Memo::new(move |_| {
            let Route { types, level, q, re, case, not, highlight, from, to, .. } = routed.route();
            Route { types, level, q, re, case, not, highlight, from, to, ..Route::default() }
        });
        let both = Memo::new(move |old: Option<&(Filter, Option<String>)>| {
            wanted.with(|route| {
                let needle = match route.re {
                    true => Pattern::new(&route.q, route.case).map(Needle::Pattern),
                    false => Ok(Needle::text(&route.q, route.case)),
                };
                match needle {
                    Ok(needle) => (Filter::of(route, needle), None),
                    Err(bad) => (old.map(|old| old.0.clone()).unwrap_or_default(), Some(explain(&bad))),
                }
            })
        });
        let draft = RwSignal::new(None::<Draft>);
        let typed =
            Memo::new(move |_| draft.get().filter(|draft| wanted.with(|route| (&route.q, route.re) == (&draft.beside.0, draft.beside.1))));
        let value = move |_: Option<&String>| typed.get().map_or_else(|| wanted.with(written), |draft| draft.text);
        Self {
            filter: Memo::new(move |_| both.get().0),
            any: Memo::new(move |_| wanted.with(|route| *route != Route { case: route.case, ..Route::default() })),
            problem: Memo::new(move |_| typed.get().map(|draft| draft.problem).or_else(|| both.get().1.map(Problem::Bad))),
            value: Memo::new(value),
            draft,
        }
    }

    /// Takes what was typed: a filter goes into the link, what is none yet stays in the field.
    pub(super) fn typed(&self, host: &Host, text: String) {
        let (q, re, problem) = match read(&text) {
            Typed::Text(text) => (text, false, None),
            Typed::Open(rest) => (String::new(), false, Some(bad(&rest).map_or_else(|| open(&text), Problem::Bad))),
            Typed::Pattern(pattern) => {
                let problem = bad(&pattern).map(Problem::Bad);
                (pattern, true, problem)
            }
        };
        let route = host.route_untracked();
        self.draft.set(problem.clone().map(|problem| Draft { text, problem, beside: (route.q.clone(), route.re) }));
        if problem.is_none() {
            host.replace(Route { q, re, ..route });
        }
    }

    /// Looks for what stands in the field as it stands there, pattern or not.
    pub(super) fn take_literally(&self, host: &Host) {
        if let Some(draft) = self.draft.get_untracked().filter(|draft| matches!(draft.problem, Problem::Open(_))) {
            self.draft.set(None);
            host.replace(Route { q: draft.text, re: false, ..host.route_untracked() });
        }
    }

    /// Lifts everything that is filtered, and empties the field.
    pub fn clear(&self, host: &Host) {
        self.draft.set(None);
        let route = host.route_untracked();
        host.replace(Route {
            types: Vec::new(),
            level: Vec::new(),
            q: String::new(),
            re: false,
            not: false,
            highlight: false,
            from: None,
            to: None,
            ..route
        });
    }
}

fn open(text: &str) -> Problem {
    let texts = &t().filters;
    Problem::Open(if text == "/" { texts.open_pattern.to_owned() } else { (texts.open_or_text)(text) })
}

fn bad(pattern: &str) -> Option<String> {
    Pattern::new(pattern, true).err().map(|bad| explain(&bad))
}

fn explain(bad: &BadPattern) -> String {
    let texts = &t().log.bad_pattern;
    match bad {
        BadPattern::Group => texts.group.to_owned(),
        BadPattern::Class => texts.class.to_owned(),
        BadPattern::Repeat => texts.repeat.to_owned(),
        BadPattern::Backslash => texts.backslash.to_owned(),
        BadPattern::Other(words) => (texts.other)(words),
    }
}

/// Reads what was typed into a field for a text or a pattern.
///
/// # Errors
/// Says what is wrong with a pattern; nothing while its end is not typed yet.
pub fn typed_needle(text: &str, case: bool) -> Result<Needle, Option<String>> {
    match read(text) {
        Typed::Text(text) => Ok(Needle::text(&text, case)),
        Typed::Open(_) => Err(None),
        Typed::Pattern(pattern) => Pattern::new(&pattern, case).map(Needle::Pattern).map_err(|bad| Some(explain(&bad))),
    }
}

/// What the field says for a route: a pattern stands between slashes.
fn written(route: &Route) -> String {
    if route.re { format!("/{}/", route.q) } else { route.q.clone() }
}

/// What was typed.
#[derive(Debug, Clone, PartialEq)]
enum Typed {
    /// A text.
    Text(String),
    /// A pattern.
    Pattern(String),
    /// The beginning of a pattern: its end is not typed yet.
    Open(String),
}

/// Reads the field: a pattern stands between slashes; a text may hold slashes, too.
fn read(text: &str) -> Typed {
    let Some(rest) = text.strip_prefix('/') else { return Typed::Text(text.to_owned()) };
    match (rest.strip_suffix('/'), ends_at(rest)) {
        (Some(pattern), Some(_)) if !pattern.is_empty() => Typed::Pattern(pattern.to_owned()),
        (_, None) => Typed::Open(rest.to_owned()),
        _ => Typed::Text(text.to_owned()),
    }
}

/// Returns where the first slash stands that ends a pattern: it is not escaped, and in no class.
fn ends_at(pattern: &str) -> Option<usize> {
    let (mut escaped, mut in_class) = (false, false);
    pattern.bytes().position(|byte| {
        let ends = byte == b'/' && !escaped && !in_class;
        match byte {
            _ if escaped => {}
            b'[' => in_class = true,
            b']' => in_class = false,
            _ => {}
        }
        escaped = byte == b'\\' && !escaped;
        ends
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_stands_between_slashes() {
        for (text, q, re) in [("error", "error", false), ("/er+or/", "er+or", true), ("/usr/bin", "/usr/bin", false), ("//", "//", false)] {
            let expect = if re { Typed::Pattern(q.to_owned()) } else { Typed::Text(q.to_owned()) };
            assert_eq!(read(text), expect, "{text}");
            let route = Route { q: q.to_owned(), re, ..Route::default() };
            assert_eq!(written(&route), text);
        }
    }

    #[test]
    fn what_begins_with_a_slash_is_a_pattern_that_is_still_typed_until_a_slash_ends_it() {
        for text in ["/", "/e", "/er+o", r"/a\/", r"/a\/b", "/[/", "/[^/]x"] {
            assert_eq!(read(text), Typed::Open(text[1..].to_owned()), "{text}");
        }
        for text in [r"/a\/b/", "/[/]x/", "/a/b/"] {
            assert_eq!(read(text), Typed::Pattern(text[1..text.len() - 1].to_owned()), "{text}");
        }
        assert_eq!(read("// TODO"), Typed::Text("// TODO".to_owned()));
    }
}
