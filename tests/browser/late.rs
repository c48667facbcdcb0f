//! A page that is opened late: what was there before is shown as far as a stream tells it, and no further.

use fleetglass_tests::{Setup, Source, json};

#[test]
fn a_wait_that_was_there_before_may_be_longer_than_what_was_seen_of_it() {
    let pipeline = json!([{"id": "p1", "projectName": "checkout-api", "status": "awaiting_approval", "jobs": []}]);
    Setup::with([Source::of("agent-workspace")]).play("agent-workspace", &[("fleet_snapshot", pipeline)]).run(async |page, _| {
        page.until_unit("p1", "waiting").await;
        page.until_says("≥ 0:").await;
    });
}

#[test]
fn a_session_says_itself_how_long_it_waits() {
    let global = json!({"state": "active", "active_sessions": 1, "max_concurrent": 5, "uptime_seconds": 7200.0});
    let session = json!({
        "session_key": "s1", "session_id": "s1", "channel": "cli", "title": "fix the build", "state": "waiting_for_user", "tool_name": null,
        "duration_seconds": 372.0, "token_usage": {"input": 1, "output": 2}, "error_message": null,
    });
    let events = [("status", json!({"global": global, "sessions": [session]}))];
    Setup::with([Source::of("agent-status")]).play("agent-status", &events).run(async |page, _| {
        page.until_unit("s1", "waiting").await;
        // 372 s, and what has passed since.
        page.until_units("its own age", |units| units.iter().all(|unit| unit.text.contains("6:"))).await;
        assert!(!page.says("≥").await, "the server says since when");
    });
}

#[test]
fn what_a_stream_does_not_repeat_is_not_claimed() {
    let sources = [Source::of("threads").named("box"), Source::of("runner").named("builds")];
    Setup::with(sources).run(async |page, sim| {
        sim.until_open("threads", 1).await;
        sim.until_open("runner", 1).await;
        page.until_link("builds", "live").await;
        page.until_says("Nothing seen waiting since").await;
        page.until_says("Threads and runs do not repeat older prompts.").await;
        page.follow("#/runs").await;
        page.until_says("No run has started since").await;
        page.follow("#/threads").await;
        page.until_says("No thread has spoken in exec-123 since").await;
    });
}

#[test]
fn a_step_that_ran_before_says_that_its_output_was_not_received() {
    let step = json!({"number": 1, "name": "Compile", "status": "completed", "conclusion": "success", "startedAt": "2026-01-02T03:04:05Z", "completedAt": "2026-01-02T03:05:05Z"});
    let job = json!({"id": "build", "name": "build", "status": "in_progress", "steps": [step]});
    let run = json!({"id": "r1", "workflow": "ci", "status": "in_progress", "jobs": [job]});
    let events = [("run.started", json!({"runId": "r1", "run": run}))];
    Setup::with([Source::of("runner")]).play("runner", &events).at("#/runs?source=box&unit=r1%2Fbuild%2F1").run(async |page, _| {
        page.until_unit("r1/build/1", "succeeded").await;
        page.until_says("its output was not received.").await;
    });
}

#[test]
fn a_session_that_leaves_has_ended_and_one_whose_last_word_was_error_stays_failed() {
    let session = |key: &str, state: &str| json!({"session_key": key, "session_id": key, "channel": "cli", "title": format!("work {key}"), "state": state, "duration_seconds": 1.0, "error_message": (state == "error").then_some("out of credit")});
    let told = |sessions: &[fleetglass_tests::Value]| json!({"global": {"state": "active", "active_sessions": sessions.len(), "max_concurrent": 5, "uptime_seconds": 1.0}, "sessions": sessions});
    Setup::with([Source::of("agent-status")]).run(async |page, sim| {
        sim.until_open("agent-status", 1).await;
        sim.send("agent-status", "status", told(&[session("s1", "thinking"), session("s2", "error"), session("s3", "thinking")]));
        page.until_unit("s2", "failed").await;
        sim.send("agent-status", "status", told(&[session("s3", "thinking")]));
        page.until_says("Ended 1").await;
        page.follow("#/overview?status=ended").await;
        page.until_unit("s1", "ended").await;
        page.follow("#/overview?status=failed").await;
        page.until_unit("s2", "failed").await;
    });
}

#[test]
fn sessions_are_told_again_after_a_restart_and_need_no_confirmation() {
    let events = [(
        "status",
        json!({"global": {"state": "active"}, "sessions": [{"session_key": "s1", "session_id": "s1", "channel": "cli", "title": "fix it", "state": "thinking", "duration_seconds": 1.0}]}),
    )];
    Setup::with([Source::of("agent-status")]).play("agent-status", &events).run(async |page, sim| {
        page.until_unit("s1", "running").await;
        sim.kill();
        page.until_link("box", "reconnecting").await;
        assert!(page.units().await.iter().all(|unit| unit.status == "running"), "trouble with the connection is no status");
        sim.start_again();
        page.until_link("box", "open").await;
        page.until_units("confirmed at once", |units| units.len() == 1 && !units[0].unconfirmed && units[0].status == "running").await;
    });
}

#[test]
fn a_workflow_goes_on_after_a_loss_from_the_event_it_had() {
    Setup::with([Source::of("workflow-execution")]).run(async |page, sim| {
        sim.until_open("workflow-execution", 1).await;
        let step = json!({"stepId": "s1", "name": "Review", "agent": "reviewer"});
        sim.act(&json!({"do": "send", "api": "workflow-execution", "event": "step_start", "data": step, "id": "1795318259:1"}));
        page.until_unit("wf-123", "running").await;
        sim.cut("workflow-execution");
        page.until("the stream is open again", async || sim.count("workflow-execution", "total"), |total| *total >= 2).await;
        assert_eq!(sim.stats("workflow-execution")["lastEventId"], json!("1795318259:1"));
        page.until_units("nothing to confirm", |units| units.iter().all(|unit| !unit.unconfirmed)).await;
    });
}
