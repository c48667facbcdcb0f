//! A log of as many rows as the fragment says, `#log=10000000`, made as they are read: what a browser test needs to scroll
//! through more than any server sends, and to have rows come, go and be filtered meanwhile.

use fleetglass::components::log_view::filter::{Filter, Needle};
use fleetglass::components::log_view::{Lane, LogView, MadeRows};
use fleetglass::text::{Part, Phrase};
use fleetglass_core::state::log::{Row, RowKind};
use leptos::prelude::*;
use std::rc::Rc;

/// Returns how many rows the fragment asks for.
pub(crate) fn asked() -> Option<u64> {
    window().location().hash().ok()?.strip_prefix("#log=")?.parse().ok()
}

struct Made {
    range: RwSignal<(u64, u64)>,
}

impl MadeRows for Made {
    fn range(&self) -> (u64, u64) {
        self.range.get_untracked()
    }

    fn read(&self, number: u64, visit: &mut dyn FnMut(Row<'_>)) {
        let (status, line) = (RowKind::Status, RowKind::Line { cut: false });
        let kind = if number % 43 == 42 { &status } else { &line };
        visit(Row { at_ms: Some(1_700_000_000_000 + number as i64 * 40), ..Row::new(kind, &text(number)) });
    }

    fn track(&self) {
        self.range.track();
    }
}

/// Rows as agents write them: most are short and ASCII, some are neither.
fn text(number: u64) -> String {
    match number % 29 {
        3 => format!("row {number}: 列名は変わらない、丸めは一度だけ。{}", "漢字かな交じり文。".repeat((number % 7) as usize)),
        7 => format!("row {number}: 🚀 ready 👩‍👩‍👧‍👦 family 🇪🇺 flag e\u{301}tude {}", "✅".repeat((number % 40) as usize)),
        11 => format!("row {number}: שלום עולם, مرحبا بالعالم, and back to the left {number}"),
        13 => format!("مرحبا بالعالم row {number}: a line that begins at the right"),
        17 => format!("row {number}: {}", "a long line of words that wraps ".repeat((number % 60) as usize)),
        18 => format!("{{\"row\":{number},\"event\":\"done\",\"nested\":{{\"list\":[1,2.50,\"a\"],\"empty\":{{}}}}}}"),
        20 => format!("##[error]row {number}: it broke"),
        21 => format!("::group::row {number}: tests"),
        19 => format!("row {number}:\ttabs\tand   spaces   {}", "x".repeat((number % 300) as usize)),
        23 if number % 58 == 23 => format!("row {number}: {}", "0123456789".repeat(900)),
        _ => format!("row {number}: test core::state::case_{number:05} ... ok"),
    }
}

/// Shows a log of that many rows.
pub(crate) fn big_log(rows: u64) -> impl IntoView {
    fleetglass::ui! { <BigLog rows=rows /> }
}

#[component]
fn BigLog(rows: u64) -> impl IntoView {
    let (range, wanted, pace) = (RwSignal::new((0, rows)), RwSignal::new(String::new()), RwSignal::new(0_u64));
    let lanes = vec![Lane::made(Rc::new(Made { range }))];
    let filter = Memo::new(move |_| Filter::new(&[], Needle::text(&wanted.get(), false), false));
    let empty: Phrase = vec![Part::ours("Nothing")];
    // As many rows a second as asked for, in every frame its share.
    set_interval(
        move || {
            let more = pace.get_untracked() / 60;
            if more > 0 {
                range.update(|(_, end)| *end += more);
            }
        },
        std::time::Duration::from_millis(16),
    );
    let add = move |_| range.update(|(_, end)| *end += 1_000);
    let drop = move |_| range.update(|(start, end)| *start = (*start + 1_000).min(*end));
    fleetglass::ui! {
        <div class="fg-app fg-big">
            <p class="fg-big__bar">
                <label>"Filter "<input prop:value=wanted on:change:target=move |event| wanted.set(event.target().value()) /></label>
                <label>"Rows a second "<input on:change:target=move |event| pace.set(event.target().value().parse().unwrap_or(0)) /></label>
                <button on:click=add>"1,000 more"</button>
                <button on:click=drop>"1,000 fewer"</button>
            </p>
            <LogView lanes=lanes filter=filter label="Made rows" empty=empty />
        </div>
    }
}
