//! What ends: streams that are complete, units that leave, sources that are removed, tabs that are closed.

use fleetglass_tests::{Setup, Source, Transport, Value, json};

fn pipelines(ids: &[&str]) -> Value {
    ids.iter().map(|id| json!({"id": id, "projectName": format!("project {id}"), "status": "testing", "jobs": []})).collect()
}

over_both! {
    fn an_execution_that_completes_closes_its_stream_for_good(transport) {
        Setup::with([Source::of("agent-execution").over(transport)]).pace(30).run(async |page, sim| {
            sim.until_open("agent-execution", 1).await;
            sim.send("agent-execution", "progress", json!({"step": "plan", "message": "Thinking", "progress": 0.5}));
            page.until_unit("my-agent", "running").await;
            sim.send("agent-execution", "complete", json!({"result": "done", "duration": 1200}));
            page.until_link("box", "complete").await;
            page.follow("#/overview?status=ended,succeeded").await;
            page.until_unit("my-agent", "succeeded").await;
            sim.until_open("agent-execution", 0).await;
            page.let_pass(120).await;
            assert_eq!(sim.count("agent-execution", "requests"), 1, "a reconnect would replay the end");
            page.click("link", "Sources").await;
            page.until_says("Finished: the stream said it is complete.").await;
            page.click("button", "Connect again").await;
            page.until("the next execution is watched", async || sim.count("agent-execution", "total"), |total| *total == 2).await;
        });
    }

    fn a_pipeline_that_is_absent_from_a_new_snapshot_has_ended_and_is_not_gone(transport) {
        Setup::with([Source::of("agent-workspace").over(transport)]).run(async |page, sim| {
            page.until_link("box", "live").await;
            sim.send("agent-workspace", "fleet_update", pipelines(&["p1", "p2"]));
            page.until_units("both", |units| units.len() == 2).await;
            sim.hold("agent-workspace", "fleet_snapshot", pipelines(&["p1"]));
            sim.cut("agent-workspace");
            page.until_units("one is folded away", |units| units.iter().map(|unit| unit.id.as_str()).eq(["p1"])).await;
            page.click("button", "Ended, 1").await;
            let ended = page.until_unit("p2", "ended").await;
            assert!(ended.text.contains("project p2"), "{}", ended.text);
            page.until_unit("p1", "running").await;
        });
    }

    fn a_removed_source_and_a_disconnected_one_leave_no_request_open(transport) {
        let sources = ["runner", "threads", "agent-workspace"].map(|api| Source::of(api).named(api).over(transport));
        Setup::with(sources).at("#/sources").run(async |page, sim| {
            for api in ["runner", "threads", "agent-workspace"] {
                sim.until_open(api, 1).await;
            }
            page.click("button", "Disconnect runner").await;
            sim.until_open("runner", 0).await;
            page.until_link("runner", "disconnected").await;
            page.click("button", "Remove threads").await;
            sim.until_open("threads", 0).await;
            page.until("its chip is gone", async || page.links().await, |links| !links.contains_key("threads")).await;
            assert_eq!(sim.open_streams(), 1, "the third is open still");
            page.click("button", "Connect runner").await;
            sim.until_open("runner", 1).await;
        });
    }

    fn a_closed_tab_leaves_no_request_open(transport) {
        let sources = ["runner", "threads", "agent-execution"].map(|api| Source::of(api).named(api).over(transport));
        Setup::with(sources).run(async |page, sim| {
            for api in ["runner", "threads", "agent-execution"] {
                sim.until_open(api, 1).await;
            }
            page.close_tab().await;
            sim.until_nobody_is_here().await;
        });
    }

    fn a_page_that_is_left_leaves_no_request_open(transport) {
        let sources = ["runner", "threads", "agent-execution"].map(|api| Source::of(api).named(api).over(transport));
        Setup::with(sources).run(async |page, sim| {
            for api in ["runner", "threads", "agent-execution"] {
                sim.until_open(api, 1).await;
            }
            page.open("about:blank").await;
            sim.until_nobody_is_here().await;
        });
    }

    fn places_come_and_go_and_the_connections_stay(transport) {
        let sources = ["runner", "threads", "agent-workspace"].map(|api| Source::of(api).named(api).over(transport));
        Setup::with(sources).run(async |page, sim| {
            for api in ["runner", "threads", "agent-workspace"] {
                sim.until_open(api, 1).await;
            }
            page.click("link", "Threads").await;
            sim.say("architect", 0, "said while looking");
            page.until_line("said while looking").await;
            for (sequence, place) in [(1, "Runs"), (2, "Sources"), (3, "Overview")] {
                page.click("link", place).await;
                page.until("it is there", async || page.address().await, |address| address.ends_with(&place.to_lowercase())).await;
                sim.say("architect", sequence, &format!("said while in {place}"));
            }
            page.click("link", "Threads").await;
            let lines = page.until_lines("four lines", |lines| lines.len() >= 4).await;
            assert_eq!(lines.iter().map(|line| line.kind.as_str()).collect::<Vec<_>>(), ["line"; 4]);
            for api in ["runner", "threads", "agent-workspace"] {
                assert_eq!((sim.count(api, "total"), sim.count(api, "open")), (1, 1), "{api}");
            }
        });
    }
}
