//! One row of the list: the row of a root itself; its parts have theirs in the tree.

use super::choice::{Choice, Root};
use super::node_facts::NodeFacts;
use crate::components::link_words::still_since;
use crate::components::shape::Shape;
use crate::live::Fleet;
use crate::pages::goto::GoTo;
use crate::platform::Host;
use crate::platform::time::clock_short;
use crate::ui;
use fleetglass_core::route::{Place, Route};
use fleetglass_core::state::unit::Status;
use leptos::prelude::*;

/// One row of the list; nothing where the unit was forgotten meanwhile.
#[component]
pub(super) fn RootRow(fleet: Fleet, host: Host, choice: Choice, root: Root) -> impl IntoView {
    let facts = NodeFacts::watch(&root.live, root.ix, root.serial)?;
    let mark = Memo::new(move |_| facts.with(|facts| facts.mark));
    let name = Memo::new(move |_| facts.with(|facts| (facts.name(), facts.is_nameless(), facts.title.clone())));
    let Root { source, live, serial, id, kind, began_ms, .. } = root;
    let (source_id, routed, key) = (source.id(), host.clone(), live.key());
    let current = Memo::new(move |_| {
        choice.picked.with(|picked| picked.as_ref().is_some_and(|picked| (picked.root().live.key(), picked.root().serial) == (key, serial)))
    });
    let of_link = (source_id.clone(), id.clone());
    let to = Signal::derive(move || {
        let (source, unit) = of_link.clone();
        let route = routed.route();
        Route { source: Some(source), unit: Some(unit), kind: route.kind, q: route.q, ..Route::to(Place::Runs) }
    });
    let time = move || facts.with(|facts| facts.time(|| fleet.now(), || still_since(&live)));
    let waits = move || matches!(mark.get().status, Status::Waiting).then_some("");
    Some(ui! {
        <li
            class="fg-root"
            data-unit-id=id
            data-source-id=source_id
            data-kind=kind.as_str()
            data-status=move || mark.get().status.as_str()
            data-unconfirmed=move || (!mark.get().confirmed).then_some("")
            data-current=move || current.get().then_some("")
            data-waits=waits
        >
            <Shape mark=mark />
            <GoTo host=host to=to class="fg-root__link fg-cut" attr:title=move || name.get().2 attr:aria-current=move || current.get().then_some("true")>
                <span class="fg-heard">{move || facts.with(NodeFacts::words)} " "</span>
                <span class:fg-theirs=move || name.get().1>{move || name.get().0}</span>
            </GoTo>
            <span class="fg-root__time fg-number">{time}</span>
            <span class="fg-root__at fg-number">{clock_short(began_ms)}</span>
        </li>
    })
}
