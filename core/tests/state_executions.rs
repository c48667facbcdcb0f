//! Agent executions and workflows: progress, completion, and what is never claimed.

mod state_support;

use fleetglass_core::protocol::Api::{AgentExecution, WorkflowExecution};
use fleetglass_core::state::unit::Fact;
use fleetglass_core::state::{Changes, Stream};
use state_support::{apply, stream, unit};

#[track_caller]
fn check_agent(script: &str, expect: &str) {
    state_support::check(AgentExecution, script, &[&format!(r#"agent - "-" {expect}"#)]);
}

#[track_caller]
fn check_workflow(script: &str, root: &str, steps: &[&str]) {
    let steps: Vec<String> = steps.iter().map(|step| format!("  step -/{step}")).collect();
    let lines: Vec<String> = [format!(r#"workflow - "-" {root}"#)].into_iter().chain(steps).collect();
    state_support::check(WorkflowExecution, script, &lines.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn an_agent_runs_with_its_step_as_word_and_its_progress_as_stated() {
    for (data, expect) in [
        (r#"{"step":"plan","progress":0.2}"#, "running word=plan progress=0.2"),
        (r#"{"step":"plan"}"#, "running word=plan"),
        (r#"{"step":"plan","progress":-1}"#, "running word=plan"),
        (r#"{"step":"plan","progress":-0.5}"#, "running word=plan progress=0"),
        (r#"{"step":"plan","progress":7}"#, "running word=plan progress=1"),
        (r#"{"progress":null,"unheard":[1]}"#, "running"),
    ] {
        check_agent(&format!("progress {data}"), expect);
    }
}

#[test]
fn what_a_progress_does_not_say_stays() {
    check_agent("progress {\"step\":\"plan\",\"progress\":0.5}\nprogress {\"message\":\"hm\"}", "running word=plan progress=0.5");
    check_agent("progress {\"step\":\"plan\",\"progress\":0.5}\nprogress {\"step\":\"do\",\"progress\":-1}", "running word=do");
}

#[test]
fn complete_succeeds_without_claiming_a_full_progress() {
    check_agent(
        "progress {\"step\":\"plan\",\"progress\":0.5}\ncomplete {\"result\":\"ok\",\"duration\":12500}",
        "succeeded word=plan progress=0.5",
    );
    check_agent("complete {}", "succeeded");
}

#[test]
fn complete_is_for_good_until_the_stream_is_opened_again() {
    let script = "progress {\"step\":\"plan\"}\ncomplete {}\nprogress {\"step\":\"again\"}\nnoise {}";
    check_agent(script, "succeeded word=plan");
    let mut stream = stream(AgentExecution, Some("a"), script);
    assert!(stream.is_complete());
    assert_eq!((stream.counters().frames, stream.counters().unknown_events), (4, 1));
    stream.opened(false, 5, &mut Changes::default());
    assert!(!stream.is_complete());
    apply(&mut stream, "progress {\"step\":\"again\"}", 6, &mut Changes::default());
    assert_eq!((unit(&stream, "a").status.as_str(), unit(&stream, "a").word.as_deref()), ("running", Some("again")));
}

#[test]
fn a_result_may_be_any_json_and_text_stays_text() {
    for (result, expect) in [
        (r#""done""#, Some("done")),
        (r#"{"a":[1,null]}"#, Some(r#"{"a":[1,null]}"#)),
        ("[]", Some("[]")),
        ("0", Some("0")),
        ("false", Some("false")),
        ("null", None),
    ] {
        let stream = stream(AgentExecution, Some("a"), &format!(r#"complete {{"result":{result},"duration":12500}}"#));
        let held = unit(&stream, "a");
        assert_eq!((held.fact(Fact::Result), held.fact(Fact::DurationMs)), (expect, Some("12500")), "{result}");
    }
}

#[test]
fn an_agent_and_a_workflow_take_the_id_of_their_address() {
    let agent = stream(AgentExecution, Some("my/agent"), "progress {}");
    assert_eq!(unit(&agent, "my%2Fagent").title, "my/agent");
    let workflow = stream(WorkflowExecution, Some("wf"), r#"step_start {"stepId":"a/b"}"#);
    assert_eq!(unit(&workflow, "wf/a%2Fb").title, "a/b");
}

#[test]
fn a_workflow_runs_while_a_step_runs_and_is_idle_when_all_known_are_done() {
    let start = |id: &str| format!("step_start {{\"stepId\":\"{id}\"}}\n");
    let done = |id: &str| format!("step_complete {{\"stepId\":\"{id}\"}}\n");
    check_workflow(&start("1"), "running", &[r#"1 "1" running"#]);
    check_workflow(&(start("1") + &done("1")), "idle", &[r#"1 "1" succeeded"#]);
    check_workflow(&(start("1") + &start("2") + &done("1")), "running", &[r#"1 "1" succeeded"#, r#"2 "2" running"#]);
    check_workflow(&(start("1") + &start("2") + &done("1") + &done("2")), "idle", &[r#"1 "1" succeeded"#, r#"2 "2" succeeded"#]);
    check_workflow(&(start("1") + &done("1") + &done("1") + &start("2")), "running", &[r#"1 "1" succeeded"#, r#"2 "2" running"#]);
    check_workflow(&(start("1") + &start("1") + &done("1")), "idle", &[r#"1 "1" succeeded"#]);
    check_workflow(&done("1"), "idle", &[r#"1 "1" succeeded"#]);
}

#[test]
fn a_step_that_progresses_runs_and_keeps_what_it_stated() {
    check_workflow(
        r#"step_progress {"stepId":"1","progress":0.75,"message":"Found 3"}
           step_progress {"stepId":"1","message":"Found 4"}"#,
        "running",
        &[r#"1 "1" running progress=0.75"#],
    );
    check_workflow(
        r#"step_start {"stepId":"1","name":"Review","agent":"r"}
           step_progress {"stepId":"1","progress":0.75}
           step_complete {"stepId":"1","result":{"n":3},"duration":8000}"#,
        "idle",
        &[r#"1 "Review" succeeded progress=0.75"#],
    );
}

#[test]
fn a_workflow_that_was_dismissed_while_it_ran_counts_its_steps_anew() {
    let mut stream = stream(WorkflowExecution, Some("wf"), r#"step_start {"stepId":"1"}"#);
    let root = stream.units().roots()[0];
    stream.dismiss(root, &mut Changes::default());
    assert!(stream.units().is_empty());
    apply(&mut stream, "step_start {\"stepId\":\"2\"}\nstep_complete {\"stepId\":\"2\"}", 0, &mut Changes::default());
    assert_eq!(unit(&stream, "wf").status.as_str(), "idle");
}

#[test]
fn a_step_without_an_id_is_an_error_and_changes_nothing() {
    let mut stream = Stream::new(WorkflowExecution, None);
    apply(&mut stream, "step_start {\"name\":\"x\"}\nstep_start []\nstep_start\nsteps {}", 0, &mut Changes::default());
    assert_eq!((stream.units().len(), stream.counters().decode_errors, stream.counters().unknown_events), (0, 3, 1));
}
