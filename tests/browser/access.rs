//! Nobody is kept out: axe finds nothing in any place and its main states, in both themes, wide and narrow.

use fleetglass_tests::{Key, Page, Setup, Sim, Source, json};

/// Fails with everything that axe finds.
async fn nothing_in_the_way(page: &Page, state: &str) {
    let found = page.barriers().await;
    assert!(found.is_empty(), "{state}:\n{}", found.join("\n"));
}

#[test]
fn a_barrier_is_noticed() {
    Setup::with([]).run(async |page, _| {
        page.until_says("Paste the address").await;
        page.ask::<()>("const b = document.createElement('button'); document.body.append(b)", vec![]).await;
        assert!(page.barriers().await.iter().any(|found| found.starts_with("button-name")));
    });
}

#[test]
fn every_place_is_open_to_everybody() {
    for (theme, size) in [("light", (1440, 900)), ("dark", (360, 740))] {
        Setup::all_sources().size(size.0, size.1).run(async |page, _| {
            page.devtools("Emulation.setEmulatedMedia", json!({"features": [{"name": "prefers-color-scheme", "value": theme}]})).await;
            page.until_link("box-1", "live").await;
            for place in ["overview", "threads", "runs", "sources"] {
                page.follow(&format!("#/{place}")).await;
                page.until(
                    place,
                    async || page.ask::<u32>("return document.querySelectorAll('main button, main a, main input').length", vec![]).await,
                    |found| *found > 1,
                )
                .await;
                nothing_in_the_way(page, &format!("{place}, {theme}, {size:?}")).await;
            }
        });
    }
}

#[test]
fn a_first_visit_is_open_to_everybody() {
    Setup::with([]).run(async |page, _| {
        page.until_says("Paste the address").await;
        nothing_in_the_way(page, "first visit").await;
    });
}

/// A pipeline that waits, one that failed, and the events of a run that failed.
fn troubled() -> Setup {
    let job = |id: u32, agent: &str, status: &str| json!({"id": id, "agentType": agent, "status": status});
    let pipelines = json!([
        {"id": "p1", "projectName": "checkout-api", "status": "awaiting_approval", "jobs": [job(1, "engineer", "completed"), job(2, "tester", "running")],
         "pendingInterventions": [{"id": 7, "type": "inject", "status": "pending", "message": "Use the new queue"}]},
        {"id": "p2", "projectName": "billing-export", "status": "failed", "jobs": [job(3, "engineer", "failed")], "error": "no space left"},
    ]);
    let step = |number: u32, conclusion: &str| json!({"number": number, "name": format!("Step {number}"), "status": "completed", "conclusion": conclusion});
    let job = json!({"id": "build (mac)", "name": "build (mac)", "status": "completed", "conclusion": "failure", "steps": [step(1, "success"), step(2, "failure")]});
    let other = json!({"id": "build (win)", "name": "build (win)", "status": "completed", "conclusion": "skipped", "steps": []});
    let run = json!({"id": "r1", "workflow": "ci", "status": "failed", "conclusion": "failure", "inputs": {"a": 1}, "jobs": [job, other]});
    let lines = json!({"runId": "r1", "jobId": "build (mac)", "stepNumber": 2, "line": "\u{1b}[31merror\u{1b}[0m: it broke\n::group::More\nwithin\n::endgroup::\n"});
    Setup::with([
        Source::of("threads").named("box"),
        Source::of("runner").named("builds"),
        Source::of("agent-workspace").named("work"),
        Source::of("workflow-execution").named("flows"),
    ])
    .play("agent-workspace", &[("fleet_snapshot", pipelines)])
    .play("runner", &[("step.log", lines), ("run.completed", json!({"runId": "r1", "run": run}))])
    .play(
        "workflow-execution",
        &[
            ("step_start", json!({"stepId": "s1", "name": "Review", "agent": "reviewer"})),
            ("step_progress", json!({"stepId": "s1", "progress": 0.4, "message": "Reading"})),
        ],
    )
}

async fn all_is_there(page: &Page, sim: &Sim) {
    sim.until_open("threads", 1).await;
    sim.say("architect", 1, "Planning the change, see https://example.org/plan\n{\"a\": [1, 2]}");
    sim.thread("architect", "blocked", 2, &json!({"prompt": "Apply these edits? [y/n]", "options": ["y", "n"]}));
    sim.say("tester", 9, "test result: ok");
    for (unit, status) in [("exec-123/architect", "waiting"), ("p1", "waiting"), ("p2", "failed"), ("r1", "failed"), ("wf-123", "running")]
    {
        page.until_unit(unit, status).await;
    }
}

