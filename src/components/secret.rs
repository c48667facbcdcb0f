//! Asks for a source's key, on the page. The key goes to the source and is kept nowhere else.

use crate::live::Source;
use crate::text::t;
use crate::ui;
use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;

/// A field for a source's key.
#[component]
pub fn SecretForm(
    /// The source.
    source: Source,
    /// What happens when a key was given.
    #[prop(optional)]
    on_given: Option<Callback<()>>,
) -> impl IntoView {
    let words = &t().link;
    let label = (words.key_for)(&source.config().name);
    let field = NodeRef::<Input>::new();
    let give = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(input) = field.get_untracked().filter(|input| !input.value().is_empty()) {
            source.give_secret(input.value());
            input.set_value("");
            if let Some(on_given) = on_given {
                on_given.run(());
            }
        }
    };
    ui! {
        <form class="fg-secret" on:submit=give autocomplete="off">
            <label class="fg-field">
                <span class="fg-field__label">{label}</span>
                <input
                    class="fg-input"
                    type="password"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    required=true
                    node_ref=field
                />
            </label>
            <button class="fg-button fg-button--main" type="submit">{words.use_key}</button>
            <span class="fg-secret__kept">{words.key_kept}</span>
        </form>
    }
}
