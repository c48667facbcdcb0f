//! What a server's answer, a failure's cause or the end of the protocol means for the connection.

use crate::driver::{Driver, SEEDS, heartbeats, open_for};
use fleetglass_core::sse::{Actions, Answer, Failure, Input, Link, Policy, Reason, Refusal, Why};

const HOUR_MS: u64 = 3_600_000;

fn connecting(policy: Policy) -> Driver {
    let mut driver = Driver::new(policy, 7);
    driver.tell(Input::Connect);
    driver
}

fn refusal(driver: &Driver) -> Refusal {
    match driver.link() {
        Link::Refused(refusal) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

/// Nothing that happens by itself opens a stream, however long.
fn assert_stays_closed(driver: &mut Driver) {
    let (opens, slug) = (driver.opens.len(), driver.slug());
    driver.pass(HOUR_MS);
    driver.tell(Input::Offline);
    driver.tell(Input::Online);
    driver.tell(Input::Visible { hidden_ms: HOUR_MS });
    driver.hear(Input::Activity);
    driver.hear(Input::Ended);
    driver.hear(Input::Failed(Failure::Network));
    driver.pass(HOUR_MS);
    assert_eq!((driver.opens.len(), driver.slug(), driver.transport), (opens, slug, None));
}

#[test]
fn signed_out_says_so_in_the_servers_words_and_waits_for_a_secret() {
    for status in [401, 403] {
        let mut driver = connecting(Policy::default());
        driver.hear(Input::Answered(Answer { status, words: Some(" Invalid key \n"), ..Answer::default() }));
        assert_eq!(driver.link(), Link::SignedOut { status, words: Some("Invalid key".to_owned()) });
        assert_stays_closed(&mut driver);
        assert!(driver.tell(Input::SecretGiven).open.is_some());
        assert_eq!(driver.slug(), "connecting");
    }
}

#[test]
fn signed_out_tries_again_when_a_person_asks() {
    for ask in [Input::TryNow, Input::Connect] {
        let mut driver = connecting(Policy::default());
        driver.answer(401);
        assert!(driver.tell(ask).open.is_some());
    }
}

#[test]
fn a_secret_that_comes_during_an_attempt_without_it_is_tried_once() {
    let mut driver = connecting(Policy::default());
    driver.tell(Input::SecretGiven);
    driver.answer(401);
    driver.wait_for_open();
    driver.answer(401);
    assert_eq!(driver.slug(), "signed-out");
    assert_stays_closed(&mut driver);
}

#[test]
fn secrets_that_keep_coming_and_failing_are_not_a_busy_loop() {
    let mut driver = connecting(Policy::default());
    for _ in 0..6_000 {
        driver.answer(401);
        driver.tell(Input::SecretGiven);
        driver.pass(10);
    }
    assert!((60..=120).contains(&driver.opens.len()), "{}", driver.opens.len());
}

#[test]
fn retry_after_outranks_backoff_online_and_visible() {
    for (status, after) in [(429, 20_000), (503, 120_000), (503, 1_000)] {
        let mut driver = connecting(Policy::default());
        driver.hear(Input::Answered(Answer { status, retry_after_ms: Some(after), ..Answer::default() }));
        let told = refusal(&driver);
        assert_eq!((told.reason, told.next_ms), (Reason::Status(status), Some(driver.now + after)));
        driver.pass(after - 500);
        driver.tell(Input::Online);
        driver.tell(Input::Visible { hidden_ms: HOUR_MS });
        driver.tell(Input::SecretGiven);
        assert_eq!((driver.opens.len(), driver.wait_for_open()), (1, 500));
    }
}

#[test]
fn a_person_may_go_before_retry_after() {
    let mut driver = connecting(Policy::default());
    driver.hear(Input::Answered(Answer { status: 429, retry_after_ms: Some(u64::MAX), ..Answer::default() }));
    assert!(driver.tell(Input::TryNow).open.is_some());
}

#[test]
fn a_retry_after_of_nothing_is_no_busy_loop() {
    let mut driver = connecting(Policy::default());
    for _ in 0..10 {
        let actions = driver.hear(Input::Answered(Answer { status: 503, retry_after_ms: Some(0), ..Answer::default() }));
        assert_eq!(actions.open, None);
        assert!(driver.wait_for_open() >= 500);
    }
}

#[test]
fn a_server_in_trouble_is_refused_and_tried_again_with_backoff() {
    for status in [408, 425, 429, 500, 502, 503, 504, 599] {
        let mut driver = connecting(Policy::default());
        driver.answer(status);
        let refused = refusal(&driver);
        assert_eq!((refused.reason, refused.attempt, refused.last_ms), (Reason::Status(status), 2, None));
        assert!((500..=1_000).contains(&driver.wait_for_open()));
        assert!(matches!(refusal(&driver).next_ms, Some(next) if next <= driver.now), "the words stay while it is tried");
    }
}

#[test]
fn a_client_error_on_the_first_connect_is_not_retried_by_itself() {
    for status in [400, 404, 405, 410, 422, 301, 206, 0] {
        let mut driver = connecting(Policy::default());
        driver.answer(status);
        driver.pass(HOUR_MS);
        assert_eq!((refusal(&driver).reason, refusal(&driver).next_ms, driver.opens.len()), (Reason::Status(status), None, 1));
        assert!(driver.link().alarm(driver.now));
        for input in [Input::Online, Input::TryNow, Input::Connect, Input::SecretGiven] {
            assert!(driver.tell(input).open.is_some(), "{input:?}");
            driver.answer(status);
            driver.pass(1_000);
        }
    }
}

#[test]
fn a_refusal_raises_the_alarm_at_once_unless_it_is_a_short_loss_of_a_live_stream() {
    for (status, live_before, at_once) in [(503, true, false), (503, false, true), (410, true, true)] {
        let mut driver = if live_before { open_for(Policy::default(), 1, 100_000) } else { connecting(Policy::default()) };
        if live_before {
            driver.hear(Input::Ended);
        }
        driver.answer(status);
        assert_eq!(driver.link().alarm(driver.now), at_once, "{status}, live before: {live_before}");
        assert!(driver.link().alarm(driver.now + 3_000));
    }
}

#[test]
fn a_client_error_where_it_has_worked_is_retried_slowly() {
    for seed in SEEDS {
        let mut driver = open_for(Policy::default(), seed, 100_000);
        driver.hear(Input::Ended);
        driver.answer(404);
        assert_eq!(refusal(&driver).reason, Reason::Status(404));
        assert!((15_000..=30_000).contains(&driver.wait_for_open()));
        driver.answer(410);
        assert_eq!(refusal(&driver).next_ms, None, "gone for good");
    }
}

#[test]
fn another_content_type_is_refused_by_name_without_a_loop() {
    for (content_type, named) in
        [(Some("text/html; charset=utf-8"), "text/html; charset=utf-8"), (None, ""), (Some("text/event-streams"), "text/event-streams")]
    {
        for mut driver in [connecting(Policy::default()), open_for(Policy::default(), 1, 100_000)] {
            if driver.hear(Input::Ended).open.is_none() {
                driver.wait_for_open();
            }
            driver.hear(Input::Answered(Answer { status: 200, content_type, ..Answer::default() }));
            assert_eq!(refusal(&driver).reason, Reason::ContentType(named.to_owned()));
            let opens = driver.opens.len();
            driver.pass(HOUR_MS);
            assert_eq!(driver.opens.len(), opens);
        }
    }
}

#[test]
fn status_204_is_complete() {
    let mut driver = connecting(Policy::default());
    assert!(driver.answer(204).close);
    assert_eq!(driver.link(), Link::Complete { no_content: true });
    assert_stays_closed(&mut driver);
    driver.tell(Input::TryNow);
    assert_eq!(driver.opens.len(), 1);
    assert!(driver.tell(Input::Connect).open.is_some());
}

#[test]
fn a_complete_stream_is_never_opened_again_by_itself() {
    let policy = Policy { resumes: true, ..heartbeats(15_000) };
    let mut driver = open_for(policy, 1, 100_000);
    assert_eq!(driver.hear(Input::Complete), Actions { close: true, ..Actions::default() });
    assert_eq!(driver.link(), Link::Complete { no_content: false });
    assert_stays_closed(&mut driver);
    // Asked for again it is another stream: not resumed, and without a gap.
    assert_eq!(driver.tell(Input::Connect).open.map(|open| open.resume), Some(false));
    driver.hear(Input::Opened);
    assert!(!driver.connection.gap());
}

#[test]
fn completion_that_is_applied_after_the_end_still_stops_the_retry() {
    let mut driver = open_for(Policy::default(), 1, 10_000);
    driver.hear(Input::Ended);
    driver.hear(Input::Complete);
    assert_eq!(driver.slug(), "complete");
    assert_stays_closed(&mut driver);
}

#[test]
fn a_disconnect_is_final_until_connect() {
    let mut driver = open_for(heartbeats(15_000), 1, 10_000);
    assert!(driver.tell(Input::Disconnect).close);
    let since = driver.now;
    assert_stays_closed(&mut driver);
    driver.tell(Input::Disconnect);
    driver.tell(Input::TryNow);
    driver.tell(Input::SecretGiven);
    driver.hear(Input::Complete);
    assert_eq!(driver.link(), Link::Disconnected { since_ms: Some(since) });
    assert_eq!(driver.opens.len(), 1);
    assert!(driver.tell(Input::Connect).open.is_some());
}

#[test]
fn mixed_content_is_refused_for_good_and_cors_is_tried_again() {
    let mut driver = connecting(Policy::default());
    driver.hear(Input::Failed(Failure::MixedContent));
    assert_eq!((refusal(&driver).reason, refusal(&driver).next_ms), (Reason::MixedContent, None));

    let mut driver = connecting(Policy::default());
    driver.hear(Input::Failed(Failure::Cors));
    assert_eq!(refusal(&driver).reason, Reason::Cors);
    assert!((500..=1_000).contains(&driver.wait_for_open()), "a proxy's 502 has no CORS headers either");
}

#[test]
fn a_failure_that_event_source_cannot_explain_is_looked_into_with_one_fetch() {
    let policy = Policy { can_probe: true, ..Policy::default() };
    let mut driver = connecting(policy);
    assert_eq!(driver.hear(Input::Failed(Failure::Unknown)), Actions { close: true, open: None, probe: true });
    assert!(matches!(driver.link(), Link::Reconnecting { why: Why::Asking, .. }));
    driver.answer(401);
    assert_eq!(driver.slug(), "signed-out");

    let mut driver = connecting(policy);
    driver.hear(Input::Failed(Failure::Unknown));
    driver.hear(Input::Failed(Failure::Network));
    assert!(matches!(driver.link(), Link::Reconnecting { why: Why::Failed(Failure::Network), .. }));
    assert_eq!(driver.probes, 1);
}

#[test]
fn a_probe_that_finds_a_good_stream_says_nothing_about_the_failure() {
    let mut driver = connecting(Policy { can_probe: true, ..Policy::default() });
    driver.hear(Input::Failed(Failure::Unknown));
    driver.hear(Input::Answered(Answer { status: 200, content_type: Some("Text/Event-Stream;charset=utf-8"), ..Answer::default() }));
    assert!(matches!(driver.link(), Link::Reconnecting { why: Why::Failed(Failure::Unknown), .. }));
    assert!((500..=1_000).contains(&driver.wait_for_open()));
}

#[test]
fn a_probe_without_an_answer_times_out() {
    let mut driver = connecting(Policy { can_probe: true, ..Policy::default() });
    driver.hear(Input::Failed(Failure::Unknown));
    driver.pass(20_000);
    assert!(matches!(driver.link(), Link::Reconnecting { why: Why::Failed(Failure::Timeout), .. }));
    driver.wait_for_open();
}

#[test]
fn a_stream_that_broke_is_not_probed() {
    let mut driver = open_for(Policy { can_probe: true, ..Policy::default() }, 1, 5_000);
    driver.hear(Input::Failed(Failure::Unknown));
    assert_eq!(driver.probes, 0);
}

#[test]
fn what_a_server_says_is_kept_short() {
    let mut driver = connecting(Policy::default());
    let long = "é".repeat(5_000);
    driver.hear(Input::Answered(Answer { status: 503, words: Some(&long), ..Answer::default() }));
    assert!(refusal(&driver).words.is_some_and(|words| words.len() <= 400 && words.chars().all(|c| c == 'é')));
    driver.wait_for_open();
    driver.hear(Input::Answered(Answer { status: 200, content_type: Some(&long), words: Some("  "), ..Answer::default() }));
    let refused = refusal(&driver);
    assert!(matches!(refused.reason, Reason::ContentType(named) if named.len() <= 100) && refused.words.is_none());
}