#[test]
fn what_waits_failed_and_runs_is_open_to_everybody() {
    for (theme, size) in [("light", (1440, 900)), ("dark", (900, 740)), ("dark", (360, 740))] {
        troubled().size(size.0, size.1).run(async |page, sim| {
            page.devtools("Emulation.setEmulatedMedia", json!({"features": [{"name": "prefers-color-scheme", "value": theme}]})).await;
            all_is_there(page, sim).await;
            let state = |what: &str| format!("{what}, {theme}, {size:?}");
            nothing_in_the_way(page, &state("the overview")).await;
            page.follow("#/threads").await;
            page.until_line("Planning the change").await;
            nothing_in_the_way(page, &state("threads merged")).await;
            page.follow("#/threads?threads=exec-123%2Farchitect,exec-123%2Ftester&group=split").await;
            page.until_line("test result").await;
            nothing_in_the_way(page, &state("threads split")).await;
            page.follow("#/runs?source=builds&unit=r1").await;
            page.until_unit("r1/build (mac)/2", "failed").await;
            nothing_in_the_way(page, &state("a failed run")).await;
            page.follow("#/runs?source=builds&unit=r1%2Fbuild%20(mac)%2F2").await;
            page.until_line("it broke").await;
            nothing_in_the_way(page, &state("its output")).await;
            page.follow("#/runs?source=flows&unit=wf-123").await;
            page.until_unit("wf-123/s1", "running").await;
            nothing_in_the_way(page, &state("a workflow")).await;
            page.follow("#/runs?source=work&unit=p1").await;
            page.until_unit("p1/1", "succeeded").await;
            nothing_in_the_way(page, &state("a pipeline")).await;
        });
    }
}

#[test]
fn lost_and_unheard_is_open_to_everybody() {
    for theme in ["light", "dark"] {
        troubled().run(async |page, sim| {
            page.devtools("Emulation.setEmulatedMedia", json!({"features": [{"name": "prefers-color-scheme", "value": theme}]})).await;
            all_is_there(page, sim).await;
            sim.kill();
            page.until_link("box", "reconnecting").await;
            page.until_link("builds", "reconnecting").await;
            nothing_in_the_way(page, &format!("lost, {theme}")).await;
            page.follow("#/sources").await;
            page.until_says("Try now").await;
            nothing_in_the_way(page, &format!("lost, sources, {theme}")).await;
            sim.start_again();
            page.until_link("box", "open").await;
            page.follow("#/overview").await;
            page.until_says("does not repeat its state").await;
            nothing_in_the_way(page, &format!("unheard, {theme}")).await;
        });
    }
}

#[test]
fn a_source_that_asks_for_its_key_is_open_to_everybody() {
    let source = Source::of("agent-status").with("auth", json!({"kind": "header", "name": "X-Status-Key"}));
    Setup::with([source]).flags(&["--auth"]).run(async |page, _| {
        page.until_says("signed this page out").await;
        nothing_in_the_way(page, "signed out").await;
        page.follow("#/sources").await;
        page.until_says("signed this page out").await;
        nothing_in_the_way(page, "signed out, sources").await;
    });
}

#[test]
fn what_opens_over_a_place_is_open_to_everybody() {
    for size in [(1440, 900), (360, 740)] {
        troubled().size(size.0, size.1).run(async |page, sim| {
            all_is_there(page, sim).await;
            let state = |what: &str| format!("{what}, {size:?}");
            page.press(&format!("{}k{}", char::from(Key::Control), char::from(Key::Null))).await;
            page.find("combobox", "").await;
            page.press("arch").await;
            page.until_says("architect").await;
            nothing_in_the_way(page, &state("the palette")).await;
            page.press_escape().await;
            page.press("?").await;
            page.find("dialog", "").await;
            nothing_in_the_way(page, &state("the help")).await;
            page.press_escape().await;
            page.follow("#/overview?source=work&unit=p1").await;
            page.until_says("Use the new queue").await;
            nothing_in_the_way(page, &state("the panel of a unit")).await;
            page.follow("#/sources").await;
            page.click("button", "Edit").await;
            nothing_in_the_way(page, &state("a source's form")).await;
        });
    }
}

#[test]
fn chinese_is_open_to_everybody() {
    troubled().at("?lang=zh").run(async |page, sim| {
        all_is_there(page, sim).await;
        for place in ["overview", "threads", "runs", "sources"] {
            page.follow(&format!("?lang=zh#/{place}")).await;
            page.until(
                place,
                async || page.ask::<String>("return document.documentElement.lang", vec![]).await,
                |lang| lang.starts_with("zh"),
            )
            .await;
            page.until(
                place,
                async || page.ask::<u32>("return document.querySelectorAll('main button, main a, main input').length", vec![]).await,
                |found| *found > 1,
            )
            .await;
            nothing_in_the_way(page, &format!("{place}, Chinese")).await;
        }
    });
}
