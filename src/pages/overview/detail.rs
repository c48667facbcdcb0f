//! The panel of one unit: what it asks or why it failed, what is known of it, its parts, its ids.

use super::detail_facts::{DetailFacts, PartRow};
use crate::components::shape::{Mark, Shape};
use crate::components::status::StatusWord;
use crate::components::timing::Timing;
use crate::components::words::Words;
use crate::live::{Fleet, Live};
use crate::platform::{Host, clipboard};
use crate::text::{Phrase, t};
use crate::ui;
use fleetglass_core::route::Route;
use fleetglass_core::state::roster::RootKey;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Which unit a link names: its stream, its row, and its source's name; `None` where it is not held.
type Target = Option<(Live, RootKey, String)>;

/// The panel of the unit that the link names, if it names one.
#[component]
pub(super) fn Detail(fleet: Fleet, host: Host) -> impl IntoView {
    let routed = host.clone();
    let wanted = Memo::new(move |_| {
        let route = routed.route();
        route.unit.map(|unit| (route.source, unit))
    });
    let found = fleet.clone();
    let target = Memo::new(move |_| {
        found.changed();
        wanted.with(|wanted| wanted.as_ref().and_then(|(source, unit)| find(&found, source.as_deref(), unit)))
    });
    let closed = host.clone();
    let close = move || {
        let route = closed.route_untracked();
        focus_row(route.unit.as_deref().unwrap_or_default());
        closed.go(Route { unit: None, source: None, ..route });
    };
    ui! {
        <Show when=move || wanted.with(Option::is_some)>
            <Panel fleet=fleet.clone() target=target close=Callback::new({ let close = close.clone(); move |()| close() }) />
        </Show>
    }
}

/// Gives the focus back to the row the panel was opened from.
fn focus_row(unit_id: &str) {
    let escaped = unit_id.replace('\\', "\\\\").replace('"', "\\\"");
    let link = document().query_selector(&format!("[data-unit-id=\"{escaped}\"] a")).ok().flatten();
    if let Some(link) = link.and_then(|link| link.dyn_into::<web_sys::HtmlElement>().ok()) {
        // An element that is shown takes the focus.
        let _ = link.focus();
    }
}

fn find(fleet: &Fleet, source_id: Option<&str>, unit_id: &str) -> Target {
    let sources = fleet.sources();
    let fits = |source: &&crate::live::Source| source_id.is_none_or(|id| source.id() == id);
    sources.iter().filter(fits).find_map(|source| {
        source.streams().into_iter().find_map(|live| {
            let (ix, serial) = live.read(|state| {
                let ix = state.units().find(unit_id)?;
                Some((ix, state.units().get(ix)?.serial))
            })?;
            let row = RootKey { stream: live.key(), serial, ix };
            Some((live, row, source.config().name.clone()))
        })
    })
}

#[component]
fn Panel(fleet: Fleet, target: Memo<Target>, close: Callback<()>) -> impl IntoView {
    let heading = NodeRef::<html::Aside>::new();
    heading.on_load(|panel| drop(panel.focus()));
    let key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            close.run(());
        }
    };
    let body = move || match target.get() {
        Some((live, row, source)) => ui! { <Body fleet=fleet.clone() live=live row=row source=source close=close /> }.into_any(),
        None => ui! { <Head close=close><h2 class="fg-drawer__title">{t().overview.gone}</h2></Head> }.into_any(),
    };
    ui! {
        <aside class="fg-drawer" tabindex="-1" aria-label=t().overview.detail node_ref=heading on:keydown=key>{body}</aside>
    }
}

#[component]
fn Head(close: Callback<()>, children: Children) -> impl IntoView {
    ui! {
        <div class="fg-drawer__head">
            {children()}
            <button class="fg-action" type="button" on:click=move |_| close.run(())>{t().shell.close}</button>
        </div>
    }
}

