//! What the panel of one unit says: what it asks or why it failed, its parts, its last lines, what else is known, its ids.

use super::detail::Head;
use super::detail_facts::{DetailFacts, Listed, PartRow, last_lines};
use crate::components::fold::Fold;
use crate::components::link_words::still_since;
use crate::components::shape::{Mark, Shape};
use crate::components::status::StatusWord;
use crate::components::timing::Timing;
use crate::components::words::Words;
use crate::live::{Fleet, Live, Source};
use crate::pages::goto::GoTo;
use crate::pages::way::way_to;
use crate::platform::{Host, clipboard};
use crate::text::{Phrase, t};
use crate::ui;
use fleetglass_core::route::{Place, Route};
use fleetglass_core::state::roster::RootKey;
use fleetglass_core::state::unit::{Kind, Status};
use leptos::prelude::*;

/// So many lines of its log are shown.
const LINES: usize = 12;

type Facts = Memo<Option<DetailFacts>>;

/// What the panel of one unit says.
#[component]
pub(super) fn Body(fleet: Fleet, host: Host, live: Live, row: RootKey, source: Source, close: Callback<()>) -> impl IntoView {
    let held = StoredValue::new(live.row(row.ix));
    let (read, watched, name) = (live.clone(), live.clone(), source.config().name.clone());
    let facts = Memo::new(move |old: Option<&Option<DetailFacts>>| {
        held.with_value(|held| held.track());
        DetailFacts::read(&read, row, &name).or_else(|| old.cloned().flatten())
    });
    let still = Memo::new(move |_| still_since(&watched));
    let status = Memo::new(move |_| facts.with(|facts| facts.as_ref().map(|facts| facts.row.status(facts.heard_ms))));
    let title = Memo::new(move |_| facts.with(|facts| facts.as_ref().map(|facts| facts.row.title.clone())));
    let time = clock(fleet.clone(), still, move || facts.with(|facts| facts.as_ref().map_or(Timing::None, |facts| facts.row.timing)));
    ui! {
        <Head close=close>
            <h2 class="fg-drawer__title">{move || title.get()}</h2>
        </Head>
        <div class="fg-drawer__body">
            <p class="fg-drawer__status">
                {move || status.get().map(|status| ui! { <StatusWord facts=Signal::stored(status) /> })}
                <span class="fg-number">{time}</span>
            </p>
            <Said facts=facts />
            <Ways host=host.clone() source=source.clone() facts=facts />
            <PartList fleet=fleet.clone() host=host source=source facts=facts still=still />
            <LastLines fleet=fleet live=live row=row />
            <ListedFacts facts=facts />
            <Folds facts=facts />
        </div>
    }
}

/// Writes a time that ticks only while it has to.
fn clock(fleet: Fleet, still: Memo<Option<u64>>, timing: impl Fn() -> Timing + Send + Sync + 'static) -> impl Fn() -> String + Send + Sync {
    move || {
        let (timing, still) = (timing(), still.get());
        timing.words(if timing.ticks() && still.is_none() { fleet.now() } else { 0 }, still)
    }
}

/// What it asks, why it failed, and what people asked of it.
#[component]
fn Said(facts: Facts) -> impl IntoView {
    let ask = Memo::new(move |_| facts.with(|facts| facts.as_ref().and_then(|facts| facts.ask.clone())));
    let options = Memo::new(move |_| facts.with(|facts| facts.as_ref().map(|facts| facts.options.join("   ")).unwrap_or_default()));
    let asked = Memo::new(move |_| facts.with(|facts| facts.as_ref().map(|facts| facts.interventions.clone()).unwrap_or_default()));
    let item = |phrase: Phrase| ui! { <li><Words phrase=Signal::stored(phrase) /></li> };
    let tone = move || facts.with(|facts| facts.as_ref().map(|facts| facts.row.mark.status.as_str()));
    ui! {
        <Show when=move || ask.with(Option::is_some)>
            <pre class="fg-drawer__ask fg-theirs" data-status=tone tabindex="0">{move || ask.get()}</pre>
        </Show>
        <Show when=move || options.with(|options| !options.is_empty())>
            <p class="fg-drawer__options fg-theirs">{move || options.get()}</p>
        </Show>
        <Show when=move || asked.with(|asked| !asked.is_empty())>
            <section>
                <h3 class="fg-drawer__section">{t().overview.interventions}</h3>
                <ul>{move || asked.get().into_iter().map(item).collect_view()}</ul>
            </section>
        </Show>
    }
}

