//! The switch of alerts in the top bar: what they do, and whether they can.

use super::Alerts;
use crate::components::menu::Menu;
use crate::platform::Host;
use crate::platform::notify::Permission;
use crate::text::t;
use crate::ui;
use leptos::prelude::*;

/// The switch of alerts; nothing where they are not this page's to show.
#[component]
pub fn AlertsButton(
    /// Keeps the setting.
    host: Host,
    /// What it switches.
    alerts: Alerts,
) -> impl IntoView {
    let words = &t().attention;
    let open = RwSignal::new(false);
    let on = Memo::new(move |_| alerts.are_on());
    let label = move || if on.get() { words.alerts_on } else { words.alerts }.to_owned();
    alerts.is_offered().then(|| {
        ui! {
            <div class="fg-alerts" data-on=move || on.get().then_some("")>
                <Menu open=open label=Signal::derive(label) chosen=on name=words.alerts>
                    <Panel host=host.clone() alerts=alerts on=on />
                </Menu>
            </div>
        }
    })
}

#[component]
fn Panel(host: Host, alerts: Alerts, on: Memo<bool>) -> impl IntoView {
    let words = &t().attention;
    let said = move || match alerts.permission() {
        Permission::Missing => words.alerts_phone,
        Permission::Blocked => words.alerts_blocked,
        Permission::Ask | Permission::Granted => words.alerts_ask,
    };
    let works = move || matches!(alerts.permission(), Permission::Ask | Permission::Granted);
    let flip = move |_| alerts.set(&host, !on.get_untracked());
    let act = move || if on.get() { words.turn_off } else { words.turn_on };
    ui! {
        <div class="fg-alerts__panel">
            <p role="status">{said}</p>
            <Show when=works>
                <button class="fg-button" type="button" on:click={ let flip = flip.clone(); move |event| flip(event) }>{act}</button>
            </Show>
        </div>
    }
}
