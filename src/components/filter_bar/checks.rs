//! The menus of the kinds of rows and of levels. None chosen means all.

use super::edit;
use crate::components::log_view::filter::TYPES;
use crate::components::menu::Menu;
use crate::platform::Host;
use crate::text::t;
use crate::ui;
use fleetglass_core::route::Route;
use leptos::prelude::*;

/// A list of the link that a menu changes.
type Listed = fn(&mut Route) -> &mut Vec<String>;

/// The menu of the kinds of rows.
#[component]
pub(super) fn TypesMenu(host: Host) -> impl IntoView {
    let texts = &t().log;
    let read = host.clone();
    let chosen = Memo::new(move |_| read.route().types);
    let words = Signal::derive(|| TYPES.iter().map(|word| ((*word).to_owned(), (t().log.kind)(word).to_owned())).collect());
    ui! { <Checks host=host name=texts.types count=texts.types_chosen chosen=chosen words=words list=|route| &mut route.types /> }
}

/// The menu of levels: those that rows carried, and those that the link asks for. Nothing where there is none.
#[component]
pub(super) fn LevelMenu(host: Host, levels: Signal<Vec<String>>) -> impl IntoView {
    let texts = &t().filters;
    let read = host.clone();
    let chosen = Memo::new(move |_| read.route().level);
    let words = Memo::new(move |_| {
        let mut all = levels.get();
        all.extend(chosen.get());
        all.sort();
        all.dedup();
        all.into_iter().map(|level| (level.clone(), level)).collect::<Vec<_>>()
    });
    ui! {
        <Show when=move || !words.with(Vec::is_empty)>
            <Checks
                host=host.clone()
                name=texts.level
                count=texts.levels_chosen
                chosen=chosen
                words=words.into()
                list=|route| &mut route.level
            />
        </Show>
    }
}

/// A menu of checks that makes up a list of the link. `words` are its words in the link, in their order, and what they are called.
#[component]
fn Checks(
    host: Host,
    name: &'static str,
    count: fn(usize) -> String,
    chosen: Memo<Vec<String>>,
    words: Signal<Vec<(String, String)>>,
    list: Listed,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let label = Signal::derive(move || match chosen.with(Vec::len) {
        0 => name.to_owned(),
        several => count(several),
    });
    let some = Signal::derive(move || !chosen.with(Vec::is_empty));
    let item = move |(word, called): (String, String)| {
        let (host, own) = (host.clone(), word.clone());
        let choose = move |event| {
            let on = event_target_checked(&event);
            edit(&host, |route| {
                list(route).retain(|held| *held != word);
                if on {
                    list(route).push(word.clone());
                    // In the order of the menu, so that one choice is one link.
                    let order = words.get_untracked();
                    list(route).sort_by_key(|held| order.iter().position(|(word, _)| word == held));
                }
            });
        };
        ui! {
            <label class="fg-check">
                <input type="checkbox" prop:checked=move || chosen.with(|chosen| chosen.contains(&own)) on:change=choose />
                {called}
            </label>
        }
    };
    ui! {
        <Menu open=open label=label chosen=some name=name>
            <For each=move || words.get() key=Clone::clone children=item.clone() />
        </Menu>
    }
}
