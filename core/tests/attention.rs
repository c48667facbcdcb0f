//! What needs a person: the order of the queue over all streams.

mod state_support;

use fleetglass_core::protocol::Api;
use fleetglass_core::state::attention::queue;
use fleetglass_core::state::{Changes, Stream};
use state_support::apply;

/// A stream to which scripts came, each at a time.
fn at(api: Api, scripts: &[(u64, &str)]) -> Stream {
    let (mut stream, mut changes) = (Stream::new(api, None), Changes::default());
    stream.opened(false, 0, &mut changes);
    scripts.iter().for_each(|(now_ms, script)| apply(&mut stream, script, *now_ms, &mut changes));
    stream
}

fn check(streams: &[&Stream], expect: &[&str]) {
    let ids: Vec<String> = queue(streams)
        .iter()
        .map(|entry| {
            let id = streams[entry.stream].units().get(entry.root).map_or("", |unit| unit.id.as_str());
            format!("{} {}{}", entry.need.reason.as_str(), id, if entry.confirmed { "" } else { " unconfirmed" })
        })
        .collect();
    assert_eq!(ids, expect);
}

fn thread(kind: &str, id: &str) -> String {
    format!(r#"thread_{kind} {{"executionId":"e","threadId":"{id}"}}"#)
}

#[test]
fn waits_come_first_the_longest_first_then_failures_the_newest_first_then_instructions_then_stalls() {
    let pipelines = at(
        Api::AgentWorkspace,
        &[
            (10, r#"fleet_update [{"id":"told","status":"testing","pendingInterventions":[{"id":"i"}]}]"#),
            (20, r#"fleet_update [{"id":"broke","status":"failed"},{"id":"fine","status":"testing"}]"#),
            (40, r#"fleet_update [{"id":"asks","status":"awaiting_approval"}]"#),
        ],
    );
    let threads = at(
        Api::Threads,
        &[
            (5, &thread("stall", "stuck")),
            (30, &thread("blocked", "first")),
            (50, &thread("failed", "new")),
            (60, &thread("blocked", "last")),
        ],
    );
    check(
        &[&pipelines, &threads],
        &["waiting e/first", "waiting asks", "waiting e/last", "failed e/new", "failed broke", "intervention told", "stalled e/stuck"],
    );
}

#[test]
fn what_is_unconfirmed_stands_below_what_is_confirmed_of_the_same_reason() {
    let mut threads =
        at(Api::Threads, &[(10, &thread("blocked", "old")), (20, &thread("blocked", "known")), (30, &thread("failed", "broke"))]);
    threads.lost(40);
    threads.opened(false, 50, &mut Changes::default());
    apply(&mut threads, &thread("message", "known"), 60, &mut Changes::default());
    check(&[&threads], &["waiting e/known", "waiting e/old unconfirmed", "failed e/broke"]);
}

#[test]
fn equal_times_keep_the_order_of_streams_and_roots() {
    let one = at(Api::Threads, &[(0, &thread("blocked", "a")), (0, &thread("blocked", "b"))]);
    let two = at(Api::Threads, &[(0, &thread("blocked", "c"))]);
    check(&[&one, &two], &["waiting e/a", "waiting e/b", "waiting e/c"]);
    check(&[&two, &one], &["waiting e/c", "waiting e/a", "waiting e/b"]);
    check(&[], &[]);
}

#[test]
fn the_age_of_a_need_is_that_of_its_cause() {
    let run = at(
        Api::Runner,
        &[
            (10, r#"run.started {"runId":"r","run":{}}"#),
            (70, r#"step.completed {"runId":"r","jobId":"j","stepNumber":1,"step":{"conclusion":"failure"}}"#),
        ],
    );
    let entries = queue(&[&run]);
    assert_eq!((entries.len(), entries[0].since.ms, Some(entries[0].need.cause)), (1, 70, run.units().find("r/j/1")));
}
