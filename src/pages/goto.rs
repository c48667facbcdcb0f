//! Links within the page: real ones, so that they can be copied and opened in a tab, but the host does the going.

use crate::platform::Host;
use crate::ui;
use fleetglass_core::route::Route;
use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// Says whether a click is meant for the browser: a new tab, a new window, a download.
#[must_use]
pub fn is_for_browser(event: &MouseEvent) -> bool {
    event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key() || event.button() != 0
}

/// A link to a route of this page.
#[component]
pub fn GoTo(
    /// Who does the going.
    host: Host,
    /// Where it goes.
    #[prop(into)]
    to: Signal<Route>,
    /// The class of the link.
    class: &'static str,
    /// What else happens when somebody goes.
    #[prop(optional, into)]
    on_go: Option<Callback<()>>,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let linked = host.clone();
    let go = move |event: MouseEvent| {
        if let Some(on_go) = on_go {
            on_go.run(());
        }
        if !is_for_browser(&event) || !host.has_address() {
            event.prevent_default();
            host.go(to.get_untracked());
        }
    };
    ui! { <a class=class href=move || linked.link_to(&to.get()) on:click=go>{children()}</a> }
}
