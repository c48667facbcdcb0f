//! One row of a log.

use super::feed::Feed;
use super::folds::{Folds, is_header};
use super::index::Entry;
use super::letters::{Letters, gutter, letter};
use super::looks::Times;
use super::more::{Command, Opened, command, head, is_json, pretty};
use super::view::View;
use super::window::ruler::Ruler;
use crate::components::ansi::painted;
use crate::platform::time::{clock_millis, clock_utc_millis};
use crate::text::{log::Log as Texts, t};
use fleetglass_core::state::log::{Row, RowKind};
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Text of an event in one row; the rest is in the drawer of later steps.
const EVENT_CHARS: usize = 2_000;

/// What a row looks like depends on nothing else, so that a row is made once and stays.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub(super) position: u64,
    entry: Entry,
    print: u64,
    /// The first of a run of rows of one thread.
    head: bool,
    /// What stands for its time, unless the row before has the same.
    time: Option<Clock>,
    marked: bool,
    opened: Opened,
    /// A group begins with it, and hides so many rows; none where it is open.
    group: Option<Option<u64>>,
    thread: Option<usize>,
}

/// What stands for the time of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Clock {
    Local(u64),
    Utc(u64),
    After(u64),
}

impl Clock {
    /// Returns what to write; nothing where it would repeat the row before.
    fn of(at_ms: Option<i64>, before_ms: Option<i64>, head: bool, times: Times) -> Option<Self> {
        let at = u64::try_from(at_ms?).ok()?;
        let same = before_ms == at_ms && !head;
        match times {
            Times::Off => None,
            Times::Relative => Some(before_ms.map_or(Self::Local(at), |before| Self::After(at.saturating_sub(before.max(0) as u64)))),
            _ if same => None,
            Times::Local => Some(Self::Local(at)),
            Times::Utc => Some(Self::Utc(at)),
        }
    }

    fn written(self) -> String {
        match self {
            Self::Local(ms) => clock_millis(ms),
            Self::Utc(ms) => clock_utc_millis(ms),
            Self::After(ms) => (t().log.after)(ms),
        }
    }
}

/// Returns what identifies the row at a position.
pub(super) fn key(
    feed: &Feed,
    position: u64,
    (marked, opened): (bool, Opened),
    folds: Option<&Folds>,
    letters: Option<StoredValue<Letters, LocalStorage>>,
    times: Times,
) -> Option<Key> {
    let before = position
        .checked_sub(1)
        .and_then(|before| feed.row(before, |found, row| (found.entry.lane, found.log, row.and_then(|row| row.at_ms))));
    if is_hidden(feed, position) {
        return None;
    }
    feed.row(position, |found, row| {
        let mut print = DefaultHasher::new();
        let at_ms = row.and_then(|row| row.at_ms);
        if let Some(row) = row {
            (row.text.as_bytes(), row.spans.iter().count(), at_ms).hash(&mut print);
        }
        let head = before.is_none_or(|before| (before.0, before.1) != (found.entry.lane, found.log));
        Key {
            position,
            entry: found.entry,
            print: print.finish(),
            head,
            time: Clock::of(at_ms, before.and_then(|before| before.2), head, times),
            marked,
            opened,
            group: folds.filter(|_| row.is_some_and(is_header)).map(|folds| folds.hidden(found.number)),
            thread: letters.and_then(|letters| letters.try_update_value(|letters| letters.number(found.unit_id))),
        }
    })
}

/// Returns how tall the row at a position is, as far as its text tells.
pub(super) fn tall(feed: &Feed, position: u64, ruler: Ruler) -> f64 {
    let tall = feed.row(position, |_, row| row.map(|row| tall_of(row, ruler)));
    match tall {
        Some(Some(px)) => px,
        _ if is_hidden(feed, position) => 0.0,
        _ => ruler.event_px,
    }
}

/// Returns how tall a row is, as far as its text tells.
pub(super) fn tall_of(row: Row<'_>, ruler: Ruler) -> f64 {
    match row.kind {
        RowKind::Line { .. } => ruler.line(head(row.text).unwrap_or(row.text)),
        _ => ruler.event(row.text.len()),
    }
}

