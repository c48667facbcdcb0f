//! The fields of the form: a label, a control, a hint, and what is wrong beside it.

use super::draft::{Draft, Field, Wrong};
use crate::pages::sources::api_word;
use crate::text::t;
use crate::ui;
use fleetglass_core::protocol::{Api, AuthKind};
use leptos::prelude::*;

/// What is wrong with the form, if anything.
pub(super) type WrongSignal = RwSignal<Option<Wrong>>;

/// A text.
#[component]
pub(super) fn TextField(
    label: &'static str,
    value: RwSignal<String>,
    wrong: WrongSignal,
    /// The field, where it can be wrong.
    #[prop(optional)]
    field: Option<Field>,
    /// Stands in an empty field.
    #[prop(optional)]
    hint: &'static str,
    /// Stands below the field.
    #[prop(optional)]
    note: &'static str,
    #[prop(default = "text")] kind: &'static str,
    #[prop(default = "text")] keyboard: &'static str,
    #[prop(default = "fg-field")] class: &'static str,
) -> impl IntoView {
    let is_wrong = move || wrong.with(|wrong| wrong.as_ref().is_some_and(|wrong| Some(wrong.0) == field));
    let note = (!note.is_empty()).then(|| ui! { <span class="fg-field__hint">{note}</span> });
    let said = move || is_wrong().then(|| ui! { <span class="fg-field__wrong fg-error">{move || wrong.get().map(|wrong| wrong.1)}</span> });
    let typed = move |event| {
        value.set(event_target_value(&event));
        if is_wrong() {
            wrong.set(None);
        }
    };
    ui! {
        <label class=class>
            <span class="fg-field__label">{label}</span>
            <input
                class="fg-input"
                type=kind
                inputmode=keyboard
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                placeholder=hint
                aria-invalid=move || is_wrong().to_string()
                prop:value=move || value.get()
                on:input=typed
            />
            {note}
            {said}
        </label>
    }
}

/// A choice of a few words.
#[component]
pub(super) fn Choice(label: &'static str, value: RwSignal<String>, options: Vec<(&'static str, &'static str)>) -> impl IntoView {
    let options = options.into_iter().map(|(word, label)| ui! { <option value=word>{label}</option> }).collect_view();
    ui! {
        <label class="fg-field">
            <span class="fg-field__label">{label}</span>
            <select class="fg-select" prop:value=move || value.get() on:change=move |event| value.set(event_target_value(&event))>
                {options}
            </select>
        </label>
    }
}

/// The API: as chosen, else by the path, else by the first event.
#[component]
pub(super) fn ApiChoice(draft: Draft, wrong: WrongSignal) -> impl IntoView {
    let words = &t().sources.add;
    let first = move || draft.recognised().map_or_else(|| words.choose.to_owned(), |api| (words.recognised)(api_word(api)));
    let options = Api::ALL.map(|api| ui! { <option value=api.name()>{api_word(api)}</option> });
    let is_wrong = move || wrong.with(|wrong| wrong.as_ref().is_some_and(|wrong| wrong.0 == Field::Api));
    let said = move || is_wrong().then(|| ui! { <span class="fg-field__wrong fg-error">{words.needs_api}</span> });
    let chosen = move |event| {
        draft.api.set(event_target_value(&event));
        if is_wrong() {
            wrong.set(None);
        }
    };
    ui! {
        <label class="fg-field">
            <span class="fg-field__label">{words.api}</span>
            <select
                class="fg-select"
                aria-invalid=move || is_wrong().to_string()
                prop:value=move || draft.api.get()
                on:change=chosen
            >
                <option value="">{first}</option>
                {options.into_iter().collect_view()}
            </select>
            {said}
        </label>
    }
}

