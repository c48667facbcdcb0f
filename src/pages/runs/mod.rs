//! Runs: everything with steps. A list, the chosen one as a tree with times, and the output of the chosen step beside it.

mod bar;
mod choice;
mod folded;
mod group_row;
mod head;
mod list;
mod list_row;
mod node;
mod node_facts;
mod output;
mod progress;
mod tree;
mod why;

use crate::components::words::Words;
use crate::live::{ConfigState, Fleet, Source};
use crate::pages::goto::GoTo;
use crate::platform::Host;
use crate::platform::time::clock_short;
use crate::text::{Part, t};
use crate::ui;
use choice::{Choice, Picked};
use fleetglass_core::protocol::Api;
use fleetglass_core::route::{Place, Route};
use fleetglass_core::state::unit::Kind;
use folded::Folded;
use head::Head;
use leptos::prelude::*;
use list::RootList;
use output::{History, Output};
use tree::Tree;
use why::Why;

/// The place of all that has steps.
#[component]
pub fn RunsPage(
    /// The sources.
    fleet: Fleet,
    /// Whoever it lives in.
    host: Host,
) -> impl IntoView {
    let choice = Choice::new(&fleet, &host);
    // Which pane a narrow page shows.
    let pane = move || match choice.picked.with(|picked| picked.as_ref().map(Picked::is_part)) {
        _ if !choice.by_link.get() => "list",
        Some(true) => "output",
        _ => "tree",
    };
    let (of_list, of_detail) = ((fleet.clone(), host.clone()), (fleet, host));
    ui! {
        <div class="fg-runs" data-pane=pane>
            <h1 class="fg-heard">{t().runs.title}</h1>
            <RootList fleet=of_list.0 host=of_list.1 choice=choice />
            <Detail fleet=of_detail.0 host=of_detail.1 choice=choice />
        </div>
    }
}

/// The chosen one.
#[component]
fn Detail(fleet: Fleet, host: Host, choice: Choice) -> impl IntoView {
    // The words of the line to go to, from the quote above the tree to the log beside it.
    let goto = RwSignal::new(None::<String>);
    let root = Memo::new(move |_| choice.picked.with(|picked| picked.as_ref().map(Picked::root)));
    let opened = fleet.now_untracked();
    move || {
        let (fleet, host) = (fleet.clone(), host.clone());
        let Some(root) = root.get() else {
            return ui! { <Nothing fleet=fleet host=host choice=choice opened=opened /> }.into_any();
        };
        let (of_tree, of_output, of_why) = ((fleet.clone(), host.clone()), (fleet.clone(), host.clone()), host.clone());
        let body = match root.kind {
            Kind::Agent => ui! { <History host=of_tree.1 root=root.clone() /> }.into_any(),
            _ => ui! { <Tree fleet=of_tree.0 host=of_tree.1 choice=choice root=root.clone() /> }.into_any(),
        };
        ui! {
            <section class="fg-runs__detail" data-kind-shown=root.kind.as_str()>
                <div class="fg-runs__about">
                    <Head fleet=fleet host=host root=root.clone() />
                    <Why host=of_why root=root.clone() goto=goto />
                    <Folded root=root.clone() />
                </div>
                <div class="fg-runs__body">{body}</div>
            </section>
            <Output fleet=of_output.0 host=of_output.1 choice=choice goto=goto />
        }
        .into_any()
    }
}

/// Nothing is chosen, or what the link names is not held, or no source could have any.
#[component]
fn Nothing(fleet: Fleet, host: Host, choice: Choice, opened: u64) -> impl IntoView {
    let texts = &t().runs;
    let no_source = Memo::new(move |_| {
        let has_steps = |source: &Source| !matches!(source.config().api, Api::Threads | Api::AgentStatus);
        fleet.config_state() != ConfigState::Loading && !fleet.sources().iter().any(has_steps)
    });
    let words = move || match choice.wanted.get() {
        Some(id) => (texts.not_held)(&id),
        None if no_source.get() => vec![Part::ours(texts.no_source)],
        None if choice.roots.with(Vec::is_empty) => vec![Part::ours((texts.none)(&clock_short(opened)))],
        None => vec![Part::ours(texts.choose)],
    };
    let to = Signal::stored(Route::to(Place::Sources));
    let add = move || no_source.get().then(|| ui! { <GoTo host=host.clone() to=to class="fg-action">{texts.add_source}</GoTo> });
    ui! { <section class="fg-runs__detail"><p class="fg-runs__hint"><Words phrase=Signal::derive(words) />" "{add}</p></section> }
}
