//! The menu of times: from when on, and up to when.

use super::edit;
use crate::components::menu::Menu;
use crate::platform::Host;
use crate::platform::time::{clock_short, local_field, now_ms, opened_ms, read_local_field};
use crate::text::t;
use crate::ui;
use fleetglass_core::route::Route;
use leptos::prelude::*;

const MINUTE_MS: u64 = 60_000;

/// A choice of the menu: its words, and from when on, if at all, rows are shown.
type Preset = (&'static str, fn() -> Option<u64>);

/// The menu of times.
#[component]
pub(super) fn TimeMenu(host: Host) -> impl IntoView {
    let texts = &t().filters;
    let open = RwSignal::new(false);
    let read = host.clone();
    let chosen = Memo::new(move |_| {
        let Route { from, to, .. } = read.route();
        (from, to)
    });
    let clock = |ms: i64| clock_short(u64::try_from(ms).unwrap_or(0));
    let label = Signal::derive(move || match chosen.get() {
        (None, None) => texts.time.to_owned(),
        (Some(from), None) => (texts.from)(&clock(from)),
        (None, Some(to)) => (texts.to)(&clock(to)),
        (Some(from), Some(to)) => (texts.between)(&clock(from), &clock(to)),
    });
    let some = Signal::derive(move || chosen.get() != (None, None));
    let presets: [Preset; 4] = [
        (texts.any_time, || None),
        (texts.last_5_min, || Some(now_ms().saturating_sub(5 * MINUTE_MS))),
        (texts.last_hour, || Some(now_ms().saturating_sub(60 * MINUTE_MS))),
        (texts.since_opened, || Some(opened_ms())),
    ];
    let preset = {
        let host = host.clone();
        move |(words, from): Preset| {
            let host = host.clone();
            let choose = move |_| {
                edit(&host, |route| (route.from, route.to) = (from().and_then(|ms| i64::try_from(ms).ok()), None));
                open.set(false);
            };
            ui! { <button type="button" class="fg-menu__item" on:click=choose>{words}</button> }
        }
    };
    ui! {
        <Menu open=open label=label chosen=some name=texts.time>
            {presets.map(preset.clone()).into_iter().collect_view()}
            <Moment host=host.clone() label=texts.custom_from is=|route| route.from set=|route, ms| route.from = ms />
            <Moment host=host.clone() label=texts.custom_to is=|route| route.to set=|route, ms| route.to = ms />
        </Menu>
    }
}

/// A field for a moment of the reader's own clock.
#[component]
fn Moment(host: Host, label: &'static str, is: fn(&Route) -> Option<i64>, set: fn(&mut Route, Option<i64>)) -> impl IntoView {
    let read = host.clone();
    let value = Memo::new(move |_| is(&read.route()).map(local_field).unwrap_or_default());
    let choose = move |event| {
        let ms = read_local_field(&event_target_value(&event));
        edit(&host, |route| set(route, ms));
    };
    ui! {
        <label class="fg-field">
            <span class="fg-field__label">{label}</span>
            <input class="fg-input" type="datetime-local" step="1" prop:value=move || value.get() on:change=choose />
        </label>
    }
}
