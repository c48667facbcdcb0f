//! What needs a person: the order of the queue over all streams.

mod state_support;

use fleetglass_core::protocol::Api;
use fleetglass_core::state::attention::{Entry, Lane, Marks, Row, queue, rows, step, sum};
use fleetglass_core::state::{Changes, Stream};
use state_support::apply;

/// A stream to which scripts came, each at a time.
fn at(api: Api, scripts: &[(u64, &str)]) -> Stream {
    let (mut stream, mut changes) = (Stream::new(api, None), Changes::default());
    stream.opened(false, 0, &mut changes);
    scripts.iter().for_each(|(now_ms, script)| apply(&mut stream, script, *now_ms, &mut changes));
    stream
}

/// Each stream is a source of its own.
fn lanes<'a>(streams: &[&'a Stream]) -> Vec<Lane<'a>> {
    streams.iter().enumerate().map(|(at, stream)| Lane { key: at as u64, source: at, stream }).collect()
}

fn said(streams: &[&Stream], entries: &[Entry]) -> Vec<String> {
    let id = |entry: &Entry| streams[entry.lane].units().get(entry.root).map_or("", |unit| unit.id.as_str());
    let marks = |entry: &Entry| format!("{}{}", if entry.confirmed { "" } else { " unconfirmed" }, if entry.later { " later" } else { "" });
    entries.iter().map(|entry| format!("{} {}{}", entry.reason.as_str(), id(entry), marks(entry))).collect()
}

#[track_caller]
fn check(streams: &[&Stream], expect: &[&str]) {
    assert_eq!(said(streams, &queue(&lanes(streams))), expect);
}

#[track_caller]
fn check_marked(streams: &[&Stream], marks: &Marks, expect: &[&str]) {
    let lanes = lanes(streams);
    assert_eq!(said(streams, &marks.apply(queue(&lanes), &lanes)), expect);
}