#[component]
fn Body(fleet: Fleet, live: Live, row: RootKey, source: String, close: Callback<()>) -> impl IntoView {
    let held = StoredValue::new(live.row(row.ix));
    let facts = Memo::new(move |old: Option<&Option<DetailFacts>>| {
        held.with_value(|held| held.track());
        DetailFacts::read(&live, row, &source).or_else(|| old.cloned().flatten())
    });
    let status = Signal::derive(move || facts.with(|facts| facts.as_ref().map(|facts| facts.row.status(facts.heard_ms))));
    let title = move || facts.with(|facts| facts.as_ref().map(|facts| facts.row.title.clone()));
    let time = move || {
        let timing = facts.with(|facts| facts.as_ref().map_or(Timing::None, |facts| facts.row.timing));
        timing.words(if timing.ticks() { fleet.now() } else { 0 }, None)
    };
    ui! {
        <Head close=close>
            <h2 class="fg-drawer__title">{title}</h2>
        </Head>
        <div class="fg-drawer__body">
            <p class="fg-drawer__status">
                {move || status.get().map(|status| ui! { <StatusWord facts=Signal::stored(status) /> })}
                <span class="fg-number">{time}</span>
            </p>
            <Said facts=facts />
            <Listed facts=facts />
            <PartList facts=facts />
        </div>
    }
}

/// What it asks, why it failed, and what people asked of it.
#[component]
fn Said(facts: Memo<Option<DetailFacts>>) -> impl IntoView {
    let ask = Memo::new(move |_| facts.with(|facts| facts.as_ref().and_then(|facts| facts.ask.clone())));
    let options = move || facts.with(|facts| facts.as_ref().map(|facts| facts.options.join("   ")).unwrap_or_default());
    let asked = Memo::new(move |_| facts.with(|facts| facts.as_ref().map(|facts| facts.interventions.clone()).unwrap_or_default()));
    let item = |phrase: Phrase| ui! { <li><Words phrase=Signal::stored(phrase) /></li> };
    ui! {
        <Show when=move || ask.with(Option::is_some)>
            <pre class="fg-drawer__ask fg-theirs">{move || ask.get()}</pre>
            <p class="fg-theirs">{options}</p>
        </Show>
        <Show when=move || asked.with(|asked| !asked.is_empty())>
            <section>
                <h3 class="fg-drawer__section">{t().overview.interventions}</h3>
                <ul>{move || asked.get().into_iter().map(item).collect_view()}</ul>
            </section>
        </Show>
    }
}

#[component]
fn Listed(facts: Memo<Option<DetailFacts>>) -> impl IntoView {
    let rows = Memo::new(move |_| facts.with(|facts| facts.as_ref().map(|facts| facts.listed.clone()).unwrap_or_default()));
    let row = |fact: super::detail_facts::Listed| {
        let copy = fact.copy.then(|| ui! { <CopyButton text=fact.value.clone() /> });
        ui! {
            <dt class="fg-facts__name">{fact.name}</dt>
            <dd class="fg-facts__value"><span class:fg-theirs=fact.theirs>{fact.value.clone()}</span> {copy}</dd>
        }
    };
    ui! {
        <dl class="fg-facts">
            <For each=move || rows.get() key=|fact| (fact.name, fact.value.clone()) children=row />
        </dl>
    }
}

#[component]
fn CopyButton(text: String) -> impl IntoView {
    let words = &t().shell;
    let label = RwSignal::new(words.copy);
    let copy = move |_| {
        clipboard::copy(text.clone(), move |copied| {
            let _ = label.try_set(if copied { words.copied } else { words.copy_refused });
        });
    };
    ui! { <button class="fg-action" type="button" aria-live="polite" on:click=copy>{move || label.get()}</button> }
}

#[component]
fn PartList(facts: Memo<Option<DetailFacts>>) -> impl IntoView {
    let parts = Memo::new(move |_| facts.with(|facts| facts.as_ref().map(|facts| facts.parts.clone()).unwrap_or_default()));
    let row = |part: PartRow| {
        ui! {
            <li class="fg-drawer__part" data-unit-ref=part.id.clone() data-ref-status=part.status.as_str()>
                <Shape mark=Mark { status: part.status, confirmed: part.confirmed, stalled: false } />
                <span class="fg-cut">{part.title.clone()}</span>
                <span class="fg-number">{part.took.clone()}</span>
            </li>
        }
    };
    ui! {
        <Show when=move || parts.with(|parts| !parts.is_empty())>
            <section>
                <h3 class="fg-drawer__section">{t().overview.parts}</h3>
                <ul>{move || parts.get().into_iter().map(row).collect_view()}</ul>
            </section>
        </Show>
    }
}