/// Where else it is: all of it in its place, and where it is answered.
#[component]
fn Ways(host: Host, source: Source, facts: Facts) -> impl IntoView {
    let of = Memo::new(move |_| facts.with(|facts| facts.as_ref().map(|facts| (facts.row.kind, facts.row.id.clone()))));
    let waits = Memo::new(move |_| facts.with(|facts| facts.as_ref().is_some_and(|facts| facts.row.mark.status == Status::Waiting)));
    let id = source.id();
    let whole = move || {
        let (kind, unit) = of.get().filter(|(kind, _)| *kind != Kind::Session)?;
        let to = way_to(kind, &unit, &id, &Route::default());
        let words = if kind == Kind::Thread { t().overview.open_thread } else { t().overview.open_run };
        Some(ui! { <GoTo host=host.clone() to=Signal::stored(to) class="fg-action">{words}</GoTo> })
    };
    let answer = move || {
        let (_, unit) = of.get().filter(|_| waits.get())?;
        let address = source.config().answer_address(&unit)?;
        let at = address.split('/').nth(2).unwrap_or_default().to_owned();
        let words = (t().overview.answer)(&at);
        Some(ui! { <a class="fg-action" href=address target="_blank" rel="noopener noreferrer">{words}</a> })
    };
    ui! { <p class="fg-drawer__ways">{whole} {answer}</p> }
}

#[component]
fn PartList(fleet: Fleet, host: Host, source: Source, facts: Facts, still: Memo<Option<u64>>) -> impl IntoView {
    let parts = Memo::new(move |_| facts.with(|facts| facts.as_ref().map(|facts| facts.parts.clone()).unwrap_or_default()));
    let id = source.id();
    let row = move |part: PartRow| {
        let to = Route { source: Some(id.clone()), unit: Some(part.id.clone()), ..Route::to(Place::Runs) };
        let time = clock(fleet.clone(), still, move || part.timing);
        ui! {
            <li class="fg-drawer__part" data-unit-ref=part.id.clone() data-ref-status=part.status.as_str()>
                <Shape mark=Mark { status: part.status, confirmed: part.confirmed, stalled: false } />
                <GoTo host=host.clone() to=Signal::stored(to) class="fg-drawer__link fg-cut">{part.title.clone()}</GoTo>
                <span class="fg-number">{time}</span>
            </li>
        }
    };
    let key = |part: &PartRow| format!("{} {} {} {:?}", part.id, part.status.as_str(), part.confirmed, part.timing);
    ui! {
        <Show when=move || parts.with(|parts| !parts.is_empty())>
            <section>
                <h3 class="fg-drawer__section">{t().overview.parts}</h3>
                <ul><For each=move || parts.get() key=key children=row.clone() /></ul>
            </section>
        </Show>
    }
}

/// The last lines of its log, at most twice a second.
#[component]
fn LastLines(fleet: Fleet, live: Live, row: RootKey) -> impl IntoView {
    let lines = Memo::new(move |_| {
        fleet.changed();
        live.read(|state| last_lines(state, row.ix, LINES))
    });
    ui! {
        <Show when=move || lines.with(|lines| !lines.is_empty())>
            <section>
                <h3 class="fg-drawer__section">{t().overview.last_lines}</h3>
                <pre class="fg-drawer__lines fg-theirs" tabindex="0">{move || lines.with(|lines| lines.join("\n"))}</pre>
            </section>
        </Show>
    }
}

#[component]
fn ListedFacts(facts: Facts) -> impl IntoView {
    let rows = Memo::new(move |_| facts.with(|facts| facts.as_ref().map(|facts| facts.listed.clone()).unwrap_or_default()));
    let row = |fact: Listed| {
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
fn Folds(facts: Facts) -> impl IntoView {
    let folded = Memo::new(move |_| facts.with(|facts| facts.as_ref().map(|facts| facts.folded.clone()).unwrap_or_default()));
    let fold = |(name, value): (&'static str, String)| ui! { <Fold name=name value=value /> };
    ui! { <div class="fg-drawer__folds"><For each=move || folded.get() key=Clone::clone children=fold /></div> }
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
