//! Prompts that wait, pinned above the log until their thread goes on. Nothing here looks as if it answered them.

use super::choice::{Choice, Thread};
use crate::components::link_words::still_since;
use crate::components::shape::{Mark, Shape};
use crate::components::timing::Timing;
use crate::components::words::Words;
use crate::live::{Fleet, Live};
use crate::pages::way::host_of;
use crate::platform::clipboard::copy;
use crate::platform::time::clock_short;
use crate::text::{Part, t};
use crate::ui;
use fleetglass_core::protocol::percent_decode;
use fleetglass_core::state::unit::{Since, Status};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;

/// So many prompts are shown at once.
const SHOWN: usize = 2;
/// For how long a button says what it did, in milliseconds.
const SAID_MS: u32 = 2_000;

#[derive(Clone, PartialEq)]
struct Prompt {
    live: Live,
    serial: u64,
    id: String,
    title: String,
    ask: Option<String>,
    options: Vec<String>,
    since: Since,
    confirmed: bool,
    /// When it was last heard; told only where that is all that is known.
    heard_ms: u64,
}

fn prompt(thread: &Thread) -> Option<Prompt> {
    thread.live.read(|stream| {
        let unit = stream.units().get(thread.ix).filter(|unit| unit.serial == thread.serial && unit.status == Status::Waiting)?;
        if !unit.confirmed && thread.live.is_away(unit.serial, unit.since.ms) {
            return None;
        }
        Some(Prompt {
            live: thread.live.clone(),
            serial: thread.serial,
            id: thread.id.clone(),
            title: unit.title.clone(),
            ask: unit.ask.clone(),
            options: unit.options.clone(),
            since: unit.since,
            confirmed: unit.confirmed,
            heard_ms: if unit.confirmed { 0 } else { unit.heard_ms },
        })
    })
}

/// The prompts of the threads that are read.
#[component]
pub(super) fn Prompts(fleet: Fleet, choice: Choice) -> impl IntoView {
    let texts = &t().threads;
    let told = fleet.clone();
    let put_away = RwSignal::new(0_u32);
    let waiting = Memo::new(move |_| {
        told.changed();
        put_away.track();
        let chosen = choice.chosen.get();
        let mut prompts: Vec<Prompt> =
            choice.threads.with(|threads| threads.iter().filter(|thread| chosen.has(&thread.id)).filter_map(prompt).collect());
        prompts.sort_by_key(|prompt| (!prompt.confirmed, prompt.since.ms));
        prompts
    });
    let all = RwSignal::new(false);
    let shown =
        move || waiting.with(|waiting| waiting.iter().take(if all.get() { usize::MAX } else { SHOWN }).cloned().collect::<Vec<_>>());
    let more = Memo::new(move |_| waiting.with(Vec::len).saturating_sub(SHOWN));
    let fold = move || {
        let words = move || if all.get() { texts.fewer.to_owned() } else { (texts.more)(more.get()) };
        (more.get() > 0)
            .then(|| ui! { <button type="button" class="fg-action" on:click=move |_| all.update(|all| *all = !*all)>{words}</button> })
    };
    // A prompt that changes in any way is another one to the page: it is never redrawn under the pointer otherwise.
    let key = |prompt: &Prompt| (prompt.live.key(), prompt.serial, prompt.since.ms, prompt.confirmed, prompt.ask.clone());
    ui! {
        <section class="fg-prompts" aria-label=texts.prompts data-many=move || all.get().then_some("")>
            <For each=shown key=key children=move |prompt| ui! { <PromptView fleet=fleet.clone() choice=choice prompt=prompt put_away=put_away /> } />
            {fold}
        </section>
    }
}

#[component]
fn PromptView(fleet: Fleet, choice: Choice, prompt: Prompt, put_away: RwSignal<u32>) -> impl IntoView {
    let texts = &t().threads;
    let Prompt { live, serial, id, title, ask, options, since, confirmed, heard_ms, .. } = prompt;
    let dismissed = live.clone();
    let dismiss = move |_| {
        dismissed.put_away(serial, since.ms);
        put_away.update(|count| *count += 1);
    };
    let dismiss = (!confirmed).then(|| {
        let label = (texts.dismiss_this)(&title);
        ui! { <button type="button" class="fg-action" aria-label=label on:click=dismiss>{texts.dismiss}</button> }
    });
    let timing = Timing::Since(since.ms, since.witnessed);
    let age = move || {
        if !confirmed {
            return (texts.waited)(&timing.words(heard_ms, None), &clock_short(heard_ms));
        }
        let still = still_since(&live);
        (texts.waits)(&timing.words(if still.is_none() { fleet.now() } else { 0 }, still))
    };
    let options = options.into_iter().map(|option| ui! { <Answer answer=option /> }).collect_view();
    let mark = Mark { status: Status::Waiting, confirmed, stalled: false };
    ui! {
        <div class="fg-prompt" data-unit-ref=id.clone() data-ref-status="waiting" data-unconfirmed=(!confirmed).then_some("")>
            <span class="fg-prompt__who">
                <Shape mark=Signal::stored(mark) />
                <strong>{title}</strong>
                <span>{age}</span>
            </span>
            <span class="fg-prompt__ask fg-theirs">{ask}</span>
            <span class="fg-prompt__options">{options}</span>
            <span class="fg-prompt__where">{dismiss}<AnswerLink choice=choice id=id.clone() /></span>
        </div>
    }
}

/// An answer as plain text, and a button that copies it.
#[component]
fn Answer(answer: String) -> impl IntoView {
    let texts = &t().threads;
    let said = RwSignal::new(texts.copy_answer);
    let timer = StoredValue::new_local(None::<Timeout>);
    let label = (texts.copy_this)(&answer);
    let text = answer.clone();
    let copy_it = move |_| {
        copy(text.clone(), move |done| {
            if said.try_set(if done { texts.copied } else { texts.not_copied }).is_none() {
                timer.set_value(Some(Timeout::new(SAID_MS, move || _ = said.try_set(texts.copy_answer))));
            }
        });
    };
    ui! {
        <span class="fg-prompt__option">
            <span class="fg-theirs">{answer}</span>
            <button type="button" class="fg-action" aria-label=label on:click=copy_it>{move || said.get()}</button>
        </span>
    }
}

/// Where a prompt is answered; where nothing leads there, where it waits.
#[component]
fn AnswerLink(choice: Choice, id: String) -> impl IntoView {
    let texts = &t().threads;
    move || {
        let source = choice.source.get()?;
        let config = source.config();
        Some(match config.answer_address(&id) {
            Some(address) => {
                let host = host_of(&address).to_owned();
                ui! { <a class="fg-action" href=address target="_blank" rel="noopener noreferrer">{(texts.answer_in)(&host)}</a> }
                    .into_any()
            }
            None => {
                let execution = percent_decode(id.split('/').next().unwrap_or_default());
                let words =
                    if execution.is_empty() { vec![Part::ours(config.name.clone())] } else { (texts.waits_in)(&config.name, &execution) };
                ui! { <Words phrase=Signal::stored(words) /> }.into_any()
            }
        })
    }
}
