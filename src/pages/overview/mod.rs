//! The place that answers "what needs me": the queue, and the fleet by source.

mod arrange;
mod blocks;
mod detail;
mod detail_body;
mod detail_facts;
mod filter;
mod filter_bar;
mod first_visit;
mod fleet_list;
mod group;
mod heading;
mod needs_you;
mod roll;
mod row;
mod row_facts;
mod rows;
mod stage;

use super::attention::Attention;
use crate::live::{ConfigState, Fleet};
use crate::platform::Host;
use crate::ui;
use arrange::Wish;
use leptos::either::Either;
use leptos::prelude::*;
use roll::Roll;

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
    let routed = host.clone();
    let wish = Memo::new(move |_| Wish::of(&routed.route()));
    let (roll, pulse) = Roll::new(&fleet, wish);
    ui! {
        <div class="fg-split">
            <div class="fg-split__list">
                <div class="fg-page">
                    <heading::Heading fleet=fleet.clone() attention=attention pulse=pulse />
                    <needs_you::NeedsYou fleet=fleet.clone() host=host.clone() attention=attention />
                    <fleet_list::FleetList
                        fleet=fleet.clone()
                        host=host.clone()
                        attention=attention
                        wish=wish
                        roll=roll
                        pulse=pulse
                    />
                </div>
            </div>
            <detail::Detail fleet=fleet host=host />
        </div>
    }
}
