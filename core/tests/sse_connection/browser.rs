//! What the browser and a person do: offline and online, hidden and shown, asking not to wait, a clock that steps.

use crate::driver::{Driver, heartbeats, open_for};
use fleetglass_core::sse::{Actions, Failure, Input, Link, Policy, Why};

const MINUTE_MS: u64 = 60_000;

fn unseen() -> Policy {
    Policy { heartbeats_visible: false, ..heartbeats(15_000) }
}

/// A driver that has failed often enough to wait for long.
fn backed_off() -> Driver {
    let mut driver = Driver::new(Policy::default(), 2);
    driver.tell(Input::Connect);
    for _ in 0..8 {
        driver.fail(Failure::Network);
    }
    driver.pass(2_000);
    driver.hear(Input::Failed(Failure::Network));
    driver
}

#[test]
fn offline_makes_no_attempt_and_online_restarts_at_once() {
    let mut driver = backed_off();
    driver.tell(Input::Offline);
    let since = driver.now;
    driver.pass(60 * MINUTE_MS);
    driver.tell(Input::Offline);
    assert_eq!(driver.link(), Link::Offline { since_ms: since });
    assert_eq!((driver.opens.len(), driver.connection.wake_at()), (9, None));
    assert!(driver.tell(Input::Online).open.is_some());
}

#[test]
fn online_and_visible_cut_a_wait_short() {
    for input in [Input::Online, Input::Visible { hidden_ms: 0 }] {
        let mut driver = backed_off();
        assert!(driver.tell(input).open.is_some());
    }
}

#[test]
fn offline_ends_an_attempt_that_is_under_way() {
    let mut driver = Driver::new(Policy { can_probe: true, ..Policy::default() }, 1);
    driver.tell(Input::Connect);
    assert!(driver.tell(Input::Offline).close);
    assert_eq!(driver.slug(), "offline");
    driver.pass(MINUTE_MS);
    driver.tell(Input::Online);
    driver.hear(Input::Failed(Failure::Unknown));
    assert_eq!(driver.probes, 1);
    assert!(driver.tell(Input::Offline).close, "the probe too");
    assert_eq!(driver.slug(), "offline");
}

#[test]
fn a_connect_while_offline_waits_for_online() {
    let mut driver = Driver::new(Policy::default(), 1);
    driver.tell(Input::Offline);
    driver.tell(Input::Connect);
    assert_eq!((driver.slug(), driver.opens.len()), ("offline", 0));
    assert!(driver.tell(Input::Online).open.is_some());
    assert_eq!(driver.slug(), "connecting");
}

#[test]
fn an_open_stream_is_doubted_while_offline_until_something_arrives() {
    let mut driver = open_for(heartbeats(15_000), 1, MINUTE_MS);
    driver.tell(Input::Offline);
    assert_eq!((driver.slug(), driver.transport), ("offline", Some(1)));
    driver.pass(1_000);
    driver.hear(Input::Activity);
    assert_eq!(driver.slug(), "live", "a server on this machine needs no network");
    assert_eq!(driver.tell(Input::Online).open, None);
}

#[test]
fn a_stream_silent_since_offline_is_opened_anew_when_online() {
    let mut driver = open_for(unseen(), 1, MINUTE_MS);
    driver.tell(Input::Offline);
    driver.pass(10_000);
    assert!(driver.tell(Input::Online).open.is_some());
    assert!(matches!(driver.link(), Link::Reconnecting { why: Why::WentOffline, .. }));
}

#[test]
fn a_stream_that_falls_silent_while_offline_is_closed_and_waits() {
    let mut driver = open_for(heartbeats(15_000), 1, MINUTE_MS);
    driver.tell(Input::Offline);
    driver.pass(MINUTE_MS);
    assert_eq!((driver.slug(), driver.transport, driver.opens.len()), ("offline", None, 1));
    assert!(driver.tell(Input::Online).open.is_some());
}

#[test]
fn a_person_may_try_while_offline() {
    let mut driver = backed_off();
    driver.tell(Input::Offline);
    assert!(driver.tell(Input::TryNow).open.is_some());
    driver.hear(Input::Opened);
    assert_eq!(driver.slug(), "open");

    let mut driver = Driver::new(Policy { can_probe: true, ..Policy::default() }, 1);
    driver.tell(Input::Offline);
    driver.tell(Input::Connect);
    driver.tell(Input::TryNow);
    driver.hear(Input::Failed(Failure::Unknown));
    assert_eq!((driver.slug(), driver.probes), ("offline", 0), "why it failed is known");
}

