//! The palette: going to anything by a few letters of its name.

mod entries;
mod found;

use super::settings;
use crate::components::dialog::{Dialog, DialogHandle};
use crate::live::Fleet;
use crate::platform::{Host, clipboard};
use crate::text::t;
use crate::ui;
use entries::{Does, Entry};
use found::{Found, find, stretches};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use std::sync::Arc;

/// So many of those chosen last come first.
const RECENT: usize = 5;
/// So many rows PageUp and PageDown go.
const PAGE: usize = 8;

/// The palette. What was chosen lately is held in memory, as long as the page is open.
#[component]
pub fn Palette(
    /// The sources.
    fleet: Fleet,
    /// Whoever it lives in.
    host: Host,
    /// Its handle.
    handle: DialogHandle,
    /// Opened by an action.
    help: DialogHandle,
    /// The keys of what was chosen lately, the last first.
    recent: StoredValue<Vec<String>>,
) -> impl IntoView {
    ui! {
        <Dialog handle=handle class="fg-palette" name=t().palette.title host=host.clone()>
            <Search fleet=fleet.clone() host=host.clone() handle=handle help=help recent=recent />
        </Dialog>
    }
}

#[component]
fn Search(fleet: Fleet, host: Host, handle: DialogHandle, help: DialogHandle, recent: StoredValue<Vec<String>>) -> impl IntoView {
    let words = &t().palette;
    let rooted = host.clone();
    let all: StoredValue<Vec<Entry>, LocalStorage> = StoredValue::new_local(entries::all(&fleet, &host));
    let (typed, at, said) = (RwSignal::new(String::new()), RwSignal::new(0_usize), RwSignal::new(None::<&'static str>));
    let found = Memo::new(move |_| all.with_value(|all| recent.with_value(|recent| find(all, &typed.get(), recent))));
    let choose = Callback::new(move |nth: usize| {
        let chosen = found.with_untracked(|(found, _)| found.get(nth).map(|found| found.at));
        let Some(entry) = chosen.and_then(|at| all.with_value(|all| all.get(at).cloned())) else { return };
        recent.update_value(|recent| {
            recent.retain(|key| *key != entry.key);
            recent.insert(0, entry.key.clone());
            recent.truncate(RECENT);
        });
        act(entry.does, &fleet, &host, handle, help, said);
    });
    let pressed = move |event: KeyboardEvent| {
        let count = found.with_untracked(|(found, _)| found.len());
        if event.is_composing() || count == 0 {
            return;
        }
        let last = count - 1;
        match event.key().as_str() {
            "ArrowDown" => at.update(|at| *at = if *at >= last { 0 } else { *at + 1 }),
            "ArrowUp" => at.update(|at| *at = at.checked_sub(1).unwrap_or(last)),
            "PageDown" => at.update(|at| *at = (*at + PAGE).min(last)),
            "PageUp" => at.update(|at| *at = at.saturating_sub(PAGE)),
            "Enter" => choose.run(at.get_untracked()),
            _ => return,
        }
        event.prevent_default();
    };
    let input = move |event| {
        at.set(0);
        said.set(None);
        typed.set(event_target_value(&event));
    };
    // The row stays in sight while keys go through the list.
    Effect::new(move |_| {
        let row = rooted.find(&format!("#{}", option_id(at.get())));
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        if let Some(row) = row {
            row.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
    let status = move || {
        let counted = || found.with(|(found, more)| (words.found)(found.len() as u64, *more));
        said.get().map_or_else(counted, str::to_owned)
    };
    let none = move || {
        let empty = found.with(|(found, _)| found.is_empty());
        empty.then(|| ui! { <p class="fg-palette__none">{(words.none)(&typed.get())}</p> })
    };
    ui! {
        <input
            class="fg-palette__field fg-input"
            type="text"
            role="combobox"
            autofocus
            autocomplete="off"
            spellcheck="false"
            aria-label=words.title
            aria-expanded="true"
            aria-controls="fg-palette-list"
            aria-autocomplete="list"
            aria-activedescendant=move || found.with(|(found, _)| (!found.is_empty()).then(|| option_id(at.get())))
            placeholder=words.title
            on:input=input
            on:keydown=pressed
        />
        <List all=all found=found at=at choose=choose />
        {none}
        <p class="fg-palette__status" role="status">{status}</p>
    }
}

/// What was found. Rows are few, so they are made anew with every letter.
#[component]
fn List(
    all: StoredValue<Vec<Entry>, LocalStorage>,
    found: Memo<(Vec<Found>, bool)>,
    at: RwSignal<usize>,
    choose: Callback<usize>,
) -> impl IntoView {
    let words = &t().palette;
    let row = move |(nth, found): (usize, Found)| {
        let (name, about) = all.with_value(|all| all.get(found.at).map(|entry| (entry.name.clone(), entry.about.clone())))?;
        let about = if found.recent { format!("{} · {about}", words.recent) } else { about };
        let letters = stretches(&name, &found.letters).into_iter().map(|(text, fits)| {
            if fits { ui! { <mark class="fg-palette__letters">{text}</mark> }.into_any() } else { ui! { <span>{text}</span> }.into_any() }
        });
        Some(ui! {
            <li
                class="fg-palette__row"
                id=option_id(nth)
                role="option"
                aria-selected=move || (at.get() == nth).to_string()
                on:mousemove=move |_| if at.get_untracked() != nth { at.set(nth) }
                on:click=move |_| choose.run(nth)
            >
                <span class="fg-palette__name fg-cut">{letters.collect_view()}</span>
                <span class="fg-palette__about fg-cut">{about}</span>
            </li>
        })
    };
    ui! {
        <ul class="fg-palette__list" id="fg-palette-list" role="listbox" aria-label=words.list>
            {move || found.get().0.into_iter().enumerate().map(row).collect_view()}
        </ul>
    }
}

fn option_id(nth: usize) -> String {
    format!("fg-palette-{nth}")
}

/// Does what an entry is for. The palette is closed first, so that the focus is back before something else takes it.
fn act(does: Does, fleet: &Fleet, host: &Host, handle: DialogHandle, help: DialogHandle, said: RwSignal<Option<&'static str>>) {
    if let Does::CopyLink = does {
        let link = host.address_of(&host.route_untracked());
        // It stays open to say what became of it.
        clipboard::copy(link, move |copied| _ = said.try_set(Some(if copied { t().shell.copied } else { t().shell.copy_refused })));
        return;
    }
    handle.close();
    match does {
        Does::Go(route) => host.go(*route),
        Does::Connect(source, true) => source.connect(),
        Does::Connect(source, false) => source.disconnect(),
        Does::Theme(theme) => host.set_theme(theme),
        Does::Density(density) => host.set_density(density),
        Does::Language(language) => host.set_language(language),
        Does::Export => settings::export(fleet),
        Does::Keys => help.open(),
        Does::CopyLink => {}
    }
}

/// The field in the top bar that opens the palette: a button, since it is no field before.
#[component]
pub(super) fn OpenPalette(handle: DialogHandle) -> impl IntoView {
    let words = &t().palette;
    let keys = Arc::new(super::help::written(super::keys::Press::With("k")));
    ui! {
        <button class="fg-goto" type="button" aria-haspopup="dialog" aria-keyshortcuts="Control+K" on:click=move |_| handle.open()>
            <svg class="fg-goto__icon fg-icon" viewBox="0 0 16 16" aria-hidden="true"><path d="M7 2.5A4.5 4.5 0 1 1 7 11.5 4.5 4.5 0 1 1 7 2.5Z M10.3 10.3 13.5 13.5" /></svg>
            <span class="fg-goto__name">{words.title}</span>
            <span class="fg-goto__keys" aria-hidden="true">{keys.join(" ")}</span>
        </button>
    }
}
