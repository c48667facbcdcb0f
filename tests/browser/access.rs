//! Nobody is kept out: axe finds nothing in any place and its main states, in both themes, wide and narrow.

use fleetglass_tests::{Page, Setup, Source, json};

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

#[test]
fn units_that_wait_fail_and_are_unheard_are_open_to_everybody() {
    Setup::with([Source::of("threads"), Source::of("runner").named("builds"), Source::of("agent-workspace").named("work")]).run(
        async |page, sim| {
            for api in ["threads", "runner", "agent-workspace"] {
                sim.until_open(api, 1).await;
            }
            nothing_in_the_way(page, "nothing yet").await;
        },
    );
}
