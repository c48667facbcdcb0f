//! When the page speaks up about what needs a person.

mod state_support;

use fleetglass_core::protocol::Api;
use fleetglass_core::state::attention::{Alerts, Lane, Marks, queue};
use fleetglass_core::state::{Changes, Stream};
use state_support::apply;

/// A stream, and somebody who listens.
struct Scene {
    stream: Stream,
    alerts: Alerts,
    marks: Marks,
    /// What was told, and when: `1000: 2 wait, 1 failed`.
    told: Vec<String>,
}

impl Scene {
    fn of(api: Api) -> Self {
        let mut stream = Stream::new(api, None);
        stream.opened(false, 0, &mut Changes::default());
        Self { stream, alerts: Alerts::new(), marks: Marks::default(), told: Vec::new() }
    }

    fn look(&mut self, now_ms: u64) {
        let lanes = [Lane { key: 1, source: 0, stream: &self.stream }];
        let mut entries = queue(&lanes);
        entries.iter_mut().for_each(|entry| entry.later = self.marks.is_later(entry, &lanes));
        if let Some(alert) = self.alerts.look(&entries, &self.marks, now_ms) {
            let offline = if alert.after_offline { " after offline" } else { "" };
            self.told.push(format!("{now_ms}: {} wait, {} failed{offline}", alert.waiting.len(), alert.failed.len()));
        }
    }

    /// An event comes, and the page looks.
    fn take(&mut self, now_ms: u64, script: &str) {
        self.until(now_ms);
        apply(&mut self.stream, script, now_ms, &mut Changes::default());
        self.look(now_ms);
    }

    /// Time passes; the page looks when it was told to.
    fn until(&mut self, end_ms: u64) {
        while let Some(at_ms) = self.alerts.next_ms().filter(|at_ms| *at_ms < end_ms) {
            self.look(at_ms);
        }
    }
}

fn thread(kind: &str, id: &str) -> String {
    format!(r#"thread_{kind} {{"executionId":"e","threadId":"{id}"}}"#)
}

/// A page that listens to threads from the beginning.
fn threads() -> Scene {
    let mut scene = Scene::of(Api::Threads);
    scene.take(0, &thread("started", "busy"));
    scene
}

#[test]
fn a_wait_is_told_when_it_starts_and_once_more_at_5_minutes() {
    let mut scene = threads();
    scene.take(1_000, &thread("blocked", "a"));
    scene.until(3_000_000);
    assert_eq!(scene.told, ["6000: 1 wait, 0 failed", "301000: 1 wait, 0 failed"]);
}

#[test]
fn a_wait_that_is_answered_at_once_is_not_told() {
    let mut scene = threads();
    scene.take(1_000, &thread("blocked", "a"));
    scene.take(3_000, &thread("tool_running", "a"));
    scene.until(3_000_000);
    assert_eq!(scene.told, Vec::<String>::new());
}

#[test]
fn ten_units_that_fail_within_5_s_are_one_alert() {
    let mut scene = threads();
    for n in 0..10 {
        scene.take(1_000 + n * 500, &thread("failed", &format!("t{n}")));
    }
    scene.until(3_000_000);
    assert_eq!(scene.told, ["6000: 0 wait, 10 failed"]);
}

#[test]
fn failures_that_keep_coming_are_told_ever_more_rarely_and_waits_are_not_held_up() {
    let mut scene = threads();
    for n in 0..60 {
        scene.take(1_000 + n * 1_000, &thread("failed", &format!("t{n}")));
    }
    scene.take(60_500, &thread("blocked", "w"));
    scene.until(240_000);
    let told: Vec<&str> = scene.told.iter().map(|told| told.split(':').next().unwrap_or_default()).collect();
    assert_eq!(told, ["6000", "12000", "23000", "44000", "65500"], "{:?}", scene.told);
    assert!(scene.told[4].contains("1 wait"), "{:?}", scene.told);
    scene.take(300_000, &thread("failed", "x"));
    scene.until(310_000);
    assert_eq!(scene.told[5], "305000: 0 wait, 1 failed", "after a calm minute it is told as soon as at first");
}

#[test]
fn what_was_there_at_first_is_not_told_but_reminded_of() {
    let mut scene = Scene::of(Api::AgentStatus);
    let waits = |id: &str, seconds: u64| format!(r#"{{"session_key":"{id}","state":"waiting_for_user","duration_seconds":{seconds}}}"#);
    scene.look(0);
    scene.take(1_000_000, &format!(r#"status {{"sessions":[{},{}]}}"#, waits("young", 100), waits("old", 400)));
    scene.until(1_100_000);
    assert_eq!(scene.told, Vec::<String>::new());
    scene.until(3_000_000);
    assert_eq!(scene.told, ["1200000: 1 wait, 0 failed"], "the young one at its 5 minutes");
}

#[test]
fn what_is_there_when_alerts_are_switched_on_is_not_told() {
    let mut scene = Scene::of(Api::Threads);
    apply(&mut scene.stream, &thread("failed", "a"), 10, &mut Changes::default());
    scene.look(20_000);
    scene.take(30_000, &thread("failed", "b"));
    scene.until(100_000);
    assert_eq!(scene.told, ["35000: 0 wait, 1 failed"]);
}

#[test]
fn nothing_is_told_of_what_is_unconfirmed_and_nothing_again_when_it_is_confirmed() {
    let mut scene = threads();
    scene.take(1_000, &thread("blocked", "a"));
    scene.until(10_000);
    scene.stream.lost(20_000);
    scene.stream.opened(false, 21_000, &mut Changes::default());
    scene.look(21_000);
    scene.until(400_000);
    scene.take(400_000, &thread("message", "a"));
    scene.until(3_000_000);
    assert_eq!(scene.told, ["6000: 1 wait, 0 failed", "405000: 1 wait, 0 failed"], "its start, and that it goes on still");
}

#[test]
fn a_wait_that_was_put_off_is_not_reminded_of_and_a_seen_failure_is_not_told() {
    let mut scene = threads();
    scene.take(1_000, &thread("blocked", "a"));
    scene.take(1_500, &thread("failed", "b"));
    let lanes = [Lane { key: 1, source: 0, stream: &scene.stream }];
    let entries = queue(&lanes);
    scene.marks.put_off(&entries[0], &lanes);
    scene.marks.see(entries[1].key);
    scene.look(2_000);
    scene.until(3_000_000);
    assert_eq!(scene.told, Vec::<String>::new());
}

#[test]
fn what_comes_to_light_after_the_browser_was_offline_is_told_so() {
    let mut scene = Scene::of(Api::AgentWorkspace);
    scene.take(0, r#"fleet_snapshot [{"id":"a","status":"testing"},{"id":"b","status":"testing"}]"#);
    scene.alerts.online(100_000);
    scene.take(101_000, r#"fleet_snapshot [{"id":"a","status":"awaiting_approval"},{"id":"b","status":"failed"}]"#);
    scene.until(110_000);
    scene.take(150_000, r#"fleet_update [{"id":"c","status":"failed"}]"#);
    scene.until(160_000);
    assert_eq!(scene.told, ["106000: 1 wait, 1 failed after offline", "155000: 0 wait, 1 failed"]);
}
