//! Events that are strange: the stream goes on, and what was wrong is said.

use fleetglass_tests::{Setup, Source, Transport, json};

over_both! {
    fn bad_payloads_are_counted_and_the_stream_goes_on(transport) {
        Setup::with([Source::of("runner").over(transport)]).run(async |page, sim| {
            page.until_link("box", "live").await;
            for bad in [json!("{not json"), json!([1, 2]), json!("\u{0}")] {
                sim.send("runner", "run.started", bad);
            }
            sim.send("runner", "nobody.knows.this", json!({"a": 1}));
            sim.send("runner", "run.started", json!({"runId": "r1", "run": {"id": "r1", "workflow": "after the bad ones"}}));
            page.until_unit("r1", "running").await;
            page.until_link("box", "live").await;
            assert_eq!(sim.count("runner", "total"), 1);
            page.click("link", "Sources").await;
            page.until_says("3 events could not be read").await;
            page.until_says("The stream goes on.").await;
        });
    }

    fn a_servers_own_error_is_said_and_the_connection_stays(transport) {
        Setup::with([Source::of("agent-workspace").over(transport)]).run(async |page, sim| {
            page.until_link("box", "live").await;
            sim.act(&json!({"do": "server-error"}));
            for place in ["Threads", "Runs", "Sources", "Overview"] {
                page.until_says("box reports Failed to load initial state. The connection is fine.").await;
                page.click("link", place).await;
            }
            sim.send("agent-workspace", "fleet_update", json!([{"id": "p1", "status": "testing"}]));
            page.until_unit("p1", "running").await;
            assert_eq!(page.links_seen("box").await, ["connecting", "live"]);
            assert_eq!(sim.count("agent-workspace", "total"), 1);
        });
    }

    fn bytes_in_any_pieces_with_a_byte_order_mark_are_the_same_events(transport) {
        let setup = Setup::with([Source::of("agent-workspace").over(transport)]);
        setup.run(async |page, sim| {
            page.until_link("box", "live").await;
            let name = "Größe 🚀 日本語";
            sim.hold("agent-workspace", "fleet_snapshot", json!([{"id": "p1", "projectName": name, "status": "testing"}]));
            for fault in ["bom", "split"] {
                sim.fault(&json!({"api": "agent-workspace", "fault": fault}));
            }
            sim.cut("agent-workspace");
            let unit = page.until_unit("p1", "running").await;
            assert!(unit.text.contains(name), "{}", unit.text);
        });
    }

    fn a_retry_of_zero_is_no_busy_loop(transport) {
        Setup::with([Source::of("runner").over(transport)]).run(async |page, sim| {
            page.until_link("box", "live").await;
            let before = sim.count("runner", "requests");
            sim.fault(&json!({"api": "runner", "fault": "retry0"}));
            page.let_pass(4).await;
            let asked = sim.count("runner", "requests") - before;
            assert!((1..=9).contains(&asked), "{asked} requests in 4 s");
            sim.heal();
            page.until_link("box", "live").await;
        });
    }
}
