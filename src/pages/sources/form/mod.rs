//! The form for a source, a new one or one that is there: an address is enough where its path tells the API.

mod draft;
mod fields;
mod trying;

use crate::live::{Fleet, Source};
use crate::text::t;
use crate::ui;
use draft::{Draft, Field, Wrong};
use fields::{ApiChoice, MoreFields, TextField};
use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::html::Form;
use leptos::prelude::*;
use trying::{TrialWords, Trying};
use wasm_bindgen::JsCast;

/// The form for another source.
#[component]
pub fn AddSource(
    /// The sources.
    fleet: Fleet,
) -> impl IntoView {
    let draft = Draft::empty();
    ui! { <SourceForm fleet=fleet draft=draft /> }
}

/// The form for the settings of a source that is there.
#[component]
pub(super) fn EditSource(
    fleet: Fleet,
    source: Source,
    /// What happens when it is done or given up.
    on_close: Callback<()>,
) -> impl IntoView {
    let draft = Draft::of(&source.config());
    ui! { <SourceForm fleet=fleet draft=draft held=source on_close=on_close /> }
}

#[component]
fn SourceForm(
    fleet: Fleet,
    draft: Draft,
    #[prop(optional)] held: Option<Source>,
    #[prop(optional)] on_close: Option<Callback<()>>,
) -> impl IntoView {
    let words = &t().sources.add;
    let (form, wrong) = (NodeRef::<Form>::new(), RwSignal::new(None::<Wrong>));
    let name = held.as_ref().map(|source| (words.edit)(&source.config().name));
    let (label, submit) = (name.unwrap_or_else(|| words.title.to_owned()), if held.is_some() { words.save } else { words.submit });
    let key_hint = held.as_ref().filter(|source| untrack(|| source.has_secret())).map_or("", |_| words.key_held);
    let (more, in_portal) = (RwSignal::new(false), fleet.is_in_portal());
    focus_what_is_wrong(form, wrong, more);
    let trying = Trying::new(draft);
    let make = {
        let (fleet, held) = (fleet.clone(), held.clone());
        Callback::new(move |()| match make(&fleet, held.as_ref(), draft) {
            Ok(()) => {
                trying.stop();
                wrong.set(None);
                match on_close {
                    Some(on_close) => on_close.run(()),
                    None => draft.clear(),
                }
            }
            Err(found) => wrong.set(Some(found)),
        })
    };
    trying.follow(wrong, make);
    let (tested, sent) = (held.clone(), held);
    let test = move |_| wrong.set(trying.begin(tested.as_ref(), false).err());
    let submitted = move |event: SubmitEvent| {
        event.prevent_default();
        match untrack(|| draft.api()) {
            // Its first event may tell the API.
            None => wrong.set(trying.begin(sent.as_ref(), true).err()),
            Some(_) => make.run(()),
        }
    };
    let escaped = move |event: KeyboardEvent| {
        if let Some(on_close) = on_close.filter(|_| event.key() == "Escape") {
            event.stop_propagation();
            event.prevent_default();
            on_close.run(());
        }
    };
    let cancel = on_close.map(|on_close| {
        ui! { <button class="fg-button" type="button" on:click=move |_| on_close.run(())>{words.cancel}</button> }
    });
    ui! {
        <form class="fg-add" aria-label=label node_ref=form on:submit=submitted on:keydown=escaped novalidate=true>
            <TextField
                label=words.address
                hint=words.address_hint
                value=draft.address
                wrong=wrong
                field=Field::Address
                keyboard="url"
                class="fg-field fg-add__wide"
            />
            <ApiChoice draft=draft wrong=wrong />
            <TextField label=words.name hint=words.optional value=draft.name wrong=wrong />
            <Show when=move || draft.has_ids()>
                <TextField label=words.ids value=draft.ids wrong=wrong field=Field::Ids class="fg-field fg-add__wide" />
            </Show>
            <Show when=move || draft.takes_key() && !in_portal>
                <TextField label=words.key hint=key_hint kind="password" value=draft.secret wrong=wrong class="fg-field fg-add__wide" />
            </Show>
            <More draft=draft wrong=wrong open=more />
            <div class="fg-add__buttons">
                <button class="fg-button fg-button--main" type="submit">{submit}</button>
                <button class="fg-button" type="button" on:click=test>{words.test}</button>
                {cancel}
            </div>
            <TrialWords fleet=fleet trying=trying />
            <p class="fg-heard" role="alert">{move || wrong.get().map(|wrong| wrong.1)}</p>
        </form>
    }
}

/// Makes the source, or changes the one that is there.
fn make(fleet: &Fleet, held: Option<&Source>, draft: Draft) -> Result<(), Wrong> {
    let taken: Vec<String> = untrack(|| fleet.sources()).iter().map(Source::id).collect();
    let config = draft.source(held, &taken, None)?;
    match held {
        Some(source) => fleet.change(source, config, draft.secret()),
        None => fleet.add(config, draft.secret()),
    }
    Ok(())
}

/// The rest of the form, behind a button.
#[component]
fn More(draft: Draft, wrong: RwSignal<Option<Wrong>>, open: RwSignal<bool>) -> impl IntoView {
    let flip = move |_| open.update(|open| *open = !*open);
    ui! {
        <button
            class="fg-action fg-add__more"
            type="button"
            aria-expanded=move || open.get().to_string()
            on:click=flip
        >
            {t().sources.add.more}
        </button>
        <Show when=move || open.get()><MoreFields draft=draft wrong=wrong /></Show>
    }
}

/// Puts the caret where something is wrong, as soon as it is; opens the rest of the form where it is there.
fn focus_what_is_wrong(form: NodeRef<Form>, wrong: RwSignal<Option<Wrong>>, more: RwSignal<bool>) {
    Effect::new(move |_| {
        let Some(Wrong(field, _)) = wrong.get() else { return };
        if matches!(field, Field::Heartbeat | Field::AuthName | Field::Answer) {
            more.set(true);
        }
        request_animation_frame(move || {
            let found = form.get_untracked().and_then(|form| form.query_selector("[aria-invalid=true]").ok().flatten());
            if let Some(field) = found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) {
                // An element that can be focused cannot refuse it.
                _ = field.focus();
            }
        });
    });
}
