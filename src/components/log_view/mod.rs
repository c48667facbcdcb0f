//! A log: rows of one or many units, following their end, however many there are.
//!
//! Up to 200 rows are in the page whole. Of more, only those in view are: they live in a sticky view over a spacer, so that
//! a late frame shows old rows and never blank ones. A row is made once and kept while it is in view; what came in a frame is
//! tested against the filter once.

mod announce;
mod extras;
mod feed;
pub mod filter;
mod foot;
pub mod index;
mod lane;
pub mod letters;
pub mod pattern;
mod reading;
mod resize;
mod row;
mod view;
pub mod window;

pub use feed::Shape;
pub use lane::{Lane, Made, MadeRows, Take};

use super::words::Words;
use crate::text::{Phrase, t};
use announce::Announce;
use extras::Extras;
use filter::Filter;
use foot::Foot;
use leptos::prelude::*;
use letters::Letters;
use resize::HeightWatch;
use row::{evicted, row_view};
use view::View;

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
    /// Told how much there is.
    #[prop(optional)]
    shape: Option<RwSignal<Shape>>,
    /// Words to show the first row with; taken once they are found.
    #[prop(optional)]
    goto: Option<RwSignal<Option<String>>>,
) -> impl IntoView {
    let view = View::new();
    Effect::new(move |_| view.read(lanes.get(), filter.get()));
    Effect::new(move |_| {
        let now = view.shape.get();
        if let Some(shape) = shape {
            shape.set(now);
        }
        if let Some(found) = goto.and_then(|goto| goto.get()).and_then(|words| view.feed.with_value(|feed| feed.find(&words))) {
            if let Some(goto) = goto {
                goto.set(None);
            }
            view.show(found);
        }
    });
    watch_height(view);
    let keys = Memo::new(move |_| view.keys(letters.filter(|_| merged.get())));
    let extent = Memo::new(move |_| view.extent());
    let whole = move || extent.get().is_whole();
    let lost = Memo::new(move |_| view.shape.get().lost);
    let top = move || if whole() { None } else { Some(format!("translateY({}px)", view.window().shift_px)) };
    let height = move || if whole() { None } else { Some(format!("{}px", extent.get().spacer_px())) };
    let pinned = move || if whole() { None } else { Some(format!("{}px", view.view_px.get())) };
    let is_empty = Memo::new(move |_| view.shape.with(|shape| shape.rows() == 0 && !shape.busy && shape.look > 0));
    crate::ui! {
        <section class="fg-log" data-times=times.then_some("1") data-merged=move || merged.get().then_some("1")>
            <Extras view=view />
            <div class="fg-log__scroller" role="log" aria-live="off" aria-label=move || label.get() tabindex="0" node_ref=view.scroller
                on:scroll=move |_| view.scrolled() on:keydown=move |event| key_pressed(view, &event)>
                {move || (lost.get() > 0).then(|| evicted(lost.get()))}
                <div class="fg-log__spacer" data-whole=move || whole().then_some("1") style:height=height>
                    <div class="fg-log__view" style:height=pinned>
                        <div class="fg-log__rows" style:transform=top>
                            <For each=move || keys.get() key=Clone::clone children=move |key| view.feed.with_value(|feed| row_view(feed, &key)) />
                        </div>
                    </div>
                </div>
                {move || is_empty.get().then(|| nothing(view, empty, on_clear))}
            </div>
            <Foot view=view />
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

fn watch_height(view: View) {
    let watch = StoredValue::new_local(None::<HeightWatch>);
    Effect::new(move |_| {
        if let Some(element) = view.scroller.get() {
            view.view_px.set(f64::from(element.client_height()));
            watch.set_value(HeightWatch::new(&element, move |px| {
                if view.view_px.try_get_untracked().is_some_and(|held| held != px) {
                    view.view_px.set(px);
                    view.place();
                }
            }));
        }
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
        _ => {}
    }
}
