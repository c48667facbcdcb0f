//! A run of five hundred steps: what happens to one of them touches its own row, and no other.

use fleetglass_tests::{Setup, Source, Value, json};

fn job(number: u32) -> Value {
    let steps: Vec<Value> =
        (1..=10).map(|step| json!({"number": step, "name": format!("Step {step} of {number}"), "status": "queued"})).collect();
    json!({"id": format!("part{number}"), "name": format!("Part {number}"), "status": "in_progress", "steps": steps})
}

/// Notes the rows in which anything changed, by their unit.
const WATCH: &str = r#"
window.__touched = {};
const row = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest("[data-unit-id], .fg-root");
new MutationObserver((changes) => {
  for (const { target } of changes) {
    const id = row(target)?.dataset.unitId;
    if (id?.startsWith("r1/")) window.__touched[id] = (window.__touched[id] ?? 0) + 1;
  }
}).observe(document.querySelector(".fg-tree"), { subtree: true, childList: true, attributes: true, characterData: true });
"#;

#[test]
fn an_event_of_one_step_touches_one_row() {
    let run = json!({"id": "r1", "workflow": "ci", "status": "in_progress", "jobs": (1..=50).map(job).collect::<Vec<_>>()});
    let events = [("run.started", json!({"runId": "r1", "run": run}))];
    Setup::with([Source::of("runner")]).play("runner", &events).at("#/runs?source=box&unit=r1").run(async |page, sim| {
        page.until_unit("r1/part7/3", "queued").await;
        let shown = async || page.ask::<usize>("return document.querySelectorAll('.fg-tree [data-kind=job]').length", vec![]).await;
        page.until("all jobs", shown, |jobs| *jobs == 50).await;
        // Jobs tick; what waits and what is over does not. Those of other jobs must not move when one step begins.
        page.ask::<()>(WATCH, vec![]).await;
        let step = |status: &str, conclusion: Option<&str>| {
            let step = json!({"number": 3, "name": "Step 3 of 7", "status": status, "conclusion": conclusion});
            sim.send("runner", "step.completed", json!({"runId": "r1", "jobId": "part7", "stepNumber": 3, "step": step}));
        };
        step("completed", Some("success"));
        page.until_unit("r1/part7/3", "succeeded").await;
        let touched: std::collections::BTreeMap<String, u32> = page.ask("return window.__touched", vec![]).await;
        let steps: Vec<&String> = touched.keys().filter(|id| id.matches('/').count() == 2).collect();
        assert_eq!(steps, ["r1/part7/3"], "steps whose rows changed");
    });
}
