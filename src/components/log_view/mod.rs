//! A log: rows of one or many units, following their end, however many there are.
//!
//! Up to 200 rows are in the page whole. Of more, only those in view are: they live in a sticky view over a spacer, so that
//! a late frame shows old rows and never blank ones. A row is made once and kept while it is in view; what came in a frame is
//! tested against the filter once.

mod announce;
mod download;
mod errors;
mod feed;
pub mod filter;
mod find;
mod find_bar;
mod finder;
mod folds;
mod foot;
pub mod index;
mod lane;
pub mod letters;
mod line;
mod looks;
mod marks;
mod more;
pub mod needle;
mod paint;
pub mod pattern;
mod reading;
mod row;
mod select;
mod sheet;
mod stage;
mod tools;
mod view;
pub mod window;

pub use feed::Shape;
pub use lane::{Lane, Made, MadeRows, Take};
pub use line::LineLink;
pub use looks::Times;

use super::size::SizeWatch;
use super::words::Words;
use crate::platform::Host;
use crate::text::{Phrase, t};
use announce::Announce;
use filter::Filter;
use folds::Folds;
use foot::Foot;
use leptos::prelude::*;
use letters::Letters;
use looks::Looks;
use row::evicted;
use tools::{Quote, ToolBars, Tools};
use view::View;
use wasm_bindgen::JsCast;

/// A log.
#[component]
pub fn LogView(
    /// What is read.
    #[prop(into)]
    lanes: Signal<Vec<Lane>>,
    /// What of it is shown.
    #[prop(into, default = Signal::stored(Filter::default()))]
    filter: Signal<Filter>,
    /// Whose letters stand before the rows; none for the log of one unit.
    #[prop(optional)]
    letters: Option<StoredValue<Letters, LocalStorage>>,
    /// Whether rows have letters now.
    #[prop(into, default = Signal::stored(false))]
    merged: Signal<bool>,
    /// Whether rows have times.
    #[prop(default = true)]
    times: bool,
    /// What it is called.
    #[prop(into)]
    label: Signal<String>,
    /// What is said while there is no row.
    #[prop(into)]
    empty: Signal<Phrase>,
    /// Lifts the filter.
    #[prop(optional, into)]
    on_clear: Option<Callback<()>>,
    /// Whoever holds the link and keeps how it is shown; without one, lines have no links, and looks last as long as this.
    #[prop(optional)]
    host: Option<Host>,
    /// The id of the source, for links to lines.
    #[prop(into, default = Signal::stored(None))]
    source: Signal<Option<String>>,
    /// Other logs stand beside it: the line of a link may be in one of them.
    #[prop(optional)]
    beside: bool,
    /// Told how much there is.
    #[prop(optional)]
    shape: Option<RwSignal<Shape>>,
    /// Words to show the first row with; taken once they are found.
    #[prop(optional)]
    goto: Option<RwSignal<Option<String>>>,
) -> impl IntoView {
    let letters = Signal::derive(move || letters.filter(|_| merged.get()));
    let view = View::new(Looks::new(host.clone()), letters);
    let tools = Tools::new(view, (host, source), beside, filter, on_clear);
    Effect::new(move |_| {
        let (lanes, filter) = (lanes.get(), filter.get());
        // Rows of a group stand together only where one unit writes.
        let foldable = filter.is_open() && matches!(lanes.as_slice(), [Lane::Stream { take: Take::One(_), .. }]);
        view.foldable.set_value(foldable);
        let folds = if foldable { view.folds.get() } else { Folds::default() };
        view.read(lanes, filter.with_line(tools.link.get()).with_folds(folds));
    });
    // What is folded in one log says nothing of another.
    Effect::new(move |old: Option<Vec<Lane>>| {
        let lanes = lanes.get();
        if old.is_some_and(|old| old != lanes) {
            view.unfold();
        }
        lanes
    });
    Effect::new(move |_| {
        let now = view.shape.get();
        if let Some(shape) = shape {
            shape.set(now);
        }
        if goto.is_some_and(|goto| goto.with(Option::is_some)) {
            view.unfold();
        }
        if let Some(found) = goto.and_then(|goto| goto.get()).and_then(|words| view.feed.with_value(|feed| feed.find(&words))) {
            if let Some(goto) = goto {
                goto.set(None);
            }
            view.show(found);
        }
    });
    watch(view);
    on_cleanup(move || view.leave());
    let lost = Memo::new(move |_| view.shape.get().lost);
    let is_empty = Memo::new(move |_| view.shape.with(|shape| shape.rows() == 0 && !shape.busy && shape.look > 0));
    crate::ui! {
        <section class="fg-log" on:keydown=move |event| _ = tools.pressed(&event) data-times=move || (times && view.looks.times.get() != Times::Off).then_some("1") data-merged=move || merged.get().then_some("1") node_ref=view.root>
            <Quote tools=tools />
            <div class="fg-log__scroller" role="log" aria-live="off" aria-label=move || label.get() tabindex="0" node_ref=view.scroller
                on:scroll=move |_| view.paint() on:keydown=move |event| key_pressed(view, &event)
                on:click=move |event| tools.clicked(&event) on:copy=move |event| tools.select.copying(event.unchecked_ref())>
                {move || (lost.get() > 0).then(|| evicted(lost.get()))}
                <div class="fg-log__spacer" node_ref=view.spacer>
                    <div class="fg-log__view" node_ref=view.pane>
                        <div class="fg-log__rows" node_ref=view.rows></div>
                    </div>
                </div>
                <Probe view=view />
                {move || is_empty.get().then(|| nothing(view, empty, on_clear))}
            </div>
            <ToolBars tools=tools />
            <Foot view=view tools=tools name=label times=times />
            <Announce shape=view.shape />
        </section>
    }
}

