//! All five APIs at work at once.

use fleetglass_tests::{Setup, json};
use std::collections::BTreeSet;

#[test]
fn the_page_shows_all_five_apis_moving() {
    Setup::all_sources().flags(&["--speed", "10"]).run(async |page, sim| {
        for source in ["box-1", "agents-box", "flows-box", "build-box"] {
            page.until_link(source, "live").await;
        }
        for source in ["box-2", "box-3"] {
            page.until_link(source, "open").await;
        }
        sim.act(&json!({"do": "resume"}));
        let kinds = |units: &Vec<fleetglass_tests::Unit>| units.iter().map(|unit| unit.kind.clone()).collect::<BTreeSet<_>>();
        let all = BTreeSet::from(["pipeline", "session", "thread", "agent", "workflow", "run"].map(str::to_owned));
        let before = page.until_units("a unit of each kind", |units| kinds(units).is_superset(&all)).await;
        for kind in &all {
            let text = |units: &[fleetglass_tests::Unit]| {
                units.iter().filter(|unit| unit.kind == *kind).map(|unit| unit.text.clone()).collect::<Vec<_>>()
            };
            let first = text(&before);
            page.until_units(&format!("a {kind} moves"), |units| text(units) != first).await;
        }
    });
}
