//! Connecting, losing, and how long to wait.

use crate::driver::{Driver, SEEDS, heartbeats, open_for};
use fleetglass_core::sse::{Failure, Input, Link, Open, Policy, Why};

#[test]
fn nothing_happens_before_connect() {
    let mut driver = Driver::new(Policy::default(), 1);
    assert_eq!(driver.link(), Link::Disconnected { since_ms: None });
    for input in [Input::Online, Input::TryNow, Input::Visible { hidden_ms: 1 }, Input::SecretGiven, Input::Tick, Input::Opened] {
        driver.tell(input);
    }
    assert_eq!((driver.opens.len(), driver.connection.wake_at()), (0, None));
}

#[test]
fn connect_opens_once() {
    let mut driver = Driver::new(Policy::default(), 1);
    assert_eq!(driver.tell(Input::Connect).open, Some(Open { attempt: 1, resume: false }));
    assert_eq!(driver.link(), Link::Connecting { since_ms: 1_000_000, attempt: 1 });
    driver.tell(Input::Connect);
    driver.hear(Input::Opened);
    driver.tell(Input::Connect);
    assert_eq!((driver.opens.len(), driver.connection.established()), (1, 1));
}

#[test]
fn what_an_older_transport_says_is_ignored() {
    let mut driver = open_for(heartbeats(15_000), 1, 5_000);
    driver.hear(Input::Ended);
    driver.pass(1_000);
    assert_eq!(driver.opens.len(), 2);
    for input in [Input::Opened, Input::Failed(Failure::Network), Input::Ended, Input::Complete] {
        let _ = driver.connection.handle(Some(1), input, driver.now);
        assert_eq!(driver.slug(), "reconnecting");
    }
    driver.hear(Input::Opened);
    assert_eq!(driver.slug(), "live");
}

#[test]
fn connecting_is_worth_a_word_after_10_s_and_has_failed_after_20_s() {
    let mut driver = Driver::new(Policy::default(), 1);
    driver.tell(Input::Connect);
    driver.pass(9_999);
    assert!(!driver.link().alarm(driver.now));
    assert_eq!(driver.connection.wake_at(), Some(1_010_000));
    driver.pass(1);
    assert!(driver.link().alarm(driver.now));
    driver.pass(9_999);
    assert_eq!((driver.slug(), driver.transport), ("connecting", Some(1)));
    driver.pass(1);
    assert_eq!(driver.transport, None);
    assert!(matches!(driver.link(), Link::Reconnecting { why: Why::Failed(Failure::Timeout), attempt: 2, last_ms: None, .. }));
}

#[test]
fn the_backoff_doubles_with_full_jitter_up_to_30_s() {
    let mut longest = [0_u64; 8];
    let mut shortest = [u64::MAX; 8];
    for seed in SEEDS {
        let mut driver = Driver::new(Policy::default(), seed);
        driver.tell(Input::Connect);
        for (longest, shortest) in longest.iter_mut().zip(&mut shortest) {
            let wait = driver.fail(Failure::Network);
            *longest = wait.max(*longest);
            *shortest = wait.min(*shortest);
        }
    }
    for (tries, most) in [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000].into_iter().enumerate() {
        assert!((most * 4 / 5..=most).contains(&longest[tries]), "try {tries}: {}", longest[tries]);
        assert!((500..most / 2 + 300).contains(&shortest[tries]), "try {tries}: {}", shortest[tries]);
    }
}

#[test]
fn the_reconnection_time_is_the_shortest_wait_within_the_bounds() {
    for (retry, expect) in [(0, 500..=1_000), (3_000, 3_000..=6_000), (u64::MAX, 30_000..=30_000)] {
        for seed in SEEDS {
            let mut driver = open_for(Policy::default(), seed, 5_000);
            driver.hear(Input::Retry(retry));
            let wait = driver.fail(Failure::Network);
            assert!(expect.contains(&wait), "retry: {retry} waited {wait}");
        }
    }
}

#[test]
fn a_minute_of_life_begins_the_backoff_anew() {
    for (life, anew) in [(59_000, false), (60_000, true)] {
        let mut driver = Driver::new(Policy::default(), 3);
        driver.tell(Input::Connect);
        for _ in 0..5 {
            driver.fail(Failure::Network);
        }
        driver.hear(Input::Opened);
        driver.live_for(life);
        driver.hear(Input::Failed(Failure::Network));
        let Link::Reconnecting { attempt, next_ms, .. } = driver.link() else { panic!("{:?}", driver.link()) };
        assert_eq!(attempt, if anew { 1 } else { 7 });
        assert!(!anew || next_ms - driver.now <= 1_000);
    }
}

