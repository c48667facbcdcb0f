//! After a reconnect: what each API repeats decides what is unconfirmed, and an event confirms only what it names.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps")]

mod state_support;

use fleetglass_core::protocol::Api;
use fleetglass_core::state::log::RowKind;
use fleetglass_core::state::{Changes, Stream};
use state_support::{apply, unit};

const WORKSPACE: &str = r#"fleet_snapshot [{"id":"p","status":"testing"}]"#;
const SESSIONS: &str = r#"status {"sessions":[{"session_key":"s","state":"thinking"}]}"#;
const THREADS: &str = r#"thread_output {"executionId":"e","data":{"thread_id":"a","data_json":"hi","sequence":3}}
    thread_blocked {"executionId":"e","data":{"thread_id":"b","data_json":"{\"prompt\":\"Go?\"}"}}
    thread_completed {"executionId":"e","data":{"thread_id":"c"}}"#;
const AGENT: &str = r#"progress {"step":"plan"}"#;
const WORKFLOW: &str = "step_start {\"stepId\":\"1\"}\nstep_start {\"stepId\":\"2\"}";
const RUNNER: &str = r#"step.log {"runId":"r","jobId":"j","stepNumber":1,"line":"x"}
    step.started {"runId":"r","jobId":"j","stepNumber":2,"step":{}}
    job.completed {"runId":"r","jobId":"k","job":{"conclusion":"success"}}
    step.started {"runId":"q","jobId":"j","stepNumber":1,"step":{}}"#;

/// A stream that was live from 0, was lost at 100, and is open again at 400.
fn reconnected(api: Api, subject: Option<&str>, script: &str, resumed: bool) -> (Stream, Changes) {
    let (mut stream, mut changes) = (Stream::new(api, subject), Changes::default());
    stream.opened(false, 0, &mut changes);
    apply(&mut stream, script, 10, &mut changes);
    stream.lost(100);
    stream.lost(300);
    changes.next_batch();
    stream.opened(resumed, 400, &mut changes);
    (stream, changes)
}

fn unconfirmed(stream: &Stream) -> Vec<&str> {
    let mut ids: Vec<&str> = stream.units().iter().filter(|(_, unit)| !unit.confirmed).map(|(_, unit)| unit.id.as_str()).collect();
    ids.sort_unstable();
    ids
}

#[test]
fn what_is_unconfirmed_after_a_reconnect_depends_on_what_the_stream_repeats() {
    for (api, script, resumed, expect) in [
        (Api::AgentWorkspace, WORKSPACE, false, &[][..]),
        (Api::AgentStatus, SESSIONS, false, &[]),
        (Api::Threads, THREADS, false, &["e/a", "e/b"]),
        (Api::Threads, THREADS, true, &["e/a", "e/b"]),
        (Api::AgentExecution, AGENT, false, &["-"]),
        (Api::AgentExecution, AGENT, true, &[]),
        (Api::WorkflowExecution, WORKFLOW, false, &["-", "-/1", "-/2"]),
        (Api::WorkflowExecution, WORKFLOW, true, &[]),
        (Api::Runner, RUNNER, false, &["q", "q/j", "q/j/1", "r", "r/j", "r/j/1", "r/j/2"]),
    ] {
        let (stream, changes) = reconnected(api, None, script, resumed);
        assert_eq!(unconfirmed(&stream), expect, "{api:?} {resumed}");
        let mut told: Vec<&str> = changes.rows.iter().map(|ix| stream.units().get(*ix).unwrap().id.as_str()).collect();
        told.sort_unstable();
        assert_eq!(told, expect, "{api:?} {resumed}: the rows that changed");
    }
}

#[test]
fn the_first_opening_leaves_everything_confirmed() {
    let (mut stream, mut changes) = (Stream::new(Api::Threads, None), Changes::default());
    apply(&mut stream, THREADS, 0, &mut changes);
    stream.lost(5);
    stream.opened(false, 10, &mut changes);
    assert!(unconfirmed(&stream).is_empty());
}

#[test]
fn an_unconfirmed_unit_keeps_its_status_its_words_and_when_it_was_last_heard_of() {
    let (stream, _) = reconnected(Api::Threads, None, THREADS, false);
    let held = unit(&stream, "e/b");
    assert_eq!((held.status.as_str(), held.ask.as_deref(), held.heard_ms), ("waiting", Some("Go?"), 10));
}