/// Of rows that were dropped one after the other, only the first is shown.
fn is_hidden(feed: &Feed, position: u64) -> bool {
    let is_gone = |position| feed.row(position, |_, row| row.is_none()).unwrap_or(false);
    is_gone(position) && position.checked_sub(1).is_some_and(is_gone)
}

/// Shows a row.
pub(super) fn row_view(view: View, feed: &Feed, key: &Key) -> AnyView {
    feed.row(key.position, |found, row| {
        let Some(row) = row else { return hatched("eviction", t().log.evicted_here.to_owned(), Some(key.position)) };
        let title = || {
            let find =
                |live: &crate::live::Live| live.read(|stream| Some(stream.units().get(stream.units().find(found.unit_id)?)?.title.clone()));
            feed.live(found.entry).and_then(find)
        };
        shown(view, key, row, title)
    })
    .unwrap_or_else(|| ().into_any())
}

/// Shows the row that says how many are gone.
pub(super) fn evicted(count: u64) -> AnyView {
    hatched("eviction", (t().log.evicted)(count), None)
}

fn shown(view: View, key: &Key, row: Row<'_>, title: impl Fn() -> Option<String>) -> AnyView {
    let (texts, at) = (&t().log, Some(key.position));
    match row.kind {
        RowKind::Gap { from, to } => hatched("gap", (texts.gap)(*from, *to), at),
        RowKind::Reconnect { lost_ms } => hatched("reconnect", (texts.reconnect)(*lost_ms), at),
        RowKind::Burst => hatched("burst", texts.burst.to_owned(), at),
        kind => {
            let time = key.time.map(Clock::written);
            let name = key.thread.filter(|_| key.head).map(letter);
            let spine = key.thread.map(|thread| gutter(thread).to_string());
            let words = words(kind, key.opened, row, texts, title);
            let said = if matches!(kind, RowKind::Line { .. }) { command(row.text).map(|command| command.name) } else { None };
            let level = row.level.or(said.filter(|said| !said.ends_with("group"))).map(str::to_owned);
            let open = (key.opened != Opened::default()).then_some(if key.opened.whole { "all" } else { "" });
            let more = matches!(kind, RowKind::Line { .. }).then(|| more(view, key, row.text));
            crate::ui! {
                <div class="fg-line" data-row=kind.as_str() data-at=at data-gutter=spine data-marked=key.marked.then_some("1") data-level=level data-open=open>
                    <span class="fg-line__side">
                        <span class="fg-line__time">{time}</span>
                        <span class="fg-line__letter">{name}</span>
                    </span>
                    <span class="fg-line__text">{words}</span>
                    {more}
                </div>
            }
            .into_any()
        }
    }
}

/// Says what a row tells: our words in sans, theirs in mono.
fn words(kind: &RowKind, opened: Opened, row: Row<'_>, texts: &'static Texts, title: impl Fn() -> Option<String>) -> AnyView {
    match kind {
        RowKind::Line { cut } => (line(row, opened), cut.then(|| note(texts.cut))).into_any(),
        RowKind::Tool { tool } => (ours(format!("{} {tool}", texts.tool_mark)), theirs(row.text)).into_any(),
        RowKind::Blocked { options, answered_by_itself, sign_in } => {
            let said = match (sign_in, title()) {
                (true, Some(name)) => (texts.sign_in)(&name),
                (true, None) => texts.sign_in_here.to_owned(),
                (false, Some(name)) => (texts.waits)(&name),
                (false, None) => texts.waits_here.to_owned(),
            };
            let options = options.iter().map(|option| theirs(option)).collect_view();
            (ours(said), theirs(row.text), options, answered_by_itself.then(|| note(texts.answered_by_itself))).into_any()
        }
        RowKind::Answered { after_ms } => ours((texts.answered)(*after_ms)),
        RowKind::Turn { confidence } => (ours((texts.turn)(*confidence)), theirs(row.text)).into_any(),
        RowKind::Status => theirs(row.text),
        RowKind::Stall(ms) => ours((texts.stall)(ms.map(|ms| ms.max(0.0) as u64))),
        RowKind::Failure => (ours(texts.failed.to_owned()), theirs(row.text)).into_any(),
        RowKind::Gap { .. } | RowKind::Reconnect { .. } | RowKind::Burst => ().into_any(),
    }
}

