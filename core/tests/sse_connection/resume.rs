//! When `Last-Event-ID` is sent, and what is said where it is not.

use crate::driver::{Driver, open_for};
use fleetglass_core::sse::{Failure, Input, Policy};

#[test]
fn a_resume_sends_the_last_event_id_from_the_second_stream_on() {
    let policy = Policy { resumes: true, ..Policy::default() };
    let mut driver = Driver::new(policy, 1);
    assert_eq!(driver.tell(Input::Connect).open.map(|open| open.resume), Some(false));
    driver.fail(Failure::Network);
    assert!(!driver.opens[1].1.resume, "nothing to resume yet");
    driver.hear(Input::Opened);
    driver.fail(Failure::Network);
    assert!(driver.opens[2].1.resume);
    driver.hear(Input::Opened);
    assert!(!driver.connection.gap());
}

#[test]
fn a_stream_that_cannot_be_resumed_leaves_a_gap() {
    let mut driver = open_for(Policy::default(), 1, 1_000);
    assert!(!driver.connection.gap(), "nothing came before the first");
    driver.fail(Failure::Network);
    driver.hear(Input::Opened);
    assert!(!driver.opens[1].1.resume && driver.connection.gap());
}

#[test]
fn a_resume_that_fails_across_origins_is_tried_once_without_the_id() {
    let policy = Policy { resumes: true, cross_origin: true, ..Policy::default() };
    for failure in [Failure::Cors, Failure::Network, Failure::Unknown] {
        let mut driver = open_for(policy, 1, 1_000);
        for _ in 0..4 {
            driver.fail(failure);
        }
        let resumes: Vec<bool> = driver.opens.iter().map(|(_, open)| open.resume).collect();
        assert_eq!(resumes, [false, true, false, true, false], "if it fails without the ID too, the ID is not at fault");
        driver.hear(Input::Opened);
        assert!(driver.connection.gap());
        driver.fail(failure);
        assert_eq!(driver.opens.last().map(|(_, open)| open.resume), Some(true), "the next loss begins with the ID again");
    }
}

#[test]
fn an_id_that_the_server_took_once_is_always_sent() {
    let resumes = Policy { resumes: true, ..Policy::default() };
    let mut proven = open_for(Policy { cross_origin: true, ..resumes }, 1, 1_000);
    proven.fail(Failure::Network);
    proven.hear(Input::Opened);
    for mut driver in [proven, open_for(resumes, 1, 1_000)] {
        for _ in 0..4 {
            driver.fail(Failure::Network);
        }
        assert!(driver.opens[1..].iter().all(|(_, open)| open.resume), "{:?}", driver.opens);
    }
}
