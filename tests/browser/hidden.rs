//! A tab that nobody sees.

use fleetglass_tests::{Setup, Source, Transport, json};

over_both! {
    fn a_hidden_tab_has_caught_up_when_it_is_shown(transport) {
        let sources = ["threads", "runner"].map(|api| Source::of(api).named(api).over(transport));
        Setup::with(sources).at("#/threads").run(async |page, sim| {
            sim.until_open("threads", 1).await;
            sim.until_open("runner", 1).await;
            sim.say("architect", 0, "while seen");
            page.until_line("while seen").await;
            let shown = page.hide().await;
            for sequence in 1..=100 {
                sim.say("architect", sequence, &format!("while hidden {sequence}"));
            }
            sim.send("runner", "run.started", json!({"runId": "r1", "run": {"id": "r1", "workflow": "began while hidden", "status": "in_progress"}}));
            page.show(shown).await;
            assert_eq!(page.times_hidden().await, 1, "the page was hidden indeed");
            page.until_line("while hidden 100").await;
            let lines = page.lines().await;
            assert_eq!(lines.iter().filter(|line| line.text.contains("while hidden")).count(), 100);
            assert!(lines.iter().all(|line| line.kind == "line"), "no gap and no reconnect");
            page.click("link", "Overview").await;
            page.until_unit("r1", "running").await;
            assert_eq!((sim.count("threads", "total"), sim.count("runner", "total")), (1, 1));
        });
    }

    fn what_came_while_hidden_is_applied_while_hidden(transport) {
        Setup::with([Source::of("threads").over(transport)]).run(async |page, sim| {
            sim.until_open("threads", 1).await;
            sim.say("architect", 0, "hello");
            page.until_unit("exec-123/architect", "running").await;
            let shown = page.hide().await;
            sim.thread("architect", "blocked", 1, &json!({"prompt": "Apply these edits?", "type": "confirm", "options": ["y", "n"], "autoResponded": false}));
            // The title of a tab is all that is seen of it now.
            let title = async || {
                let titles = page.tab_titles().await;
                titles.into_iter().find(|title| title.contains("Fleetglass")).unwrap_or_default()
            };
            page.until("the number in the hidden tab's title", title, |title| title.contains('1')).await;
            page.show(shown).await;
            page.until_unit("exec-123/architect", "waiting").await;
        });
    }
}