/// Output as it was written: its beginning, if it is long, until all of it is asked for. A command stays in it, unseen.
fn line(row: Row<'_>, opened: Opened) -> AnyView {
    let shown = if opened.whole { row.text } else { head(row.text).unwrap_or(row.text) };
    match command(shown).filter(|command| row.spans.is_empty() && !command.words.is_empty()) {
        Some(Command { name, written, words }) => {
            let words = painted(words, row.spans);
            crate::ui! { <span class="fg-line__command">{written.to_owned()}</span><span class="fg-line__said" data-said=name>{words}</span> }
                .into_any()
        }
        None => painted(shown, row.spans),
    }
}

/// The buttons of a line that holds more than it shows, and what one of them opened.
fn more(view: View, key: &Key, text: &str) -> AnyView {
    let (texts, position, opened) = (&t().log, key.position, key.opened);
    let (long, json) = (head(text).is_some(), is_json(text));
    if !long && !json && key.group.is_none() {
        return ().into_any();
    }
    let button = |words: String, name: &'static str, held: bool, then: Opened| {
        let toggle = move |event: MouseEvent| {
            event.stop_propagation();
            view.open(position, then);
        };
        crate::ui! { <button type="button" aria-expanded=held.to_string() aria-label=(!name.is_empty()).then_some(name) title=(!name.is_empty()).then_some(name) on:click=toggle>{words}</button> }
    };
    let rest = long.then(|| {
        let words = if opened.whole { texts.show_less.to_owned() } else { (texts.show_all)(text.chars().count() as u64) };
        button(words, "", opened.whole, Opened { whole: !opened.whole, ..opened })
    });
    let braces = json.then(|| button("{ }".to_owned(), texts.json, opened.json, Opened { json: !opened.json, ..opened }));
    let lines = (json && opened.json).then(|| crate::ui! { <pre class="fg-line__json"><code>{pretty(text)}</code></pre> });
    let fold = key.group.map(|hidden| {
        let words = hidden.map_or_else(|| texts.fold.to_owned(), texts.unfold);
        let toggle = move |event: MouseEvent| {
            event.stop_propagation();
            view.fold(position);
        };
        crate::ui! { <button type="button" aria-expanded=hidden.is_none().to_string() on:click=toggle>{words}</button> }
    });
    crate::ui! { <span class="fg-line__more">{fold}{braces}{rest}</span>{lines} }.into_any()
}

fn ours(text: String) -> AnyView {
    crate::ui! { <span class="fg-line__ours">{text}</span> }.into_any()
}

fn note(text: &'static str) -> AnyView {
    crate::ui! { <span class="fg-line__note">{text}</span> }.into_any()
}

/// Words of others stand in one row: line breaks in them become spaces.
fn theirs(text: &str) -> AnyView {
    if text.is_empty() {
        return ().into_any();
    }
    let mut shown: String = text.trim().chars().take(EVENT_CHARS).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if shown.len() < text.trim().len() {
        shown.push('…');
    }
    crate::ui! { <span class="fg-line__theirs">{shown}</span> }.into_any()
}

fn hatched(kind: &'static str, text: String, at: Option<u64>) -> AnyView {
    crate::ui! {
        <div class="fg-line" data-row=kind data-at=at>
            <span class="fg-line__gone">
                <span class="fg-line__hatch" aria-hidden="true"></span>
                <span class="fg-line__ours">{text}</span>
                <span class="fg-line__hatch" aria-hidden="true"></span>
            </span>
        </div>
    }
    .into_any()
}