fn thread(kind: &str, id: &str) -> String {
    format!(r#"thread_{kind} {{"executionId":"e","threadId":"{id}"}}"#)
}

fn failed(id: &str) -> String {
    thread("failed", id)
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
    let entries = queue(&lanes(&[&run]));
    assert_eq!((entries.len(), entries[0].since.ms, Some(entries[0].cause)), (1, 70, run.units().find("r/j/1")));
}

#[test]
fn a_run_is_one_entry_that_counts_its_failed_jobs_and_a_further_one_is_news() {
    let failed = |job: &str| format!(r#"step.completed {{"runId":"r","jobId":"{job}","stepNumber":1,"step":{{"conclusion":"failure"}}}}"#);
    let mut run = at(Api::Runner, &[(10, &failed("a")), (20, &failed("b"))]);
    let before = queue(&lanes(&[&run]));
    assert_eq!((before.len(), before[0].count), (1, 2));
    let mut marks = Marks::default();
    marks.see(before[0].key);
    check_marked(&[&run], &marks, &[]);
    let mut changes = Changes::default();
    apply(&mut run, r#"job.completed {"runId":"r","jobId":"b","job":{"conclusion":"failure"}}"#, 25, &mut changes);
    check_marked(&[&run], &marks, &[]);
    apply(&mut run, &failed("c"), 30, &mut changes);
    check_marked(&[&run], &marks, &["failed r"]);
    assert_eq!(queue(&lanes(&[&run]))[0].count, 3);
    apply(&mut run, r#"run.completed {"runId":"r","run":{"status":"cancelled"}}"#, 40, &mut changes);
    check_marked(&[&run], &marks, &[]);
}

#[test]
fn failures_of_one_source_fold_from_the_third_on() {
    let many =
        at(Api::Threads, &[(1, &failed("a")), (2, &failed("b")), (3, &failed("c")), (4, &failed("d")), (5, &thread("blocked", "w"))]);
    let few = at(Api::Threads, &[(1, &failed("x")), (9, &failed("y"))]);
    let streams = [&many, &few];
    let rows: Vec<String> = rows(&queue(&lanes(&streams)))
        .into_iter()
        .flat_map(|row| match row {
            Row::One(entry) => said(&streams, &[entry]),
            Row::Folded { source, entries } => vec![format!("{source}: {}", said(&streams, &entries).join(", "))],
        })
        .collect();
    assert_eq!(rows, ["waiting e/w", "failed e/y", "failed e/d", "failed e/c", "0: failed e/b, failed e/a", "failed e/x"]);
}

#[test]
fn what_was_seen_leaves_the_queue_and_a_later_failure_of_the_same_unit_is_back() {
    let mut threads = at(Api::Threads, &[(10, &failed("a")), (20, &thread("blocked", "w"))]);
    let mut marks = Marks::default();
    queue(&lanes(&[&threads])).iter().for_each(|entry| marks.see(entry.key));
    check_marked(&[&threads], &marks, &["waiting e/w"]);
    apply(&mut threads, &thread("started", "a"), 30, &mut Changes::default());
    apply(&mut threads, &failed("a"), 40, &mut Changes::default());
    check_marked(&[&threads], &marks, &["waiting e/w", "failed e/a"]);
}

#[test]
fn a_wait_that_was_put_off_stands_last_counts_all_the_same_and_is_back_when_it_changes() {
    let mut threads = at(Api::Threads, &[(10, &thread("blocked", "a")), (20, &thread("blocked", "b")), (30, &failed("c"))]);
    let mut marks = Marks::default();
    let first = queue(&lanes(&[&threads]))[0];
    marks.put_off(&first, &lanes(&[&threads]));
    check_marked(&[&threads], &marks, &["waiting e/b", "failed e/c", "waiting e/a later"]);
    let counted = sum(&marks.apply(queue(&lanes(&[&threads])), &lanes(&[&threads])));
    assert_eq!((counted.waiting, counted.failed), (2, 1));

    marks.take_back(first.key);
    check_marked(&[&threads], &marks, &["waiting e/a", "waiting e/b", "failed e/c"]);

    marks.put_off(&first, &lanes(&[&threads]));
    threads.lost(40);
    threads.opened(false, 50, &mut Changes::default());
    check_marked(&[&threads], &marks, &["waiting e/a unconfirmed", "waiting e/b unconfirmed", "failed e/c"]);

    marks.put_off(&first, &lanes(&[&threads]));
    apply(&mut threads, &thread("blocked", "a"), 60, &mut Changes::default());
    check_marked(&[&threads], &marks, &["waiting e/a", "waiting e/b unconfirmed", "failed e/c"]);
}

#[test]
fn what_is_unconfirmed_and_was_dismissed_is_back_when_an_event_names_it() {
    let mut threads = at(Api::Threads, &[(10, &thread("blocked", "a"))]);
    threads.lost(20);
    threads.opened(false, 30, &mut Changes::default());
    let mut marks = Marks::default();
    marks.dismiss(queue(&lanes(&[&threads]))[0].key);
    check_marked(&[&threads], &marks, &[]);
    apply(&mut threads, &thread("message", "a"), 40, &mut Changes::default());
    check_marked(&[&threads], &marks, &["waiting e/a"]);
}

#[test]
fn next_and_previous_go_round_and_on_from_what_has_left() {
    let threads = at(Api::Threads, &[(10, &thread("blocked", "a")), (20, &failed("b")), (15, &failed("c"))]);
    let entries = queue(&lanes(&[&threads]));
    let last = |at: usize| Some((entries[at].key, entries[at].rank()));
    assert_eq!([step(&entries, None, true), step(&entries, None, false)], [Some(0), Some(2)]);
    assert_eq!([step(&entries, last(0), true), step(&entries, last(2), true)], [Some(1), Some(0)]);
    assert_eq!([step(&entries, last(0), false), step(&entries, last(2), false)], [Some(2), Some(1)]);
    let left = [entries[0], entries[2]];
    assert_eq!([step(&left, last(1), true), step(&left, last(1), false)], [Some(1), Some(0)], "one was seen meanwhile");
    assert_eq!(step(&[], last(1), true), None);
}

#[test]
fn a_session_that_goes_on_waiting_is_one_wait_however_long_its_snapshots_took() {
    let waits =
        |seconds: f64| format!(r#"status {{"sessions":[{{"session_key":"a","state":"waiting_for_user","duration_seconds":{seconds}}}]}}"#);
    let mut sessions = at(Api::AgentStatus, &[(100_000, &waits(10.0))]);
    let before = queue(&lanes(&[&sessions]))[0];
    apply(&mut sessions, &waits(14.0), 104_350, &mut Changes::default());
    assert_eq!(queue(&lanes(&[&sessions]))[0].key, before.key);
    apply(&mut sessions, &waits(1.0), 120_000, &mut Changes::default());
    assert_eq!(queue(&lanes(&[&sessions]))[0].since.ms, 119_000, "another wait");
}
