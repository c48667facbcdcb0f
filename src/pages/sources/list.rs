//! The list of sources; one that is removed can be put back until another one is, or the place is left.

use super::one::OneSource;
use crate::components::chip::source_key;
use crate::live::{Fleet, Source};
use crate::platform::Host;
use crate::text::t;
use crate::ui;
use leptos::html::Button;
use leptos::prelude::*;

/// A source that was removed, and where it stood.
type Removed = (Source, usize);

/// The list of sources.
#[component]
pub(super) fn List(fleet: Fleet, host: Host) -> impl IntoView {
    let words = &t().sources;
    let (listed, counted, ticking) = (fleet.clone(), fleet.clone(), fleet.clone());
    let any = Memo::new(move |_| !counted.sources().is_empty());
    let removed = RwSignal::new(None::<Removed>);
    let removing = fleet.clone();
    let remove = Callback::new(move |source: Source| {
        let at = removing.remove(&source);
        removed.set(Some((source, at)));
    });
    ui! {
        <div class="fg-sources__list" data-empty=move || (!any.get()).then_some("")>
            <Heads />
            <ul aria-label=words.list>
                <For each=move || listed.sources() key=source_key let:source>
                    <li><OneSource fleet=ticking.clone() host=host.clone() source=source on_remove=remove /></li>
                </For>
            </ul>
        </div>
        <Undo fleet=fleet removed=removed />
    }
}

/// The heads of the columns, for people who see them; each fact has its name for those who do not.
#[component]
fn Heads() -> impl IntoView {
    let words = &t().sources.columns;
    ui! {
        <div class="fg-sources__heads" aria-hidden="true">
            <span>{words.source}</span>
            <span>{words.state}</span>
            <span class="fg-source__facts">
                <span>{words.transport}</span>
                <span>{words.rate}</span>
                <span>{words.events}</span>
                <span>{words.bytes}</span>
                <span>{words.opened}</span>
            </span>
        </div>
    }
}

/// The way back for a source that was removed.
#[component]
fn Undo(fleet: Fleet, removed: RwSignal<Option<Removed>>) -> impl IntoView {
    let button = NodeRef::<Button>::new();
    // Whoever removed it by keyboard stands nowhere now.
    Effect::new(move |_| {
        if removed.with(Option::is_some) {
            request_animation_frame(move || drop(button.get_untracked().map(|button| button.focus())));
        }
    });
    let undo = move |_| {
        if let Some((source, at)) = removed.try_update(Option::take).flatten() {
            fleet.put_back(source, at);
        }
    };
    let said = move || removed.with(|removed| removed.as_ref().map(|(source, _)| (t().sources.removed)(&source.config().name)));
    ui! {
        <p class="fg-sources__removed" role="status">
            {said}
            <Show when=move || removed.with(Option::is_some)>
                " "
                <button class="fg-action" type="button" node_ref=button on:click=undo.clone()>{t().sources.undo}</button>
            </Show>
        </p>
    }
}
