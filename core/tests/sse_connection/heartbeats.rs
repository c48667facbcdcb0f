//! What silence means.

use crate::driver::{Driver, heartbeats, open_for};
use fleetglass_core::sse::{Input, Link, Policy, Why};

#[test]
fn silence_is_quiet_after_one_and_a_half_heartbeats_and_reconnects_after_three() {
    let mut driver = open_for(heartbeats(15_000), 1, 60_000);
    let last = driver.now;
    driver.pass(22_499);
    assert!(matches!(driver.link(), Link::Live { last_ms, .. } if last_ms == last));
    driver.pass(1);
    assert_eq!(driver.link(), Link::Quiet { last_ms: last, due_every_ms: 15_000, reconnect_at_ms: last + 45_000 });
    assert!(driver.link().alarm(driver.now) && driver.link().is_open());
    driver.pass(22_499);
    assert_eq!((driver.slug(), driver.opens.len()), ("quiet", 1));
    driver.pass(1);
    assert_eq!(driver.opens.len(), 2);
    assert!(matches!(driver.link(), Link::Reconnecting { why: Why::Silent, .. }));
}

#[test]
fn any_sign_of_life_ends_the_quiet() {
    let mut driver = open_for(heartbeats(15_000), 1, 60_000);
    driver.pass(40_000);
    assert_eq!(driver.slug(), "quiet");
    driver.hear(Input::Activity);
    assert_eq!(driver.slug(), "live");
    driver.pass(22_000);
    assert_eq!((driver.slug(), driver.opens.len()), ("live", 1));
}

#[test]
fn a_heartbeat_under_a_second_counts_as_a_second() {
    let mut driver = open_for(heartbeats(0), 1, 60_000);
    driver.pass(1_499);
    assert_eq!(driver.slug(), "live");
    driver.pass(1);
    assert!(matches!(driver.link(), Link::Quiet { due_every_ms: 1_000, .. }));
}

#[test]
fn a_server_that_accepts_and_stays_silent_is_not_hammered() {
    let mut driver = Driver::new(heartbeats(1_000), 1);
    driver.tell(Input::Connect);
    for _ in 0..100 {
        driver.hear(Input::Opened);
        driver.pass(3_000);
    }
    assert!(driver.opens.len() < 60, "{}", driver.opens.len());
}

#[test]
fn without_visible_heartbeats_silence_means_nothing() {
    let unseen = Policy { heartbeats_visible: false, ..heartbeats(15_000) };
    for policy in [unseen, Policy::default()] {
        let mut driver = open_for(policy, 1, 10_000);
        let last = driver.now;
        driver.pass(3_600_000);
        assert!(matches!(driver.link(), Link::Open { last_ms, .. } if last_ms == last));
        assert_eq!((driver.opens.len(), driver.connection.wake_at()), (1, None));
    }
}

#[test]
fn while_no_heartbeat_is_due_silence_means_nothing() {
    let mut driver = open_for(heartbeats(30_000), 1, 10_000);
    driver.tell(Input::HeartbeatsDue(false));
    driver.pass(3_600_000);
    assert_eq!((driver.slug(), driver.opens.len()), ("live", 1));
    driver.hear(Input::Activity);
    driver.tell(Input::HeartbeatsDue(true));
    driver.pass(45_000);
    assert_eq!(driver.slug(), "quiet");
}
