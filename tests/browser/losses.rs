//! Connections that are lost: what is on screen stays, and what is not known is said.

use fleetglass_tests::{Setup, Source, Transport, Unit, Value, json};

fn pipelines(ids: &[&str]) -> Value {
    ids.iter().map(|id| json!({"id": id, "projectName": format!("project {id}"), "status": "implementing", "jobs": []})).collect()
}

fn run_started(id: &str) -> Value {
    json!({"runId": id, "run": {"id": id, "workflow": format!("workflow {id}"), "status": "in_progress"}})
}

fn unconfirmed(units: &[Unit]) -> Vec<&str> {
    units.iter().filter(|unit| unit.unconfirmed).map(|unit| unit.id.as_str()).collect()
}

over_both! {
    fn a_server_that_is_killed_and_restarted_leaves_one_row_for_each_unit(transport) {
        let sources = ["agent-workspace", "runner", "threads"].map(|api| Source::of(api).named(api).over(transport));
        let setup = Setup::with(sources).play("agent-workspace", &[("fleet_snapshot", pipelines(&["p1", "p2"]))]);
        setup.run(async |page, sim| {
            for api in ["agent-workspace", "runner", "threads"] {
                sim.until_open(api, 1).await;
            }
            sim.send("runner", "run.started", run_started("r1"));
            sim.say("architect", 0, "hello");
            let all = |units: &Vec<Unit>| units.len() == 4;
            page.until_units("four units", all).await;
            page.watch_units().await;

            sim.kill();
            for api in ["agent-workspace", "runner", "threads"] {
                page.until_link(api, "reconnecting").await;
            }
            assert_eq!(page.units().await.len(), 4, "the rows stay while the server is away");

            sim.start_again();
            page.until_link("agent-workspace", "live").await;
            page.until_link("runner", "live").await;
            page.until_link("threads", transport.open_link()).await;
            page.until_units("only what is repeated is confirmed", |units| unconfirmed(units) == ["exec-123/architect", "r1"] || unconfirmed(units) == ["r1", "exec-123/architect"]).await;
            for source in ["runner", "threads"] {
                page.until_says(&format!("Connected again. {source} does not repeat its state: 1 unit is shown as last heard.")).await;
            }

            sim.send("runner", "run.started", run_started("r1"));
            sim.say("architect", 0, "still here");
            page.until_units("events confirm their units", |units| units.len() == 4 && unconfirmed(units).is_empty()).await;
            assert_eq!(page.units_watched().await, (Some(4), vec![]), "the fewest rows at any moment, and those that were there twice");
        });
    }

    fn a_short_loss_changes_nothing_on_screen(transport) {
        let setup = Setup::with([Source::of("agent-workspace").over(transport)]).play("agent-workspace", &[("fleet_snapshot", pipelines(&["p1", "p2"]))]);
        setup.run(async |page, sim| {
            page.until_units("both pipelines", |units| units.len() == 2).await;
            page.until_link("box", "live").await;
            page.watch_units().await;
            sim.cut("agent-workspace");
            page.until("the stream is open again", async || sim.count("agent-workspace", "total"), |total| *total == 2).await;
            sim.until_open("agent-workspace", 1).await;
            sim.send("agent-workspace", "fleet_update", pipelines(&["p3"]));
            page.until_units("the new stream works", |units| units.len() == 3).await;
            assert_eq!(page.links_seen("box").await, ["connecting", "live"]);
            assert_eq!(page.units_watched().await, (Some(2), vec![]));
        });
    }

    fn the_routine_cut_after_300_s_is_no_alarm_and_doubles_no_line(transport) {
        let logs: Value = (1..=5).map(|n| json!({"id": format!("log-{n}"), "pipelineRunId": "p1", "level": "info", "message": format!("line {n} of the log")})).collect();
        let played = [("fleet_snapshot", pipelines(&["p1"])), ("fleet_logs", logs)];
        // 300 s of the page pass in 20 s; the simulator's cut and heartbeats are as much shorter.
        let setup = Setup::with([Source::of("agent-workspace").over(transport)]).play("agent-workspace", &played);
        setup.flags(&["--cut-ms", "20000", "--heartbeat-ms", "500"]).pace(15).at("#/runs?source=box&unit=p1").run(async |page, sim| {
            let first = page.until_lines("the log", |lines| lines.iter().filter(|line| line.kind == "line").count() == 5).await;
            page.let_pass(250).await;
            page.until("the cut and the next stream", async || sim.count("agent-workspace", "total"), |total| *total == 2).await;
            sim.send("agent-workspace", "fleet_logs", json!([{"id": "log-6", "pipelineRunId": "p1", "level": "info", "message": "line 6 of the log"}]));
            page.until_line("line 6 of the log").await;
            let after = page.lines().await;
            assert_eq!(after[..first.len()], first[..], "nothing was added before the new line");
            assert_eq!(after.len(), first.len() + 1);
            assert_eq!(page.links_seen("box").await, ["connecting", "live"]);
        });
    }

    fn silence_is_quiet_then_a_new_stream_where_heartbeats_are_seen(transport) {
        let sources = ["runner", "threads"].map(|api| Source::of(api).named(api).over(transport).with("heartbeatMs", 1000));
        Setup::with(sources).flags(&["--heartbeat-ms", "250"]).run(async |page, sim| {
            page.until_link("runner", "live").await;
            page.until_link("threads", transport.open_link()).await;
            for api in ["runner", "threads"] {
                sim.fault(&json!({"api": api, "fault": "silence", "times": 1}));
            }
            page.until_link("runner", "quiet").await;
            page.until("the runner's next stream", async || sim.count("runner", "total"), |total| *total == 2).await;
            page.until_link("runner", "live").await;
            assert_eq!(page.links_seen("runner").await, ["connecting", "live", "quiet", "live"]);
            if transport == Transport::EventSource {
                // Its heartbeats are comments, which EventSource hides: nothing may be claimed of them.
                assert_eq!(page.links_seen("threads").await, ["connecting", "open"]);
                assert_eq!(sim.count("threads", "total"), 1);
                page.follow("#/sources").await;
                page.until_says("This kind of connection cannot show heartbeats").await;
            } else {
                page.until("the threads' next stream", async || sim.count("threads", "total"), |total| *total == 2).await;
            }
        });
    }

    fn what_was_not_received_from_a_thread_is_said_in_its_log(transport) {
        Setup::with([Source::of("threads").over(transport)]).at("#/threads").run(async |page, sim| {
            sim.until_open("threads", 1).await;
            sim.say("architect", 0, "before");
            page.until_line("before").await;
            sim.cut("threads");
            page.until("the stream is open again", async || (sim.count("threads", "total"), sim.count("threads", "open")), |counts| *counts == (2, 1)).await;
            sim.say("architect", 1, "after");
            page.until_line("after").await;
            sim.say("architect", 5, "later");
            page.until_line("later").await;
            let kinds: Vec<String> = page.lines().await.into_iter().map(|line| line.kind).collect();
            assert_eq!(kinds, ["line", "reconnect", "line", "gap", "line"]);
            page.until_says("Sequence 2 to 4 was not received").await;
        });
    }
}
