//! Everything that can be done with a log beyond reading it, and the keys for it.

use super::download::DownloadMenu;
use super::errors::is_error;
use super::filter::Filter;
use super::find::{Find, unanswered};
use super::find_bar::FindBar;
use super::line::{LineBar, LineLink, Lines};
use super::marks::{MATCH, Marks};
use super::select::Select;
use super::view::View;
use crate::platform::time::{clock_short, exact_ms};
use crate::platform::{Host, selection};
use crate::text::t;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, MouseEvent};

/// How long a look for the line of a link may take at a time, in milliseconds.
const SLICE_MS: f64 = 6.0;

/// What can be done with a log.
#[derive(Clone, Copy)]
pub(super) struct Tools {
    view: View,
    find: Find,
    pub(super) select: Select,
    lines: Lines,
    host: StoredValue<Option<Host>, LocalStorage>,
    filter: Signal<Filter>,
    filtered: Signal<bool>,
    /// The line that the link leads to.
    pub(super) link: Memo<Option<LineLink>>,
    sought: StoredValue<Sought>,
    /// Other logs stand beside it.
    beside: bool,
    /// The line of the link is not held.
    missing: RwSignal<bool>,
    marks: Marks,
}

/// How far the line of a link was looked for.
#[derive(Debug, Clone, Default)]
struct Sought {
    link: Option<LineLink>,
    reading: u64,
    upto: u64,
    found: bool,
}

impl Tools {
    pub(super) fn new(
        view: View,
        (host, source): (Option<Host>, Signal<Option<String>>),
        beside: bool,
        filter: Signal<Filter>,
        lift: Option<Callback<()>>,
    ) -> Self {
        let select = Select::new(view);
        let filtered = Signal::derive(move || filter.with(|filter| !filter.is_open()));
        let held = host.clone();
        let tools = Self {
            view,
            find: Find::new(view),
            select,
            lines: Lines::new(view, select, (host.clone(), source), filtered, lift),
            host: StoredValue::new_local(host),
            filter,
            filtered,
            link: Memo::new(move |_| held.as_ref().and_then(|host| LineLink::of(&host.route()))),
            sought: StoredValue::new(Sought::default()),
            beside,
            missing: RwSignal::new(false),
            marks: Marks::new(MATCH),
        };
        Effect::new(move |_| tools.seek());
        Effect::new(move |_| {
            view.painted.track();
            tools.filter.track();
            tools.paint();
        });
        on_cleanup(move || tools.marks.clear());
        tools
    }

    /// Looks for the line of the link among the rows that came.
    fn seek(self) {
        let (link, shape) = (self.link.get(), self.view.shape.get());
        let Some(sought) = self.sought.try_update_value(|sought| {
            if sought.link != link {
                *sought = Sought { link: link.clone(), ..Sought::default() };
            }
            if sought.reading != shape.reading {
                (sought.reading, sought.upto) = (shape.reading, 0);
            }
            sought.clone()
        }) else {
            return;
        };
        let Some(link) = link.filter(|_| !sought.found) else { return self.missing.set(false) };
        if !self.beside && sought.upto == 0 && sought.reading == shape.reading && self.view.following.get_untracked() {
            self.view.follow(false);
        }
        let deadline = exact_ms() + SLICE_MS;
        let (mut found, mut seen) = (None, 0_u32);
        let upto = self.view.feed.with_value(|feed| {
            feed.scan(sought.upto, |at, row| {
                found = link.is(row).then_some(at.position);
                seen += 1;
                found.is_none() && (!seen.is_multiple_of(256) || exact_ms() < deadline)
            })
        });
        self.sought.update_value(|sought| (sought.upto, sought.found) = (upto.min(shape.end.saturating_sub(1)), found.is_some()));
        match found {
            Some(position) => {
                self.missing.set(false);
                self.lines.choose(position);
                self.view.show(position);
            }
            None => self.missing.set(!self.beside && !shape.busy && upto >= shape.end),
        }
    }

    /// Marks what the rows in the page hold of what is looked for.
    fn paint(&self) {
        let chosen = self.lines.position();
        self.view.stage.with_value(|stage| stage.sheet.choose(chosen));
        self.find.paint();
        self.filter.with_untracked(|filter| match filter.highlighted() {
            Some((needle, not)) => {
                let rows: Vec<_> = self.view.rows_in_page().into_iter().map(|(_, row)| row).collect();
                self.marks.paint(&rows, needle, not);
            }
            None => self.marks.clear(),
        });
    }

