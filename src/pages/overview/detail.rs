//! The panel of one unit: which it is, where the focus goes, and how it closes.

use super::detail_body::Body;
use crate::live::{Fleet, Live, Source};
use crate::platform::Host;
use crate::text::t;
use crate::ui;
use fleetglass_core::route::Route;
use fleetglass_core::state::roster::RootKey;
use leptos::html;
use leptos::prelude::*;

/// Which unit a link names: its stream, its row, and its source; `None` where it is not held.
type Target = Option<(Live, RootKey, Source)>;

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
        focus_row(&closed, route.unit.as_deref().unwrap_or_default());
        closed.go(Route { unit: None, source: None, ..route });
    };
    ui! {
        <Show when=move || wanted.with(Option::is_some)>
            <Panel fleet=fleet.clone() host=host.clone() target=target close=Callback::new({ let close = close.clone(); move |()| close() }) />
        </Show>
    }
}

/// Gives the focus back to the row the panel was opened from.
fn focus_row(host: &Host, unit_id: &str) {
    let escaped = unit_id.replace('\\', "\\\\").replace('"', "\\\"");
    if let Some(link) = host.find(&format!("[data-unit-id=\"{escaped}\"] .fg-unit__link")) {
        // An element that is shown takes the focus.
        let _ = link.focus();
    }
}

fn find(fleet: &Fleet, source_id: Option<&str>, unit_id: &str) -> Target {
    let sources = fleet.sources();
    let fits = |source: &&Source| source_id.is_none_or(|id| source.id() == id);
    sources.iter().filter(fits).find_map(|source| {
        source.streams().into_iter().find_map(|live| {
            let (ix, serial) = live.read(|state| {
                let ix = state.units().find(unit_id)?;
                Some((ix, state.units().get(ix)?.serial))
            })?;
            let row = RootKey { stream: live.key(), serial, ix };
            Some((live, row, source.clone()))
        })
    })
}

#[component]
fn Panel(fleet: Fleet, host: Host, target: Memo<Target>, close: Callback<()>) -> impl IntoView {
    let heading = NodeRef::<html::Aside>::new();
    heading.on_load(|panel| drop(panel.focus()));
    let key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            close.run(());
        }
    };
    let body = move || match target.get() {
        Some((live, row, source)) => {
            ui! { <Body fleet=fleet.clone() host=host.clone() live=live row=row source=source close=close /> }.into_any()
        }
        None => ui! { <Head close=close><h2 class="fg-drawer__title">{t().overview.gone}</h2></Head> }.into_any(),
    };
    ui! {
        <aside class="fg-drawer" tabindex="-1" aria-label=t().overview.detail node_ref=heading on:keydown=key>{body}</aside>
    }
}

/// The panel's head: what it is of, and the way out.
#[component]
pub(super) fn Head(close: Callback<()>, children: Children) -> impl IntoView {
    ui! {
        <div class="fg-drawer__head">
            {children()}
            <button class="fg-action" type="button" on:click=move |_| close.run(())>{t().shell.close}</button>
        </div>
    }
}
