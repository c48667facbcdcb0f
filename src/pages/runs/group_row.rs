//! Jobs that differ only in a variant, as one row: the worst of their statuses, and from the first beginning to the last end.

use super::bar::{Bar, Ran};
use super::tree::TreeCx;
use crate::components::link_words::still_since;
use crate::components::shape::{Mark, Shape};
use crate::components::time_bar::Stretch;
use crate::components::timing::Timing;
use crate::components::tree::worst;
use crate::text::t;
use crate::ui;
use fleetglass_core::state::unit::{Status, UnitIx, Units};
use leptos::prelude::*;

/// What is known of all of them: one that goes on leaves the end open, one that is unconfirmed makes the group so.
fn ran(units: &Units, members: &[UnitIx]) -> Ran {
    let each = || members.iter().filter_map(|ix| units.get(*ix));
    let stretches: Vec<Stretch> = each().filter_map(Stretch::of).collect();
    let goes_on = stretches.iter().any(|stretch| stretch.to_ms.is_none());
    let to_ms = stretches.iter().filter_map(|stretch| stretch.to_ms).max().filter(|_| !goes_on);
    let stretch = stretches.iter().map(|stretch| stretch.from_ms).min().map(|from_ms| Stretch { from_ms, to_ms });
    let confirmed = each().all(|unit| unit.confirmed);
    let heard_ms = if confirmed { 0 } else { each().map(|unit| unit.heard_ms).max().unwrap_or_default() };
    Ran { stretch, mark: Mark { confirmed, ..Mark::of(worst(units, members)) }, heard_ms }
}

/// Jobs that differ only in a variant.
#[component]
pub(super) fn GroupRow(cx: TreeCx, key: String, name: String, members: Vec<UnitIx>) -> impl IntoView {
    let texts = &t().runs;
    let (opened, live, fleet) = (cx.opened, cx.root.live.clone(), cx.fleet.clone());
    let row = StoredValue::new(live.row(cx.root.ix));
    let (count, read) = (members.len(), live.clone());
    let ran = Memo::new(move |_| {
        row.with_value(|row| row.track());
        read.read(|stream| ran(stream.units(), &members))
    });
    let mark = Memo::new(move |_| ran.with(|ran| ran.mark));
    let of_key = key.clone();
    let open = Memo::new(move |_| opened.with(|opened| opened.get(&of_key).copied().unwrap_or(true)));
    let flip = move |_| opened.update(|opened| _ = opened.insert(key.clone(), !open.get_untracked()));
    let time = move || {
        let Ran { stretch, mark, heard_ms } = ran.get();
        let Stretch { from_ms, to_ms } = stretch?;
        let took = to_ms.map(|to_ms| Timing::Took(to_ms.saturating_sub(from_ms)).words(0, None));
        Some(took.unwrap_or_else(|| {
            let still = if mark.confirmed { still_since(&live) } else { Some(heard_ms) };
            Timing::Since(from_ms, true).words(if still.is_none() { fleet.now() } else { 0 }, still)
        }))
    };
    let failed = move || (mark.get().status == Status::Failed).then_some("");
    let (label, words) = ((texts.toggle)(&name), (texts.variants)(&name, count));
    ui! {
        <li class="fg-node fg-node--group" data-failed=failed>
            <span class="fg-node__who">
                <button type="button" class="fg-node__toggle" aria-expanded=move || open.get().to_string() aria-label=label on:click=flip.clone()></button>
                <Shape mark=mark />
                <button type="button" class="fg-node__name fg-cut" on:click=flip>{words}</button>
            </span>
            <span class="fg-node__time fg-number">{time}</span>
            <Bar cx=cx ran=ran />
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use fleetglass_core::protocol::Api;
    use fleetglass_core::sse::Frame;
    use fleetglass_core::state::{Changes, Stream};

    fn check(second: &str, expect: (Option<u64>, Option<u64>, Status)) {
        let data = format!(
            r#"{{"runId":"r","run":{{"id":"r","jobs":[
            {{"id":"a","name":"test (mac)","status":"completed","conclusion":"success","startedAt":"1970-01-01T00:00:10Z","completedAt":"1970-01-01T00:00:40Z"}},
            {{"id":"b","name":"test (win)",{second}}}]}}}}"#
        );
        let mut stream = Stream::new(Api::Runner, None);
        stream.apply(Frame { event: "run.started", data: &data, last_event_id: "" }, 0, &mut Changes::default());
        let units = stream.units();
        let members = units.get(units.roots()[0]).map(|root| root.children.clone()).unwrap_or_default();
        let Ran { stretch, mark, .. } = ran(units, &members);
        assert_eq!((stretch.map(|stretch| stretch.from_ms), stretch.and_then(|stretch| stretch.to_ms), mark.status), expect, "{second}");
    }

    #[test]
    fn a_group_runs_from_its_first_beginning_to_its_last_end() {
        let over = r#""status":"completed","conclusion":"failure","startedAt":"1970-01-01T00:00:05Z","completedAt":"1970-01-01T00:00:20Z""#;
        check(over, (Some(5_000), Some(40_000), Status::Failed));
        check(r#""status":"in_progress","startedAt":"1970-01-01T00:00:15Z""#, (Some(10_000), None, Status::Running));
        check(r#""status":"queued""#, (Some(10_000), Some(40_000), Status::Queued));
    }
}
