//! The form for another source: an address is enough where its path tells the API.

use super::api_word;
use crate::live::Fleet;
use crate::text::t;
use crate::ui;
use fleetglass_core::config::Source;
use fleetglass_core::protocol::Api;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// What was typed.
#[derive(Clone, Copy)]
struct Draft {
    address: RwSignal<String>,
    api: RwSignal<String>,
    ids: RwSignal<String>,
    name: RwSignal<String>,
}

impl Draft {
    fn api(self) -> Option<Api> {
        Api::from_name(&self.api.get()).or_else(|| self.recognised())
    }

    fn recognised(self) -> Option<Api> {
        self.address.with(|address| Api::recognise(address.trim())).map(|found| found.api)
    }

    fn has_ids(self) -> bool {
        self.address.with(|address| address.contains("{id}"))
    }

    /// Makes the source, or says what is missing.
    fn source(self, taken: &[String]) -> Result<Source, &'static str> {
        let words = &t().sources.add;
        let address = self.address.get().trim().to_owned();
        let scheme = address.split_once(':').map(|(scheme, _)| scheme).filter(|scheme| scheme.chars().all(char::is_alphanumeric));
        match scheme {
            _ if address.is_empty() => return Err(words.needs_address),
            Some("http" | "https") | None => {}
            Some(_) => return Err(words.not_http),
        }
        let api = self.api().ok_or(words.needs_api)?;
        let ids: Vec<String> = self.ids.with(|ids| ids.split(',').map(|id| id.trim().to_owned()).filter(|id| !id.is_empty()).collect());
        if self.has_ids() && ids.is_empty() {
            return Err(words.needs_ids);
        }
        let name = Some(self.name.get().trim().to_owned()).filter(|name| !name.is_empty()).unwrap_or_else(|| name_of(&address, api));
        let id = free_id(&name, taken);
        let mut source = Source::new(&id, api, &address);
        source.name = name;
        source.ids = if self.has_ids() { ids } else { Vec::new() };
        Ok(source)
    }

    fn clear(self) {
        for field in [self.address, self.api, self.ids, self.name] {
            field.set(String::new());
        }
    }
}

/// Names a source nobody named: by what its path holds, else by its server.
fn name_of(address: &str, api: Api) -> String {
    let subject = Api::recognise(address).and_then(|found| found.subject).filter(|subject| !subject.contains("{id}"));
    let server = address.split_once("://").and_then(|(_, rest)| rest.split('/').next()).filter(|server| !server.is_empty());
    subject.or_else(|| server.map(|server| format!("{server} {}", api_word(api)))).unwrap_or_else(|| api_word(api).to_owned())
}

fn free_id(name: &str, taken: &[String]) -> String {
    let base: String = name.chars().map(|c| if c.is_alphanumeric() || "-._".contains(c) { c } else { '-' }).collect();
    let mut numbered = (2..).map(|n| format!("{base}-{n}"));
    if taken.contains(&base) { numbered.find(|id| !taken.contains(id)).unwrap_or(base) } else { base }
}

/// The form for another source.
#[component]
pub fn AddSource(
    /// The sources.
    fleet: Fleet,
) -> impl IntoView {
    let words = &t().sources.add;
    let empty = || RwSignal::new(String::new());
    let draft = Draft { address: empty(), api: empty(), ids: empty(), name: empty() };
    let error = RwSignal::new(None::<&'static str>);
    let add = move |event: SubmitEvent| {
        event.prevent_default();
        let taken: Vec<String> = untrack(|| fleet.sources()).iter().map(crate::live::Source::id).collect();
        match untrack(|| draft.source(&taken)) {
            Ok(source) => {
                draft.clear();
                error.set(None);
                fleet.add(source);
            }
            Err(why) => error.set(Some(why)),
        }
    };
    ui! {
        <form class="fg-add" on:submit=add novalidate=true>
            <Address draft=draft error=error />
            <ApiChoice draft=draft />
            <Show when=move || draft.has_ids()><TextField label=words.ids hint="" value=draft.ids /></Show>
            <TextField label=words.name hint=words.name_hint value=draft.name />
            <button class="fg-button fg-button--main" type="submit">{words.submit}</button>
            <p class="fg-add__error fg-error" id="fg-add-error" role="alert">{move || error.get()}</p>
        </form>
    }
}

#[component]
fn Address(draft: Draft, error: RwSignal<Option<&'static str>>) -> impl IntoView {
    let words = &t().sources.add;
    ui! {
        <label class="fg-field fg-add__address">
            <span class="fg-field__label">{words.address}</span>
            <input
                class="fg-input"
                type="text"
                inputmode="url"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                placeholder=words.address_hint
                aria-describedby="fg-add-error"
                aria-invalid=move || error.get().is_some().to_string()
                prop:value=move || draft.address.get()
                on:input=move |event| draft.address.set(event_target_value(&event))
            />
        </label>
    }
}

#[component]
fn ApiChoice(draft: Draft) -> impl IntoView {
    let words = &t().sources.add;
    let first = move || draft.recognised().map_or_else(|| words.choose.to_owned(), |api| (words.recognised)(api_word(api)));
    let options = Api::ALL.map(|api| ui! { <option value=api.name()>{api_word(api)}</option> });
    ui! {
        <label class="fg-field">
            <span class="fg-field__label">{words.api}</span>
            <select
                class="fg-select"
                prop:value=move || draft.api.get()
                on:change=move |event| draft.api.set(event_target_value(&event))
            >
                <option value="">{first}</option>
                {options.into_iter().collect_view()}
            </select>
        </label>
    }
}

#[component]
fn TextField(label: &'static str, hint: &'static str, value: RwSignal<String>) -> impl IntoView {
    ui! {
        <label class="fg-field">
            <span class="fg-field__label">{label}</span>
            <input
                class="fg-input"
                type="text"
                autocomplete="off"
                placeholder=hint
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
            />
        </label>
    }
}
