//! The URL fragment: where on the page one is, and every filter, as a link that can be shared.

use crate::config::encode;
use crate::protocol::percent_decode;

/// One of the four places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Place {
    /// What needs me: the fleet.
    #[default]
    Overview,
    /// Read: what threads say.
    Threads,
    /// Everything with steps.
    Runs,
    /// Connections.
    Sources,
}

impl Place {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 4] = [Self::Overview, Self::Threads, Self::Runs, Self::Sources];

    /// Returns the word in the fragment.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Threads => "threads",
            Self::Runs => "runs",
            Self::Sources => "sources",
        }
    }
}

/// Where on the page one is.
///
/// ```
/// use fleetglass_core::route::{Place, Route};
/// let route = Route::read("#/threads?threads=exec-123%2Farchitect&q=error&case=1");
/// assert_eq!((route.place, route.q.as_str(), route.case), (Place::Threads, "error", true));
/// assert_eq!(route.write(), "#/threads?threads=exec-123%2Farchitect&q=error&case=1");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Route {
    /// The place.
    pub place: Place,
    /// A source's id.
    pub source: Option<String>,
    /// A unit's id.
    pub unit: Option<String>,
    /// Kinds shown; empty for all.
    pub kind: Vec<String>,
    /// Statuses shown; empty for all.
    pub status: Vec<String>,
    /// How units are grouped.
    pub group: Option<String>,
    /// How units are sorted.
    pub sort: Option<String>,
    /// The ids of the threads shown; empty for all of the first source that has some.
    pub threads: Vec<String>,
    /// Kinds of rows shown; empty for all.
    pub types: Vec<String>,
    /// Levels shown; empty for all.
    pub level: Vec<String>,
    /// The text looked for.
    pub q: String,
    /// The text is a pattern.
    pub re: bool,
    /// Case counts.
    pub case: bool,
    /// What does not match is looked for.
    pub not: bool,
    /// What does not match stays, and what matches is marked: `hide=0` in a link. Without it, what does not match is hidden.
    pub highlight: bool,
    /// From this time on, epoch milliseconds.
    pub from: Option<i64>,
    /// Up to this time, epoch milliseconds.
    pub to: Option<i64>,
    /// The time of a line, epoch milliseconds.
    pub line: Option<i64>,
    /// The sequence of a line.
    pub seq: Option<i64>,
    /// The words of a line.
    pub quote: Option<String>,
}

impl Route {
    /// Makes the route of a place, with nothing chosen.
    #[must_use]
    pub fn to(place: Place) -> Self {
        Self { place, ..Self::default() }
    }

    /// Reads a fragment, with or without its `#`. What it does not know it leaves out; never fails.
    #[must_use]
    pub fn read(fragment: &str) -> Self {
        let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
        let (path, query) = fragment.split_once('?').unwrap_or((fragment, ""));
        let name = path.trim_matches('/');
        let mut route = Self::to(Place::ALL.into_iter().find(|place| place.as_str() == name).unwrap_or_default());
        for (key, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            let text = || Some(percent_decode(value)).filter(|text| !text.is_empty());
            let list = || value.split(',').filter(|item| !item.is_empty()).map(percent_decode).collect();
            match key {
                "source" => route.source = text(),
                "unit" => route.unit = text(),
                "kind" => route.kind = list(),
                "status" => route.status = list(),
                "group" => route.group = text(),
                "sort" => route.sort = text(),
                "threads" => route.threads = list(),
                "types" => route.types = list(),
                "level" => route.level = list(),
                "q" => route.q = percent_decode(value),
                "re" => route.re = value == "1",
                "case" => route.case = value == "1",
                "not" => route.not = value == "1",
                "hide" => route.highlight = value == "0",
                "from" => route.from = value.parse().ok(),
                "to" => route.to = value.parse().ok(),
                "line" => route.line = value.parse().ok(),
                "seq" => route.seq = value.parse().ok(),
                "quote" => route.quote = text(),
                _ => {}
            }
        }
        if name == "agents" && route.kind.is_empty() {
            route.kind = vec!["session".to_owned()];
        }
        route
    }

    /// Writes the fragment, with its `#`. What is not set is left out.
    #[must_use]
    pub fn write(&self) -> String {
        let mut pairs: Vec<String> = Vec::new();
        let text = |pairs: &mut Vec<String>, key: &str, value: Option<&str>| {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                pairs.push(format!("{key}={}", encode(value)));
            }
        };
        let list = |pairs: &mut Vec<String>, key: &str, items: &[String]| {
            if !items.is_empty() {
                pairs.push(format!("{key}={}", items.iter().map(|item| encode(item)).collect::<Vec<_>>().join(",")));
            }
        };
        text(&mut pairs, "source", self.source.as_deref());
        text(&mut pairs, "unit", self.unit.as_deref());
        list(&mut pairs, "kind", &self.kind);
        list(&mut pairs, "status", &self.status);
        text(&mut pairs, "group", self.group.as_deref());
        text(&mut pairs, "sort", self.sort.as_deref());
        list(&mut pairs, "threads", &self.threads);
        list(&mut pairs, "types", &self.types);
        list(&mut pairs, "level", &self.level);
        text(&mut pairs, "q", Some(&self.q));
        for (key, set) in [("re", self.re), ("case", self.case), ("not", self.not)] {
            if set {
                pairs.push(format!("{key}=1"));
            }
        }
        if self.highlight {
            pairs.push("hide=0".to_owned());
        }
        for (key, value) in [("from", self.from), ("to", self.to), ("line", self.line), ("seq", self.seq)] {
            if let Some(value) = value {
                pairs.push(format!("{key}={value}"));
            }
        }
        text(&mut pairs, "quote", self.quote.as_deref());
        let query = if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) };
        format!("#/{}{query}", self.place.as_str())
    }
}
