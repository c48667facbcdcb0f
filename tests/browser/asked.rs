//! Asking the server for fewer threads, and for all again: no line is lost, and none comes twice.

use crate::threads::three_threads;
use fleetglass_tests::{Page, Setup, Sim, Source, Transport};
use std::cell::Cell;

/// Every line that was ever said by the architect is there once, in order, and no row claims a loss.
async fn until_whole(page: &Page, said: u64) {
    let expect: Vec<String> = (1..said).map(|number| format!("line {number}.")).collect();
    page.until_lines(&format!("{said} lines, each once"), |lines| {
        let theirs = lines.iter().filter_map(|line| line.text.find("line ").map(|at| line.text[at..].to_owned()));
        theirs.eq(expect.iter().cloned()) && lines.iter().all(|line| line.kind != "reconnect" && line.kind != "gap")
    })
    .await;
}

/// The architect goes on while the page changes what it asks for, until the old connection is gone.
async fn say_until(page: &Page, sim: &Sim, next: &Cell<u64>, query: &str) {
    let go_on = async || {
        let number = next.replace(next.get() + 1);
        sim.say("architect", number, &format!("line {number}."));
        let stats = sim.stats("threads");
        (stats["query"].as_str().unwrap_or_default().to_owned(), stats["open"].as_u64().unwrap_or_default(), page.says("Asking for").await)
    };
    page.until(&format!("asked for `{query}`, by one stream"), go_on, |now| *now == (query.to_owned(), 1, false)).await;
}

over_both! {
    fn only_these_asks_for_less_and_nothing_is_lost_or_doubled(transport) {
        Setup::with([Source::of("threads").over(transport)]).at("#/threads?types=line,gap,reconnect").run(async |page, sim| {
            sim.until_open("threads", 1).await;
            three_threads_of_lines(page, sim).await;
            page.click("checkbox", "Show engineer_b").await;
            page.click("button", "Only these").await;
            let next = Cell::new(1);
            say_until(page, sim, &next, "threadIds=architect,engineer_a").await;
            page.until_says("Only 2 of 3 threads are asked for.").await;
            until_whole(page, next.get()).await;
            page.until_units("nothing is claimed of the third", |units| {
                units.iter().all(|unit| unit.unconfirmed == unit.id.ends_with("engineer_b"))
            })
            .await;
            assert!(!page.says("does not repeat").await, "nothing was lost");
            page.click("button", "Ask for all").await;
            say_until(page, sim, &next, "").await;
            until_whole(page, next.get()).await;
            page.until("nothing more to say", async || page.says("asked for.").await, |says| !says).await;
            // What was not asked for was missed, and its own log says so.
            page.click("button", "engineer_b").await;
            page.until_line("may be missing.").await;
            sim.say("engineer_b", 9, "back again");
            page.until_line("back again").await;
            page.until_lines("no gap beside that", |lines| lines.len() == 3).await;
        });
    }
}

async fn three_threads_of_lines(page: &Page, sim: &Sim) {
    for thread in ["architect", "engineer_a", "engineer_b"] {
        sim.say(thread, 0, "first");
    }
    page.until_lines("all three", |lines| lines.len() == 3).await;
    page.until_units("all three in the list", |units| units.len() == 3).await;
}

#[test]
fn a_choice_alone_asks_the_server_for_nothing() {
    Setup::with([Source::of("threads")]).at("#/threads").run(async |page, sim| {
        three_threads(page, sim).await;
        let asked = sim.count("threads", "requests");
        page.click("button", "engineer_a").await;
        page.until_lines("one thread", |lines| lines.len() == 3).await;
        assert_eq!(sim.count("threads", "requests"), asked);
        assert!(!page.says("asked for").await);
    });
}