#[test]
fn a_person_who_connects_again_begins_the_backoff_anew() {
    let mut driver = Driver::new(Policy::default(), 3);
    driver.tell(Input::Connect);
    for _ in 0..5 {
        driver.fail(Failure::Network);
    }
    driver.tell(Input::Disconnect);
    driver.tell(Input::Connect);
    assert!(matches!(driver.link(), Link::Connecting { attempt: 1, .. }));
}

#[test]
fn every_loss_is_told_from_its_own_beginning() {
    let mut driver = open_for(Policy::default(), 1, 5_000);
    driver.fail(Failure::Network);
    driver.hear(Input::Opened);
    driver.live_for(5_000);
    driver.hear(Input::Failed(Failure::Network));
    let now = driver.now;
    assert!(matches!(driver.link(), Link::Reconnecting { lost_ms, last_ms, .. } if lost_ms == now && last_ms == Some(now)));
}

#[test]
fn a_clean_end_after_30_s_reconnects_at_once_and_a_shorter_life_never_does() {
    for (life, at_once) in [(0, false), (29_999, false), (30_000, true), (300_000, true)] {
        let mut driver = open_for(Policy::default(), 1, life);
        let actions = driver.hear(Input::Ended);
        assert!(actions.close);
        assert_eq!(actions.open.is_some(), at_once, "after {life} ms");
        let nth = if at_once { 1 } else { 2 };
        assert!(matches!(driver.link(), Link::Reconnecting { why: Why::Ended, attempt, .. } if attempt == nth));
    }
}

#[test]
fn a_failure_waits_however_long_the_life() {
    let mut driver = open_for(Policy::default(), 1, 100_000);
    assert_eq!(driver.hear(Input::Failed(Failure::Network)).open, None);
    let wait = driver.connection.wake_at().expect("a try is due") - driver.now;
    assert!((500..=1_000).contains(&wait), "{wait}");
}

#[test]
fn a_routine_cut_reconnects_at_once_without_alarm_also_over_event_source() {
    let policy = Policy { routine_cut_ms: Some(300_000), ..heartbeats(15_000) };
    for end in [Input::Ended, Input::Failed(Failure::Unknown)] {
        let mut driver = open_for(policy, 1, 299_000);
        assert!(driver.hear(end).open.is_some());
        assert!(matches!(driver.link(), Link::Reconnecting { why: Why::RoutineCut, last_ms: Some(_), .. }));
        assert!(!driver.link().alarm(driver.now + 2_999));
        driver.hear(Input::Opened);
        assert_eq!(driver.slug(), "live");
    }
    let mut driver = open_for(policy, 1, 100_000);
    assert_eq!(driver.hear(Input::Failed(Failure::Unknown)).open, None, "too early for the routine");
}

#[test]
fn losses_under_3_s_raise_no_alarm() {
    let mut driver = open_for(heartbeats(15_000), 1, 70_000);
    driver.hear(Input::Failed(Failure::Network));
    let lost = driver.now;
    assert!(!driver.link().alarm(lost + 2_999));
    assert!(driver.link().alarm(lost + 3_000));
    driver.pass(2_999);
    assert_eq!(driver.connection.wake_at(), Some(lost + 3_000), "woken when the alarm begins");
    assert!(matches!(driver.link(), Link::Reconnecting { lost_ms, last_ms: Some(_), attempt: 1, .. } if lost_ms == lost));
}

#[test]
fn a_server_never_reached_raises_the_alarm_at_once() {
    let mut driver = Driver::new(Policy::default(), 1);
    driver.tell(Input::Connect);
    driver.hear(Input::Failed(Failure::Network));
    assert!(driver.link().alarm(driver.now));
    assert!(matches!(driver.link(), Link::Reconnecting { why: Why::Failed(Failure::Network), last_ms: None, attempt: 2, .. }));
}

#[test]
fn a_try_under_way_keeps_the_words_of_the_loss() {
    let mut driver = Driver::new(Policy::default(), 1);
    driver.tell(Input::Connect);
    driver.fail(Failure::Network);
    assert!(driver.transport.is_some());
    assert!(matches!(driver.link(), Link::Reconnecting { next_ms, attempt: 2, .. } if next_ms == driver.now));
}
