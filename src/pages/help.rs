//! The help: every key, from the table that the keys act by, and the switch of single ones.

use super::keys::{Press, Scope, TABLE};
use crate::components::dialog::{Dialog, DialogHandle};
use crate::platform::{Host, is_mac};
use crate::text::t;
use crate::ui;
use leptos::prelude::*;

/// The help.
#[component]
pub(super) fn Help(host: Host, handle: DialogHandle) -> impl IntoView {
    let words = &t().keys;
    ui! {
        <Dialog handle=handle class="fg-help" name=words.title host=host.clone()>
            <div class="fg-help__head">
                <h2 class="fg-help__title" tabindex="-1" autofocus>{words.title}</h2>
                <button class="fg-action" type="button" on:click=move |_| handle.close()>{words.close}</button>
            </div>
            <div class="fg-help__groups">
                <Group name=words.anywhere scope=Scope::Anywhere />
                <Group name=words.in_lists scope=Scope::Lists />
                <Group name=words.in_logs scope=Scope::Logs />
            </div>
            <SingleKeys host=host.clone() />
        </Dialog>
    }
}

#[component]
fn Group(name: &'static str, scope: Scope) -> impl IntoView {
    let words = &t().keys;
    let row = |shortcut: &super::keys::Shortcut| {
        ui! { <div class="fg-help__row"><dt>{(shortcut.name)(words)}</dt><dd><Pressed press=shortcut.press /></dd></div> }
    };
    let rows = TABLE.iter().filter(|shortcut| shortcut.scope == scope).map(row).collect_view();
    ui! { <section class="fg-help__group"><h3 class="fg-help__name">{name}</h3><dl class="fg-help__rows">{rows}</dl></section> }
}

/// The keys as they stand on a keyboard.
#[component]
fn Pressed(press: Press) -> impl IntoView {
    let words = &t().keys;
    let between = match press {
        Press::Either(..) => words.or,
        Press::After(..) => words.then,
        Press::Alone(_) | Press::With(_) => "",
    };
    let key = |(nth, key): (usize, String)| {
        let between = (nth > 0 && !between.is_empty()).then(|| ui! { <span class="fg-help__between">{between}</span> });
        ui! { {between} <kbd class="fg-key">{key}</kbd> }
    };
    written(press).into_iter().enumerate().map(key).collect_view()
}

/// Writes the keys one by one.
pub(super) fn written(press: Press) -> Vec<String> {
    let capital = |key: &str| key.to_uppercase();
    match press {
        Press::Alone("Escape") => vec!["Esc".to_owned()],
        Press::Alone(key) if key.len() == 1 && key.chars().all(char::is_uppercase) => vec!["Shift".to_owned(), key.to_owned()],
        Press::Alone(key) => vec![key.to_owned()],
        Press::Either(one, other) | Press::After(one, other) => vec![one.to_owned(), other.to_owned()],
        Press::With(key) => vec![if is_mac() { "⌘" } else { "Ctrl" }.to_owned(), capital(key)],
    }
}

/// The switch of single keys.
#[component]
pub(super) fn SingleKeys(host: Host) -> impl IntoView {
    let words = &t().keys;
    let read = host.clone();
    let flip = move |event| host.set_single_keys(event_target_checked(&event));
    ui! {
        <label class="fg-check fg-help__single">
            <input type="checkbox" prop:checked=move || read.single_keys() on:change=flip />
            <span>
                {words.single}
                <span class="fg-field__hint fg-help__note">{words.single_note}</span>
            </span>
        </label>
    }
}