/// What few need: the threads, the transport, the proof of who asks, the heartbeat, and where prompts are answered.
#[component]
pub(super) fn MoreFields(draft: Draft, wrong: WrongSignal) -> impl IntoView {
    let words = &t().sources.add;
    let is_threads = Memo::new(move |_| draft.api() == Some(Api::Threads));
    let of_api = move || draft.auth_kind.with(String::is_empty);
    let named = Memo::new(move |_| !of_api() && draft.takes_key());
    let by_header = Memo::new(move |_| draft.auth_kind() == AuthKind::Header);
    let auth_name = move || {
        let label = if by_header.get() { words.auth_header_name } else { words.auth_query_name };
        ui! { <TextField label=label value=draft.auth_name wrong=wrong field=Field::AuthName /> }
    };
    ui! {
        <Show when=move || is_threads.get()>
            <TextField label=words.thread_ids hint=words.all_threads value=draft.thread_ids wrong=wrong />
        </Show>
        <Choice
            label=words.transport
            value=draft.transport
            options=vec![("auto", words.transport_auto), ("eventsource", "EventSource"), ("fetch", "fetch")]
        />
        <Choice
            label=words.credentials
            value=draft.credentials
            options=vec![("same-origin", words.same_origin), ("include", words.include), ("omit", words.omit)]
        />
        <AuthChoice draft=draft />
        <Show when=move || named.get()>
            {auth_name}
            <Show when=move || by_header.get()><TextField label=words.auth_prefix value=draft.auth_prefix wrong=wrong /></Show>
        </Show>
        <Heartbeat draft=draft wrong=wrong />
        <TextField
            label=words.answer
            hint="https://portal.example/x/{executionId}/{threadId}"
            note=words.answer_hint
            value=draft.answer
            wrong=wrong
            field=Field::Answer
            keyboard="url"
            class="fg-field fg-add__wide"
        />
    }
}

/// How the server knows who asks; at first as the API's document says.
#[component]
fn AuthChoice(draft: Draft) -> impl IntoView {
    let words = &t().sources.add;
    let word = |kind| match kind {
        AuthKind::None => words.auth_none,
        AuthKind::Cookie => words.auth_cookie,
        AuthKind::Query => words.auth_query,
        AuthKind::Header => words.auth_header,
    };
    let documented = move || {
        let (kind, name, _) = draft.api().map_or((AuthKind::None, "", ""), Api::auth);
        (words.auth_documented)(word(kind), name)
    };
    // A name that the document gives is a good one to begin with.
    let chosen = move |event| {
        draft.auth_kind.set(event_target_value(&event));
        let (kind, name, prefix) = untrack(|| draft.api()).map_or((AuthKind::None, "", ""), Api::auth);
        if draft.auth_name.with_untracked(String::is_empty) && untrack(|| draft.auth_kind()) == kind {
            draft.auth_name.set(name.to_owned());
            draft.auth_prefix.set(prefix.to_owned());
        }
    };
    ui! {
        <label class="fg-field">
            <span class="fg-field__label">{words.auth}</span>
            <select class="fg-select" prop:value=move || draft.auth_kind.get() on:change=chosen>
                <option value="">{documented}</option>
                <option value="none">{words.auth_none}</option>
                <option value="cookie">{words.auth_cookie}</option>
                <option value="query">{words.auth_query}</option>
                <option value="header">{words.auth_header}</option>
            </select>
        </label>
    }
}

#[component]
fn Heartbeat(draft: Draft, wrong: WrongSignal) -> impl IntoView {
    let words = &t().sources.add;
    let is_wrong = move || wrong.with(|wrong| wrong.as_ref().is_some_and(|wrong| wrong.0 == Field::Heartbeat));
    let documented = move || draft.api().map(|api| (api.heartbeat_ms() / 1000).to_string());
    let said = move || is_wrong().then(|| ui! { <span class="fg-field__wrong fg-error">{words.bad_heartbeat}</span> });
    let typed = move |event| {
        draft.heartbeat.set(event_target_value(&event));
        if is_wrong() {
            wrong.set(None);
        }
    };
    ui! {
        <label class="fg-field">
            <span class="fg-field__label">{words.heartbeat}</span>
            <input
                class="fg-input"
                type="text"
                inputmode="decimal"
                autocomplete="off"
                placeholder=documented
                aria-invalid=move || is_wrong().to_string()
                prop:value=move || draft.heartbeat.get()
                on:input=typed
            />
            {said}
        </label>
    }
}
