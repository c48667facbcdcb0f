//! One line: the bar of what can be done with it, and the link that leads to it.

use super::feed::RowId;
use super::select::Select;
use super::view::View;
use crate::platform::Host;
use crate::platform::time::clock_millis;
use crate::text::t;
use fleetglass_core::route::{Place, Route};
use fleetglass_core::state::log::Row;
use leptos::prelude::*;

/// A link quotes so many characters of a line.
const QUOTE_CHARS: usize = 200;
/// So many lines before a line and after it are copied with it.
const CONTEXT: u64 = 5;

/// What a link says of a line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LineLink {
    /// When it was written, epoch milliseconds.
    pub at_ms: Option<i64>,
    /// Its sequence.
    pub sequence: Option<i64>,
    /// What it begins with.
    pub quote: Option<String>,
}

impl LineLink {
    /// Reads a link; `None` where it leads to no line.
    #[must_use]
    pub fn of(route: &Route) -> Option<Self> {
        let link = Self { at_ms: route.line, sequence: route.seq, quote: route.quote.clone() };
        (link != Self::default()).then_some(link)
    }

    /// Says whether it leads to this row.
    #[must_use]
    pub fn is(&self, row: Row<'_>) -> bool {
        (self.at_ms.is_none() || self.at_ms == row.at_ms)
            && (self.sequence.is_none() || self.sequence == row.sequence)
            && self.quote.as_ref().is_none_or(|quote| row.text.starts_with(quote.as_str()))
    }

    /// Writes a link to a row into a route.
    pub fn write(row: Row<'_>, with_text: bool, route: &mut Route) {
        let end = row.text.char_indices().nth(QUOTE_CHARS).map_or(row.text.len(), |(at, _)| at);
        (route.line, route.seq) = (row.at_ms, row.sequence);
        route.quote = Some(row.text[..end].to_owned()).filter(|quote| with_text && !quote.is_empty());
    }

    /// Takes a line out of a link.
    pub fn lift(route: &mut Route) {
        (route.line, route.seq, route.quote) = (None, None, None);
    }
}

/// A line that was chosen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chosen {
    position: u64,
    id: RowId,
}

/// The chosen line, and the way back from around it.
#[derive(Clone, Copy)]
pub(super) struct Lines {
    pub(super) view: View,
    select: Select,
    host: StoredValue<Option<Host>, LocalStorage>,
    source: Signal<Option<String>>,
    chosen: RwSignal<Option<Chosen>>,
    /// The link as it was before the filters were lifted.
    before: StoredValue<Option<Route>>,
    filtered: Signal<bool>,
    lift: Option<Callback<()>>,
    reading: StoredValue<u64>,
}

impl Lines {
    pub(super) fn new(
        view: View,
        select: Select,
        (host, source): (Option<Host>, Signal<Option<String>>),
        filtered: Signal<bool>,
        lift: Option<Callback<()>>,
    ) -> Self {
        let lines = Self {
            view,
            select,
            host: StoredValue::new_local(host),
            source,
            chosen: RwSignal::new(None),
            before: StoredValue::new(None),
            filtered,
            lift,
            reading: StoredValue::new(0),
        };
        // The same line has another position where other rows are shown.
        Effect::new(move |_| {
            let shape = view.shape.get();
            if lines.reading.get_value() == shape.reading || shape.busy {
                return;
            }
            lines.reading.set_value(shape.reading);
            let Some(chosen) = lines.chosen.get_untracked() else { return };
            let found = view.feed.with_value(|feed| feed.locate(chosen.id)).and_then(Result::ok);
            lines.chosen.set(found.map(|position| Chosen { position, ..chosen }));
            // It is brought into view where one reads around it; who follows the end goes on with that.
            let around = lines.before.with_value(Option::is_some);
            if let Some(position) = found.filter(|_| around || !view.following.get_untracked()) {
                view.show(position);
            }
        });
        lines
    }

    /// Chooses the row at a position.
    pub(super) fn choose(self, position: u64) {
        let chosen = self.view.feed.with_value(|feed| feed.id_of(position)).map(|id| Chosen { position, id });
        self.chosen.set(chosen);
    }

    /// Chooses the next row or the one before, and brings it into view.
    pub(super) fn step(self, back: bool) {
        let shape = self.view.shape.get_untracked();
        let from = self.chosen.get_untracked().map(|chosen| chosen.position);
        let position = match (from, back) {
            (Some(from), true) => from.saturating_sub(1).max(shape.start),
            (Some(from), false) => (from + 1).min(shape.end.saturating_sub(1)),
            (None, _) => self.view.first_visible().unwrap_or(shape.start),
        };
        self.choose(position);
        self.view.bring(position);
    }

