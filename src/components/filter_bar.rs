//! The filter above a log: kinds of rows, a text or a pattern, and how much is left. All of it is in the link.

use super::log_view::Shape;
use super::log_view::filter::{Filter, Needle};
use super::log_view::pattern::{BadPattern, Pattern};
use super::types_menu::TypesMenu;
use crate::platform::Host;
use crate::text::t;
use crate::ui;
use fleetglass_core::route::Route;
use leptos::prelude::*;

/// What the link says of a filter, as it can be used.
#[derive(Clone, Copy)]
pub struct Filters {
    /// The filter: with the last good pattern, while another is being typed.
    pub filter: Memo<Filter>,
    /// What is wrong with the pattern.
    pub problem: Memo<Option<String>>,
}

impl Filters {
    /// Follows the link for as long as the calling component lives.
    #[must_use]
    pub fn new(host: &Host) -> Self {
        let host = host.clone();
        let wanted = Memo::new(move |_| {
            let Route { types, q, re, case, not, .. } = host.route();
            (types, q, re, case, not)
        });
        let both = Memo::new(move |old: Option<&(Filter, Option<String>)>| {
            let (types, q, re, case, not) = wanted.get();
            let needle = if re { Pattern::new(&q, case).map(Needle::Pattern) } else { Ok(Needle::text(&q, case)) };
            match needle {
                Ok(needle) => (Filter::new(&types, needle, not), None),
                Err(bad) => (old.map(|old| old.0.clone()).unwrap_or_default(), Some(explain(&bad))),
            }
        });
        Self { filter: Memo::new(move |_| both.get().0), problem: Memo::new(move |_| both.get().1) }
    }
}

fn explain(bad: &BadPattern) -> String {
    let texts = &t().log.bad_pattern;
    match bad {
        BadPattern::Group => texts.group.to_owned(),
        BadPattern::Class => texts.class.to_owned(),
        BadPattern::Repeat => texts.repeat.to_owned(),
        BadPattern::Backslash => texts.backslash.to_owned(),
        BadPattern::Explodes => texts.explodes.to_owned(),
        BadPattern::Other(words) => (texts.other)(words),
    }
}

/// Changes the link in place.
pub fn edit(host: &Host, change: impl FnOnce(&mut Route)) {
    let mut route = host.route_untracked();
    change(&mut route);
    host.replace(route);
}

/// What the field says for a route: a pattern stands between slashes.
fn written(route: &Route) -> String {
    if route.re { format!("/{}/", route.q) } else { route.q.clone() }
}

/// Reads the field: a pattern stands between slashes.
fn read(text: &str) -> (String, bool) {
    match text.strip_prefix('/').and_then(|rest| rest.strip_suffix('/')).filter(|pattern| !pattern.is_empty()) {
        Some(pattern) => (pattern.to_owned(), true),
        None => (text.to_owned(), false),
    }
}

/// The filter above a log.
#[component]
pub fn FilterBar(
    /// Whoever holds the link.
    host: Host,
    /// The filter.
    filters: Filters,
    /// How much is left.
    shape: RwSignal<Shape>,
) -> impl IntoView {
    let texts = &t().log;
    let shown = host.clone();
    let value = Memo::new(move |_| written(&shown.route()));
    let typed = host.clone();
    let type_text = move |text: String| {
        let (q, re) = read(&text);
        edit(&typed, |route| (route.q, route.re) = (q, re));
    };
    let counts = Memo::new(move |_| shape.with(|shape| (shape.rows(), shape.held)));
    let problem = filters.problem;
    ui! {
        <div class="fg-sift" role="search">
            <TypesMenu host=host.clone() />
            <input
                class="fg-input fg-sift__text"
                type="search"
                aria-label=texts.search
                placeholder=texts.search_hint
                spellcheck="false"
                autocapitalize="off"
                autocomplete="off"
                aria-invalid=move || problem.get().is_some().then_some("true")
                prop:value=move || value.get()
                on:input=move |event| type_text(event_target_value(&event))
            />
            <Toggle host=host.clone() label=texts.case words=texts.case_words is=|route| route.case set=|route, on| route.case = on />
            <Toggle host=host label=texts.not words=texts.not_words is=|route| route.not set=|route, on| route.not = on />
            <output class="fg-sift__counts" data-all=move || (counts.get().0 == counts.get().1).then_some("")>{move || (texts.counts)(counts.get().0, counts.get().1)}</output>
            <p class="fg-sift__problem fg-error" role="status">{move || problem.get()}</p>
        </div>
    }
}

#[component]
fn Toggle(host: Host, label: &'static str, words: &'static str, is: fn(&Route) -> bool, set: fn(&mut Route, bool)) -> impl IntoView {
    let read = host.clone();
    let on = Memo::new(move |_| is(&read.route()));
    let flip = move |_| edit(&host, |route| set(route, !is(route)));
    ui! {
        <button type="button" class="fg-button" aria-pressed=move || on.get().to_string() aria-label=words title=words on:click=flip>
            {label}
        </button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_stands_between_slashes() {
        for (text, q, re) in
            [("error", "error", false), ("/er+or/", "er+or", true), ("/usr/bin", "/usr/bin", false), ("//", "//", false), ("/", "/", false)]
        {
            assert_eq!(read(text), (q.to_owned(), re), "{text}");
            let route = Route { q: q.to_owned(), re, ..Route::default() };
            assert_eq!(written(&route), text);
        }
    }
}
