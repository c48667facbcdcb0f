//! The filter above a log: kinds of rows, levels, a text or a pattern, times, and how much is left. All of it is in the link.

mod checks;
mod field;
mod filters;
mod time;

pub use filters::{Filters, typed_needle};

use crate::platform::Host;
use crate::text::t;
use crate::ui;
use checks::{LevelMenu, TypesMenu};
use field::Field;
use fleetglass_core::route::Route;
use leptos::prelude::*;
use time::TimeMenu;

/// Changes the link in place.
pub fn edit(host: &Host, change: impl FnOnce(&mut Route)) {
    let mut route = host.route_untracked();
    change(&mut route);
    host.replace(route);
}

/// The filter above a log.
#[component]
pub fn FilterBar(
    /// Whoever holds the link.
    host: Host,
    /// The filter.
    filters: Filters,
    /// The levels that rows carried.
    #[prop(into, default = Signal::stored(Vec::new()))]
    levels: Signal<Vec<String>>,
    /// How many rows are left, and how many are held.
    #[prop(into)]
    counts: Signal<(u64, u64)>,
    /// What stands before it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let all = move || (counts.get().0 == counts.get().1).then_some("");
    let cleared = host.clone();
    let clear = move || {
        let host = cleared.clone();
        let clear = move |_| filters.clear(&host);
        filters.any.get().then(|| ui! { <button type="button" class="fg-action" on:click=clear>{t().filters.clear}</button> })
    };
    ui! {
        <div class="fg-sift" role="search">
            {children.map(|children| children())}
            <TypesMenu host=host.clone() />
            <LevelMenu host=host.clone() levels=levels />
            <Field host=host.clone() filters=filters />
            <TimeMenu host=host.clone() />
            {clear}
            <output class="fg-sift__counts" data-all=all>{move || (t().log.counts)(counts.get().0, counts.get().1)}</output>
        </div>
    }
}