    /// Lets go: of the way around a line, then of the line. Says whether there was something to let go of.
    pub(super) fn let_go(self) -> bool {
        self.view.focus();
        let before = self.before.try_update_value(Option::take).flatten();
        if let (Some(route), Some(host)) = (before, self.host.get_value()) {
            host.replace(route);
            return true;
        }
        let marked = self.view.marked.get_untracked().is_some();
        self.view.marked.set(None);
        let had = self.chosen.get_untracked().is_some();
        self.chosen.set(None);
        if let Some(host) = self.host.get_value() {
            let mut route = host.route_untracked();
            if LineLink::of(&route).is_some() {
                LineLink::lift(&mut route);
                host.replace(route);
                return true;
            }
        }
        marked || had
    }

    /// Returns the position of the chosen row, tracked.
    pub(super) fn position(self) -> Option<u64> {
        self.chosen.get().map(|chosen| chosen.position)
    }

    fn read<R>(self, position: u64, read: impl FnOnce(&str, Row<'_>) -> R) -> Option<R> {
        self.view.feed.with_value(|feed| feed.row(position, |found, row| row.map(|row| read(found.unit_id, row)))).flatten()
    }

    fn link(self, position: u64, with_text: bool) -> Option<String> {
        let host = self.host.get_value()?;
        let mut route = host.route_untracked();
        route.source = self.source.get_untracked().or(route.source);
        self.read(position, |unit_id, row| {
            // Where all threads are read, the link leads to the one that wrote the line.
            if route.place == Place::Threads && route.threads.is_empty() {
                route.unit = Some(unit_id.to_owned());
            }
            LineLink::write(row, with_text, &mut route);
        })?;
        Some(host.address_of(&route))
    }

    fn around(self) {
        if let (Some(host), Some(lift)) = (self.host.get_value(), self.lift) {
            self.before.set_value(Some(host.route_untracked()));
            lift.run(());
        }
        // The button goes; the next key is for the log.
        self.view.focus();
    }
}

/// What can be done with the chosen line.
#[component]
pub(super) fn LineBar(lines: Lines) -> impl IntoView {
    let texts = &t().log.line;
    let bar = move |position: u64| {
        let select = lines.select;
        let what = lines.read(position, |unit_id, row| {
            let at = row.at_ms.and_then(|at| u64::try_from(at).ok()).map(clock_millis);
            (at, unit_id.rsplit('/').next().unwrap_or_default().to_owned(), row.sequence)
        });
        let (time, who, sequence) = what?;
        let linked = lines.host.with_value(Option::is_some);
        let copy_link = move |with_text: bool| {
            if let Some(link) = lines.link(position, with_text) {
                select.copy_text(link, t().log.copy.link_copied);
            }
        };
        let around = move || {
            (lines.filtered.get() && linked).then(|| {
                crate::ui! { <button type="button" class="fg-action" on:click=move |_| lines.around()>{texts.around}</button> }
            })
        };
        let links = linked.then(|| {
            crate::ui! {
                <button type="button" class="fg-action" on:click=move |_| copy_link(true)>{texts.link}</button>
                <button type="button" class="fg-action" on:click=move |_| copy_link(false)>{texts.link_without}</button>
            }
        });
        let with_context = move |_| {
            let shape = lines.view.shape.get_untracked();
            let (first, last) = (position.saturating_sub(CONTEXT).max(shape.start), (position + CONTEXT).min(shape.end.saturating_sub(1)));
            select.copy_context(first, last, lines.link(position, false));
        };
        Some(crate::ui! {
            <div class="fg-linebar" role="toolbar" aria-label=texts.title>
                <span class="fg-linebar__what">
                    <span class="fg-number">{time}</span>
                    <span class="fg-theirs">{who}</span>
                    {sequence.map(|sequence| crate::ui! { <span class="fg-number">{format!("#{sequence}")}</span> })}
                </span>
                <button type="button" class="fg-action" on:click=move |_| select.copy_rows(position, position)>{texts.copy}</button>
                <button type="button" class="fg-action" on:click=with_context>{texts.with_context}</button>
                {links}
                {around}
                <button type="button" class="fg-action" aria-label=texts.close title=texts.close on:click=move |_| _ = lines.let_go()>"×"</button>
            </div>
        })
    };
    move || lines.position().map(bar)
}

#[cfg(test)]
mod tests {
    use super::*;
    use fleetglass_core::state::log::RowKind;

    fn row(text: &str) -> Row<'_> {
        Row { at_ms: Some(7), sequence: Some(3), ..Row::new(&RowKind::Status, text) }
    }

    #[test]
    fn a_link_leads_back_to_its_line_and_to_no_other() {
        let long = "é".repeat(300);
        for text in ["", "plain", &long] {
            for with_text in [true, false] {
                let mut route = Route::default();
                LineLink::write(row(text), with_text, &mut route);
                let link = LineLink::of(&Route::read(&route.write())).expect("a link");
                assert!(link.is(row(text)), "{text}");
                assert!(!link.is(Row { sequence: Some(4), ..row(text) }));
                assert!(!link.is(Row { at_ms: Some(8), ..row(text) }));
                assert_eq!(link.is(row("another")), !with_text || text.is_empty(), "{text}");
                assert!(route.quote.is_none_or(|quote| quote.chars().count() <= QUOTE_CHARS));
            }
        }
        assert_eq!(LineLink::of(&Route::default()), None);
    }
}