#[test]
fn online_after_a_short_life_waits_half_a_second() {
    let mut driver = open_for(Policy::default(), 1, 5_000);
    driver.tell(Input::Offline);
    driver.pass(10_000);
    assert_eq!(driver.tell(Input::Online).open, None);
    assert!((500..=1_000).contains(&driver.wait_for_open()));

    let mut driver = backed_off();
    driver.wait_for_open();
    driver.hear(Input::Opened);
    driver.hear(Input::Retry(30_000));
    driver.live_for(5_000);
    driver.hear(Input::Ended);
    assert_eq!(driver.tell(Input::Online).open, None);
    assert!((500..=1_000).contains(&driver.wait_for_open()));
    // That attempt fails, so the short life is no longer the last that is known.
    driver.pass(2_000);
    driver.hear(Input::Failed(Failure::Network));
    assert!(driver.tell(Input::Online).open.is_some());
}

#[test]
fn a_flood_of_browser_events_is_no_busy_loop() {
    let floods: [&[Input<'_>]; 3] = [&[Input::Online], &[Input::Visible { hidden_ms: u64::MAX }], &[Input::Offline, Input::Online]];
    for flood in floods {
        for opens in [false, true] {
            let mut driver = Driver::new(heartbeats(15_000), 1);
            driver.tell(Input::Connect);
            for _ in 0..6_000 {
                if opens {
                    driver.hear(Input::Opened);
                    driver.hear(Input::Retry(0));
                    driver.hear(Input::Ended);
                } else {
                    driver.hear(Input::Failed(Failure::Network));
                }
                for input in flood {
                    driver.tell(*input);
                }
                driver.pass(10);
            }
            assert!((50..=121).contains(&driver.opens.len()), "{flood:?} {opens}: {}", driver.opens.len());
        }
    }
}

#[test]
fn shown_again_a_stream_silent_for_three_heartbeats_is_opened_anew() {
    // Hidden tabs may have no timers: no tick comes here.
    let mut driver = open_for(heartbeats(15_000), 1, MINUTE_MS);
    driver.now += 44_999;
    assert_eq!(driver.tell(Input::Visible { hidden_ms: 44_999 }).open, None);
    driver.now += 1;
    assert!(driver.tell(Input::Visible { hidden_ms: 45_000 }).open.is_some());
    assert!(matches!(driver.link(), Link::Reconnecting { why: Why::Silent, .. }));
}

#[test]
fn shown_again_after_5_minutes_a_stream_with_unseen_heartbeats_is_opened_anew() {
    for policy in [unseen(), Policy::default()] {
        let mut driver = open_for(policy, 1, 10 * MINUTE_MS);
        assert_eq!(driver.tell(Input::Visible { hidden_ms: 5 * MINUTE_MS }).open, None);
        assert!(driver.tell(Input::Visible { hidden_ms: 5 * MINUTE_MS + 1 }).open.is_some());
        assert!(matches!(driver.link(), Link::Reconnecting { why: Why::Hidden, .. }));
    }
    let mut fresh = open_for(unseen(), 1, 10_000);
    assert_eq!(fresh.tell(Input::Visible { hidden_ms: 10 * MINUTE_MS }), Actions::default(), "it opened just now");
    let mut seen = open_for(heartbeats(15_000), 1, 10 * MINUTE_MS);
    assert_eq!(seen.tell(Input::Visible { hidden_ms: 10 * MINUTE_MS }).open, None, "its heartbeats show that it lives");
}

#[test]
fn try_now_replaces_a_stream_that_may_be_dead_and_no_other() {
    let mut driver = open_for(heartbeats(15_000), 1, 1_000);
    assert_eq!(driver.tell(Input::TryNow).open, None, "it is live");
    driver.pass(30_000);
    let actions = driver.tell(Input::TryNow);
    assert!(actions.close && actions.open.is_some());
    assert_eq!(driver.tell(Input::TryNow).open, None, "it is being tried");

    let mut driver = open_for(unseen(), 1, 1_000);
    assert!(driver.tell(Input::TryNow).open.is_some(), "whether it lives cannot be seen");
}

#[test]
fn a_clock_set_back_does_not_prolong_a_wait() {
    let mut driver = backed_off();
    let wait = driver.connection.wake_at().expect("a try is due") - driver.now;
    driver.now -= 900_000;
    driver.tell(Input::Tick);
    assert_eq!(driver.connection.wake_at(), Some(driver.now + wait));
    assert!(matches!(driver.link(), Link::Reconnecting { next_ms, .. } if next_ms == driver.now + wait));
    assert_eq!(driver.wait_for_open(), wait);
}

#[test]
fn a_clock_at_its_ends_does_no_harm() {
    let mut driver = Driver::new(heartbeats(u64::MAX), 1);
    for now in [u64::MAX, 0, u64::MAX, 5, 0] {
        driver.now = now;
        for input in [Input::Connect, Input::Opened, Input::Activity, Input::Tick, Input::Failed(Failure::Network), Input::Tick] {
            driver.hear(input);
            let _ = (driver.link(), driver.connection.wake_at(), driver.link().alarm(now));
        }
    }
}