    /// Chooses the row that was clicked, unless something in it was, or a selection was made.
    pub(super) fn clicked(&self, event: &MouseEvent) {
        let selecting = self.view.scroller.get_untracked().is_some_and(|scroller| selection::is_any(&scroller));
        let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()).filter(|_| !selecting) else { return };
        if target.closest("a, button, input, summary").ok().flatten().is_some() {
            return;
        }
        self.select.drop_all();
        let row = target.closest("[data-at]").ok().flatten();
        if let Some(position) = row.and_then(|row| row.get_attribute("data-at")?.parse().ok()) {
            self.lines.choose(position);
        }
    }

    /// Takes a key. Says whether it was one of these.
    pub(super) fn pressed(&self, event: &KeyboardEvent) -> bool {
        let in_field = event.target().is_some_and(|target| target.dyn_into::<web_sys::HtmlInputElement>().is_ok());
        let command = (event.ctrl_key() || event.meta_key()) && !event.alt_key();
        let taken = match (event.key().as_str(), command) {
            // Asked for twice, it is the browser's.
            ("f" | "F", true) if !event.shift_key() => !self.find.show(),
            _ if in_field => false,
            ("a" | "A", true) => {
                self.select.select_all();
                true
            }
            (_, true) => false,
            ("e", false) => self.go_to_error(false),
            ("E", false) => self.go_to_error(true),
            ("j", false) => {
                self.lines.step(false);
                true
            }
            ("k", false) => {
                self.lines.step(true);
                true
            }
            ("Escape", false) => {
                self.select.drop_all();
                self.lines.let_go()
            }
            _ => false,
        };
        if taken {
            event.prevent_default();
            event.stop_propagation();
        }
        taken
    }

    /// Goes to the next error or to the one before, from what is marked or from what is in view.
    fn go_to_error(self, back: bool) -> bool {
        let marked = self.view.marked.get_untracked();
        let in_view = self.view.in_view();
        let (shape, mut found) = (self.view.shape.get_untracked(), None);
        self.view.feed.with_value(|feed| match back {
            false => {
                let from = marked.map_or(in_view.start, |marked| marked + 1);
                feed.scan(from, |at, row| {
                    found = is_error(row).then_some(at.position);
                    found.is_none()
                });
            }
            true => {
                let from = marked.unwrap_or(in_view.end);
                found = (shape.start..from).rev().find(|at| feed.row(*at, |_, row| row.is_some_and(is_error)) == Some(true));
            }
        });
        match found {
            Some(position) => self.view.show(position),
            None => self.select.say(if back { t().log.no_error_before } else { t().log.no_error_after }.to_owned(), true),
        }
        true
    }

    /// Shows the rows of a time.
    fn show_time(self, at_ms: i64) {
        let mut near = None;
        self.view.feed.with_value(|feed| {
            feed.scan(0, |at, row| {
                near = Some(at.position);
                row.at_ms.is_none_or(|held| held < at_ms)
            })
        });
        if let Some(position) = near {
            self.view.show(position);
        }
        if let Some(host) = self.host.get_value() {
            let mut route = host.route_untracked();
            LineLink::lift(&mut route);
            host.replace(route);
        }
    }
}

/// What stands above the rows: why a pattern is not used, and the words of a link whose line is not held.
#[component]
pub(super) fn Quote(tools: Tools) -> impl IntoView {
    let texts = &t().log.line;
    let failed = Memo::new(move |_| {
        tools.view.shape.track();
        tools.filter.with(|filter| filter.pattern().and_then(|pattern| Some((pattern.failed()?, pattern.source().to_owned()))))
    });
    let problem = move || {
        let words = failed.get().map(|(why, source)| unanswered(why, &source));
        words.map(|words| crate::ui! { <p class="fg-log__quote fg-error" role="alert">{words}</p> })
    };
    let quote = move || {
        let link = tools.link.get().filter(|_| tools.missing.get())?;
        let at = link.at_ms.and_then(|at| Some((at, u64::try_from(at).ok()?)));
        let show = at.map(|(at, ms)| {
            crate::ui! { <button type="button" class="fg-action" on:click=move |_| tools.show_time(at)>{(texts.show_time)(&clock_short(ms))}</button> }
        });
        let quote = link.quote.map(|quote| crate::ui! { <q>{quote}</q> });
        let words = if quote.is_some() { texts.not_held } else { texts.not_held_unquoted };
        Some(crate::ui! { <p class="fg-log__quote" role="status">{words} {quote} {show}</p> })
    };
    (problem, quote)
}

/// What stands below the rows: finding, the chosen line, and what was done.
#[component]
pub(super) fn ToolBars(tools: Tools) -> impl IntoView {
    crate::ui! {
        <FindBar find=tools.find />
        <LineBar lines=tools.lines />
        <p class="fg-log__said" role="status">{move || tools.select.said.get()}</p>
    }
}

/// What stands in the foot of a log.
#[component]
pub(super) fn FootTools(tools: Tools, name: Signal<String>) -> impl IntoView {
    let texts = &t().log;
    crate::ui! {
        <button type="button" class="fg-action" title=texts.find.keys on:click=move |_| _ = tools.find.show()>{texts.find.title}</button>
        <DownloadMenu view=tools.view select=tools.select filtered=tools.filtered name=name />
    }
}
