//! Why the chosen one needs a person: the first error or the prompt, quoted, with a link to where it happened.

use super::choice::Root;
use crate::components::shape::{Mark, Shape};
use crate::pages::goto::GoTo;
use crate::platform::Host;
use crate::text::t;
use crate::ui;
use fleetglass_core::route::{Place, Route};
use fleetglass_core::state::Stream;
use fleetglass_core::state::unit::{Status, UnitIx};
use leptos::prelude::*;

#[derive(Clone, PartialEq)]
struct Cause {
    id: String,
    status: Status,
    confirmed: bool,
    /// The titles from below the root to the cause.
    path: Vec<String>,
    ask: Option<String>,
    /// The words stand in its log.
    in_log: bool,
}

fn cause(stream: &Stream, root: UnitIx) -> Option<Cause> {
    let units = stream.units();
    let need = units.need(root)?;
    let unit = units.get(need.cause)?;
    let mut path = Vec::new();
    let mut at = Some(need.cause);
    while let Some(unit) = at.filter(|ix| *ix != root).and_then(|ix| units.get(ix)) {
        path.push(unit.title.clone());
        at = unit.parent;
    }
    path.reverse();
    let log = stream.logs().find(&unit.id).and_then(|log| stream.logs().get(log));
    let in_log = need.ask.as_ref().is_some_and(|ask| log.is_some_and(|log| log.lines().any(|line| line.contains(ask.as_str()))));
    Some(Cause { id: unit.id.clone(), status: unit.status, confirmed: unit.confirmed, path, ask: need.ask, in_log })
}

/// Why the chosen one needs a person; nothing where it does not.
#[component]
pub(super) fn Why(host: Host, root: Root, goto: RwSignal<Option<String>>) -> impl IntoView {
    let texts = &t().runs;
    let row = StoredValue::new(root.live.row(root.ix));
    let (live, ix) = (root.live.clone(), root.ix);
    let why = Memo::new(move |_| {
        row.with_value(|row| row.track());
        live.read(|stream| cause(stream, ix))
    });
    let source = root.source.id();
    move || {
        let Cause { id, status, confirmed, path, ask, in_log } = why.get()?;
        let mark = Mark { status, confirmed, stalled: status != Status::Waiting && status != Status::Failed };
        let to = Route { source: Some(source.clone()), unit: Some(id.clone()), ..Route::to(Place::Runs) };
        let words = ask.clone().filter(|_| in_log);
        let go = Callback::new(move |()| goto.set(words.clone()));
        let link = (id != root.id || in_log).then(|| {
            let host = host.clone();
            ui! { <GoTo host=host to=Signal::stored(to.clone()) class="fg-action" on_go=go>{if in_log { texts.go_to_line } else { texts.go_to_step }}</GoTo> }
        });
        Some(ui! {
            <p class="fg-why" data-unit-ref=id.clone() data-ref-status=status.as_str()>
                <Shape mark=Signal::stored(mark) />
                <span class="fg-why__path">{path.join(" › ")}</span>
                <span class="fg-why__ask fg-theirs">{ask}</span>
                {link}
            </p>
        })
    }
}