/// Says why there is no row.
fn nothing(view: View, empty: Signal<Phrase>, on_clear: Option<Callback<()>>) -> AnyView {
    let held = Memo::new(move |_| view.shape.get().held);
    let words = move || match held.get() {
        0 => crate::ui! { <Words phrase=empty /> }.into_any(),
        held => (t().log.no_match)(held).into_any(),
    };
    let clear = move || {
        on_clear.filter(|_| held.get() > 0).map(|clear| {
            crate::ui! { <button type="button" class="fg-link" on:click=move |_| clear.run(())>{t().log.clear}</button> }
        })
    };
    crate::ui! { <p class="fg-log__empty">{words} " " {clear}</p> }.into_any()
}

/// A line of so many columns, unseen, by which rows are measured.
#[component]
fn Probe(view: View) -> impl IntoView {
    crate::ui! {
        <div class="fg-line fg-log__probe" aria-hidden="true" node_ref=view.probe>
            <span class="fg-line__side"></span>
            <span class="fg-line__text">
                <span class="fg-log__columns"><span class="fg-log__zeros">{"0".repeat(paint::PROBED)}</span></span>
            </span>
        </div>
    }
}

/// Draws again when anything changes that rows look by.
fn watch(view: View) {
    let size = StoredValue::new_local(None::<SizeWatch>);
    Effect::new(move |_| {
        if let Some(element) = view.scroller.get() {
            size.set_value(SizeWatch::new(&element, move || {
                // In the next frame: rows of this one would change the size again, and the browser tells of that as an error.
                if view.stage.try_update_value(|stage| stage.stale = true).is_some() {
                    view.draw();
                }
            }));
        }
    });
    Effect::new(move |_| {
        let _ = (view.looks.wrap.get(), view.looks.times.get(), view.letters());
        view.measure_anew();
    });
    Effect::new(move |_| {
        let _ = (view.marked.get(), view.pinned.get(), view.following.get());
        view.draw();
    });
}

fn key_pressed(view: View, event: &web_sys::KeyboardEvent) {
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return;
    }
    match event.key().as_str() {
        "End" | "f" => {
            event.prevent_default();
            view.follow(true);
        }
        "Home" => {
            event.prevent_default();
            view.show_first();
        }
        _ => {}
    }
}