#[test]
fn a_later_event_confirms_only_what_it_names() {
    for (api, script, event, left) in [
        (Api::Threads, THREADS, r#"thread_message {"executionId":"e","data":{"thread_id":"a"}}"#, &["e/b"][..]),
        (Api::WorkflowExecution, WORKFLOW, r#"step_progress {"stepId":"2"}"#, &["-/1"]),
        (Api::Runner, RUNNER, r#"run.started {"runId":"r","run":{}}"#, &["q", "q/j", "q/j/1", "r/j", "r/j/1", "r/j/2"]),
        (Api::Runner, RUNNER, r#"job.started {"runId":"r","jobId":"j","job":{}}"#, &["q", "q/j", "q/j/1", "r/j/1", "r/j/2"]),
        (Api::Runner, RUNNER, r#"step.log {"runId":"r","jobId":"j","stepNumber":1,"line":"y"}"#, &["q", "q/j", "q/j/1", "r/j/2"]),
        (Api::Runner, RUNNER, "ping {}", &["q", "q/j", "q/j/1", "r", "r/j", "r/j/1", "r/j/2"]),
    ] {
        let (mut stream, mut changes) = reconnected(api, None, script, false);
        apply(&mut stream, event, 500, &mut changes);
        assert_eq!(unconfirmed(&stream), left, "{event}");
    }
}

#[test]
fn the_list_of_runs_confirms_what_it_holds() {
    let (mut stream, mut changes) = reconnected(Api::Runner, None, RUNNER, false);
    assert!(stream.apply_runs(r#"[{"id":"r","status":"in_progress","jobs":[{"id":"j","steps":[{"number":1}]}]}]"#, 500, &mut changes));
    assert_eq!(unconfirmed(&stream), ["q", "q/j", "q/j/1", "r/j/2"]);
}

#[test]
fn a_log_shows_for_how_long_rows_may_be_missing() {
    let rows = |api, script, unit_id: &str, resumed| {
        let (stream, _) = reconnected(api, None, script, resumed);
        let log = stream.logs().find(unit_id).and_then(|ix| stream.logs().get(ix));
        log.map(|log| log.rows().filter(|row| *row.kind == RowKind::Reconnect { lost_ms: 300 }).count())
    };
    assert_eq!(rows(Api::Threads, THREADS, "e/a", false), Some(1));
    assert_eq!(rows(Api::Threads, THREADS, "e/c", false), Some(0), "nothing more was expected of it");
    assert_eq!(rows(Api::Runner, RUNNER, "r/j/1", false), Some(1));
    assert_eq!(rows(Api::AgentExecution, AGENT, "-", false), Some(1));
    assert_eq!(rows(Api::AgentExecution, AGENT, "-", true), Some(0));
}

#[test]
fn sequences_are_not_compared_across_a_reconnect() {
    let (mut stream, mut changes) = reconnected(Api::Threads, None, THREADS, false);
    apply(&mut stream, r#"thread_output {"executionId":"e","data":{"thread_id":"a","data_json":"hi","sequence":90}}"#, 500, &mut changes);
    assert_eq!(stream.counters().gaps, 0);
}

#[test]
fn a_new_snapshot_after_a_reconnect_ends_what_is_absent_and_keeps_the_logs() {
    let script = format!("{WORKSPACE}\nfleet_logs [{{\"id\":\"1\",\"runId\":\"p\",\"message\":\"x\"}}]");
    let (mut stream, mut changes) = reconnected(Api::AgentWorkspace, None, &script, false);
    assert_eq!(unit(&stream, "p").status.as_str(), "running", "nothing is claimed before the snapshot");
    apply(&mut stream, "fleet_snapshot []", 500, &mut changes);
    assert_eq!(unit(&stream, "p").status.as_str(), "ended");
    let log = stream.logs().find("p").and_then(|ix| stream.logs().get(ix)).unwrap();
    assert_eq!(log.lines().collect::<Vec<_>>(), ["x"]);
}

#[test]
fn a_change_that_a_snapshot_tells_of_after_a_reconnect_was_not_witnessed() {
    let (mut stream, mut changes) = reconnected(Api::AgentWorkspace, None, WORKSPACE, false);
    apply(&mut stream, r#"fleet_snapshot [{"id":"p","status":"awaiting_approval"}]"#, 500, &mut changes);
    assert!(!unit(&stream, "p").since.witnessed);
    apply(&mut stream, r#"fleet_update [{"id":"p","status":"testing"}]"#, 600, &mut changes);
    assert!(unit(&stream, "p").since.witnessed);
}

#[test]
fn dismissing_takes_a_root_with_its_parts_and_logs_and_leaves_a_part_alone() {
    let (mut stream, mut changes) = reconnected(Api::Runner, None, RUNNER, false);
    let (part, root) = (stream.units().find("r/j").unwrap(), stream.units().find("r").unwrap());
    changes.next_batch();
    stream.dismiss(part, &mut changes);
    assert!(stream.units().find("r/j/1").is_some() && !changes.order);
    stream.dismiss(root, &mut changes);
    assert!(changes.order && changes.logs);
    let left: Vec<&str> = stream.units().iter().map(|(_, unit)| unit.id.as_str()).collect();
    assert_eq!((left, stream.units().roots().len()), (vec!["q", "q/j", "q/j/1"], 1));
    assert_eq!((stream.logs().find("r/j/1"), stream.units().forgotten()), (None, 0));
}
