//! The place that answers "what needs me": the queue, and the fleet by source.

mod detail;
mod detail_facts;
mod filter;
mod filter_bar;
mod first_visit;
mod fleet_list;
mod group;
mod heading;
mod list;
mod needs_you;
mod row;
mod row_facts;

use super::attention::Attention;
use crate::live::{ConfigState, Fleet};
use crate::platform::Host;
use crate::ui;
use leptos::either::Either;
use leptos::prelude::*;

/// The place that answers "what needs me".
#[component]
pub fn OverviewPage(
    /// The sources.
    fleet: Fleet,
    /// Whoever it lives in.
    host: Host,
    /// What needs a person.
    attention: Attention,
) -> impl IntoView {
    let asked = fleet.clone();
    let nothing_set_up = Memo::new(move |_| asked.sources().is_empty() && asked.config_state() != ConfigState::Loading);
    move || {
        let (fleet, host) = (fleet.clone(), host.clone());
        if nothing_set_up.get() {
            Either::Left(ui! { <first_visit::FirstVisit fleet=fleet /> })
        } else {
            Either::Right(ui! { <Everything fleet=fleet host=host attention=attention /> })
        }
    }
}

#[component]
fn Everything(fleet: Fleet, host: Host, attention: Attention) -> impl IntoView {
    ui! {
        <div class="fg-split">
            <div class="fg-split__list">
                <div class="fg-page">
                    <heading::Heading fleet=fleet.clone() attention=attention />
                    <needs_you::NeedsYou fleet=fleet.clone() host=host.clone() attention=attention />
                    <fleet_list::FleetList fleet=fleet.clone() host=host.clone() attention=attention />
                </div>
            </div>
            <detail::Detail fleet=fleet host=host />
        </div>
    }
}
