//! Runs: everything with steps, and the way to the line that broke.

use fleetglass_tests::{Page, Setup, Sim, Source, json};

/// A run of one job whose second step fails.
async fn a_failing_run(page: &Page, sim: &Sim) {
    sim.until_open("runner", 1).await;
    let step = |event: &str, number: u32, name: &str, status: &str, conclusion: Option<&str>| {
        let mut step = json!({"number": number, "name": name, "status": status});
        if let Some(conclusion) = conclusion {
            step["conclusion"] = conclusion.into();
        }
        sim.send("runner", event, json!({"runId": "r1", "jobId": "build", "stepNumber": number, "step": step}));
    };
    let line = |number: u32, text: &str| {
        sim.send("runner", "step.log", json!({"runId": "r1", "jobId": "build", "stepNumber": number, "line": text}))
    };
    sim.send("runner", "run.started", json!({"runId": "r1", "run": {"id": "r1", "workflow": "ci", "status": "in_progress"}}));
    sim.send(
        "runner",
        "job.started",
        json!({"runId": "r1", "jobId": "build", "job": {"id": "build", "name": "build", "status": "in_progress"}}),
    );
    step("step.started", 1, "Checkout", "in_progress", None);
    line(1, "cloned\n");
    step("step.completed", 1, "Checkout", "completed", Some("success"));
    step("step.started", 2, "Run tests", "in_progress", None);
    line(2, "running 212 tests\n");
    line(2, "\u{1b}[31merror[E0308]\u{1b}[0m: mismatched types\n");
    step("step.completed", 2, "Run tests", "completed", Some("failure"));
    sim.send(
        "runner",
        "job.completed",
        json!({"runId": "r1", "jobId": "build", "job": {"id": "build", "status": "completed", "conclusion": "failure"}}),
    );
    sim.send("runner", "run.completed", json!({"runId": "r1", "run": {"id": "r1", "status": "failed", "conclusion": "failure"}}));
    page.until_unit("r1", "failed").await;
}

#[test]
fn the_failing_path_is_open_and_quoted_and_leads_to_its_line() {
    Setup::with([Source::of("runner")]).at("#/runs").run(async |page, sim| {
        a_failing_run(page, sim).await;
        page.click("link", "ci").await;
        page.until_unit("r1/build", "failed").await;
        page.until_unit("r1/build/1", "succeeded").await;
        page.until_unit("r1/build/2", "failed").await;
        page.until_says("error[E0308]: mismatched types").await;
        page.click("link", "Go to the line").await;
        page.until_line("error[E0308]: mismatched types").await;
        assert!(page.address().await.contains("unit=r1%2Fbuild%2F2"), "{}", page.address().await);
        page.click("link", "Checkout").await;
        page.until_lines("the other step's output", |lines| lines.len() == 1 && lines[0].text.contains("cloned")).await;
    });
}

#[test]
fn a_workflow_never_claims_to_be_done() {
    Setup::with([Source::of("workflow-execution")]).at("#/runs").run(async |page, sim| {
        sim.until_open("workflow-execution", 1).await;
        let send = |event: &str, data| sim.send("workflow-execution", event, data);
        send("step_start", json!({"stepId": "s1", "name": "Review", "agent": "reviewer"}));
        send("step_progress", json!({"stepId": "s1", "progress": 0.4, "message": "Reading"}));
        page.until_unit("wf-123", "running").await;
        page.click("link", "wf-123").await;
        page.until_unit("wf-123/s1", "running").await;
        page.until_says("More steps may follow").await;
        send("step_complete", json!({"stepId": "s1", "result": {"ok": true}, "duration": 1500}));
        page.until_unit("wf-123/s1", "succeeded").await;
        page.until_unit("wf-123", "idle").await;
        page.until_says("More steps may follow").await;
        assert!(!page.says("100").await);
    });
}

#[test]
fn steps_inside_steps_stand_below_them() {
    Setup::with([Source::of("runner")]).at("#/runs?source=box&unit=r1").run(async |page, sim| {
        sim.until_open("runner", 1).await;
        page.until_link("box", "live").await;
        let step = |number: u32, name: &str| {
            sim.send("runner", "step.started", json!({"runId": "r1", "jobId": "build", "stepNumber": number, "step": {"number": number, "name": name, "status": "in_progress"}}));
        };
        sim.send("runner", "run.started", json!({"runId": "r1", "run": {"id": "r1", "workflow": "ci", "status": "in_progress"}}));
        step(1, "Setup");
        step(101, "Fetch the tool");
        // It is open at first, since something inside runs.
        page.until_unit("r1/build/101", "running").await;
        let left = |units: &str| format!("return document.querySelector('[data-unit-id=\"{units}\"] a').getBoundingClientRect().left");
        let outer: f64 = page.ask(&left("r1/build/1"), vec![]).await;
        let inner: f64 = page.ask(&left("r1/build/101"), vec![]).await;
        assert!(inner > outer, "{inner} is not right of {outer}");
    });
}
