//! The list of what has steps, the newest first, by kind and text.

use super::choice::{Choice, Root};
use super::list_row::RootRow;
use crate::components::filter_bar::edit;
use crate::live::Fleet;
use crate::platform::Host;
use crate::text::t;
use crate::ui;
use fleetglass_core::state::unit::Kind;
use leptos::prelude::*;

/// So many rows at first, and so many more each time.
const PAGE: usize = 200;

/// The list of what has steps.
#[component]
pub(super) fn RootList(fleet: Fleet, host: Host, choice: Choice) -> impl IntoView {
    let texts = &t().runs;
    let most = RwSignal::new(PAGE);
    let (routed, told) = (host.clone(), fleet.clone());
    let sift = Memo::new(move |_| {
        let route = routed.route();
        (route.kind, route.q.to_lowercase())
    });
    let matching = Memo::new(move |_| {
        let (kinds, text) = sift.get();
        if !text.is_empty() {
            told.changed();
        }
        choice.roots.with(|roots| roots.iter().filter(|root| shows(root, &kinds, &text)).cloned().collect::<Vec<_>>())
    });
    let shown = move || matching.with(|roots| roots.iter().take(most.get()).cloned().collect::<Vec<_>>());
    let (of_rows, of_kinds, of_text, of_more) = ((fleet, host.clone()), host.clone(), host.clone(), host.clone());
    let row = move |root: Root| {
        let (fleet, host) = of_rows.clone();
        ui! { <RootRow fleet=fleet host=host choice=choice root=root /> }
    };
    let value = Memo::new(move |_| host.route().q);
    ui! {
        <nav class="fg-runs__list" aria-label=texts.list>
            <div class="fg-runs__sift">
                <input
                    class="fg-input"
                    type="search"
                    aria-label=texts.filter
                    placeholder=texts.filter
                    prop:value=move || value.get()
                    on:input=move |event| edit(&of_text, |route| route.q = event_target_value(&event))
                />
                <Kinds host=of_kinds />
            </div>
            <ul class="fg-runs__rows">
                <For each=shown key=|root| (root.live.key(), root.serial) children=row />
                <More host=of_more matching=matching most=most choice=choice />
            </ul>
        </nav>
    }
}

fn shows(root: &Root, kinds: &[String], text: &str) -> bool {
    if !kinds.is_empty() && !kinds.iter().any(|kind| kind == root.kind.as_str()) {
        return false;
    }
    let holds = |words: Option<&String>| words.is_some_and(|words| words.to_lowercase().contains(text));
    text.is_empty()
        || root.live.read(|stream| {
            let unit = stream.units().get(root.ix);
            unit.is_some_and(|unit| {
                [Some(&unit.title), Some(&unit.id), unit.word.as_ref(), unit.doing.as_ref(), unit.ask.as_ref()].into_iter().any(holds)
            })
        })
}

/// More rows, or why there is none.
#[component]
fn More(host: Host, matching: Memo<Vec<Root>>, most: RwSignal<usize>, choice: Choice) -> impl IntoView {
    let left = Memo::new(move |_| matching.with(Vec::len).saturating_sub(most.get()));
    let none = Memo::new(move |_| matching.with(Vec::is_empty) && !choice.roots.with(Vec::is_empty));
    let more = move || {
        let show = move |_| most.update(|most| *most += PAGE);
        (left.get() > 0)
            .then(|| ui! { <li><button type="button" class="fg-action" on:click=show>{(t().runs.more)(left.get())}</button></li> })
    };
    let empty = move || {
        let host = host.clone();
        let clear = move |_| {
            edit(&host, |route| {
                route.q.clear();
                route.kind.clear();
            });
        };
        let words = &t().runs;
        none.get().then(|| {
            ui! {
                <li class="fg-runs__hint">
                    {words.no_match}" "<button type="button" class="fg-action" on:click=clear>{words.clear}</button>
                </li>
            }
        })
    };
    ui! { {more} {empty} }
}

/// Which kinds are shown; none chosen means all.
#[component]
fn Kinds(host: Host) -> impl IntoView {
    let texts = &t().runs;
    let kind = move |(kind, name): (Kind, &'static str)| {
        let (read, host) = (host.clone(), host.clone());
        let on = Memo::new(move |_| read.route().kind.iter().any(|held| held == kind.as_str()));
        let flip = move |_| {
            edit(&host, |route| {
                let was = route.kind.iter().any(|held| held == kind.as_str());
                route.kind.retain(|held| held != kind.as_str());
                if !was {
                    route.kind.push(kind.as_str().to_owned());
                }
            });
        };
        ui! { <button type="button" class="fg-button" aria-pressed=move || on.get().to_string() on:click=flip>{name}</button> }
    };
    let kinds =
        [(Kind::Run, texts.runs), (Kind::Workflow, texts.workflows), (Kind::Agent, texts.agents), (Kind::Pipeline, texts.pipelines)];
    ui! { <div class="fg-runs__kinds" role="group" aria-label=texts.kinds>{kinds.map(kind).into_iter().collect_view()}</div> }
}
