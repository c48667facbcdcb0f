//! What holds of any sequence of inputs, sensible or not. The driver itself fails where two transports would be open.

use crate::driver::Driver;
use fleetglass_core::sse::{Actions, Answer, Failure, Input, Link, Policy};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

#[derive(Clone, Copy, Debug)]
enum Step {
    /// From a person, the browser or the timer.
    Tell(Input<'static>),
    /// From the latest attempt's transport.
    Hear(Input<'static>),
    /// From the transport before that.
    Stale(Input<'static>),
    /// Time with all its ticks.
    Pass(u64),
    /// Time without ticks, as in a hidden tab or a suspended machine.
    Sleep(u64),
    /// The clock is set back.
    Back(u64),
}

const AUTOMATIC: &[Input<'static>] = &[
    Input::Offline,
    Input::Online,
    Input::Online,
    Input::Visible { hidden_ms: 0 },
    Input::Visible { hidden_ms: 1_000_000 },
    Input::SecretGiven,
    Input::HeartbeatsDue(false),
    Input::HeartbeatsDue(true),
    Input::Tick,
];

const PERSONAL: &[Input<'static>] = &[Input::Connect, Input::Connect, Input::TryNow, Input::Disconnect];

const fn answer(status: u16, retry_after_ms: Option<u64>) -> Input<'static> {
    Input::Answered(Answer { status, content_type: Some("text/event-stream"), words: Some("words"), retry_after_ms })
}

const HEARD: &[Input<'static>] = &[
    Input::Opened,
    Input::Opened,
    Input::Opened,
    Input::Activity,
    Input::Retry(0),
    Input::Retry(60_000),
    Input::Ended,
    Input::Ended,
    Input::Failed(Failure::Network),
    Input::Failed(Failure::Unknown),
    Input::Failed(Failure::Cors),
    answer(503, None),
    answer(503, Some(0)),
    answer(429, Some(25_000)),
    answer(404, None),
    answer(200, None),
];

const HEARD_AND_FINAL: &[Input<'static>] = &[Input::Complete, answer(204, None), answer(401, None), Input::Failed(Failure::MixedContent)];

fn time_ms() -> impl Strategy<Value = u64> {
    prop_oneof![3 => 0_u64..20, 2 => 0_u64..2_000, 1 => 0_u64..100_000]
}

/// What happens without a person.
fn automatic() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => select(AUTOMATIC).prop_map(Step::Tell),
        6 => select(HEARD).prop_map(Step::Hear),
        1 => select(HEARD).prop_map(Step::Stale),
        4 => time_ms().prop_map(Step::Pass),
        1 => time_ms().prop_map(Step::Sleep),
    ]
}

fn anything() -> impl Strategy<Value = Step> {
    prop_oneof![
        12 => automatic(),
        2 => select(PERSONAL).prop_map(Step::Tell),
        1 => select(HEARD_AND_FINAL).prop_map(Step::Hear),
        1 => select(HEARD_AND_FINAL).prop_map(Step::Stale),
        1 => time_ms().prop_map(Step::Back),
    ]
}

fn any_policy() -> impl Strategy<Value = Policy> {
    let heartbeat = select(vec![None, Some(0), Some(1_000), Some(15_000)]);
    let routine = select(vec![None, Some(40_000), Some(300_000)]);
    (heartbeat, routine, any::<[bool; 4]>()).prop_map(
        |(heartbeat_ms, routine_cut_ms, [heartbeats_visible, resumes, cross_origin, can_probe])| Policy {
            heartbeat_ms,
            heartbeats_visible,
            resumes,
            cross_origin,
            can_probe,
            routine_cut_ms,
        },
    )
}

fn run(driver: &mut Driver, step: Step) {
    match step {
        Step::Tell(input) => {
            driver.tell(input);
        }
        Step::Hear(input) => {
            driver.hear(input);
        }
        Step::Stale(input) => {
            let attempt = driver.opens.last().map_or(1_000, |(_, open)| open.attempt.wrapping_sub(1));
            // The first time the clock may be what changes the state's times.
            let mut hear = || driver.connection.handle(Some(attempt), input, driver.now);
            assert_eq!(hear(), Actions::default());
            let before = driver.link();
            let _ = driver.connection.handle(Some(attempt), input, driver.now);
            assert_eq!(driver.link(), before);
        }
        Step::Pass(ms) => driver.pass(ms),
        Step::Sleep(ms) => driver.now += ms,
        Step::Back(ms) => driver.now = driver.now.saturating_sub(ms),
    }
}

/// The state agrees with the transport: an open link has one, a final one has none.
fn check_link(driver: &Driver) {
    let link = driver.link();
    let transport = driver.transport.is_some();
    match &link {
        Link::Live { .. } | Link::Open { .. } | Link::Quiet { .. } => assert!(transport, "{link:?}"),
        Link::SignedOut { .. } | Link::Complete { .. } | Link::Disconnected { .. } => assert!(!transport, "{link:?}"),
        Link::Refused(refusal) if refusal.next_ms.is_none() => assert!(!transport, "{link:?}"),
        Link::Connecting { .. } | Link::Reconnecting { .. } | Link::Offline { .. } | Link::Refused(_) => {}
    }
}

fn is_final(link: &Link) -> bool {
    match link {
        Link::SignedOut { .. } | Link::Complete { .. } | Link::Disconnected { .. } => true,
        Link::Refused(refusal) => refusal.next_ms.is_none(),
        _ => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn no_two_transports_and_no_state_that_lies(policy in any_policy(), seed: u64, steps in vec(anything(), 0..120)) {
        let mut driver = Driver::new(policy, seed);
        for step in steps {
            run(&mut driver, step);
            check_link(&driver);
        }
    }

    #[test]
    fn after_a_tick_the_next_one_is_later(policy in any_policy(), seed: u64, steps in vec(anything(), 0..80)) {
        let mut driver = Driver::new(policy, seed);
        for step in steps {
            run(&mut driver, step);
            driver.tell(Input::Tick);
            let due = driver.connection.wake_at();
            prop_assert!(due.is_none_or(|due| due > driver.now), "{due:?} at {}: {:?}", driver.now, driver.link());
        }
    }

    #[test]
    fn after_completion_or_disconnect_only_connect_opens(policy in any_policy(), seed: u64, steps in vec(anything(), 0..120)) {
        let mut driver = Driver::new(policy, seed);
        for step in steps {
            let over = matches!(driver.link(), Link::Complete { .. } | Link::Disconnected { .. });
            let opens = driver.opens.len();
            run(&mut driver, step);
            let connects = matches!(step, Step::Tell(Input::Connect));
            prop_assert!(!over || connects || driver.opens.len() == opens, "opened by {step:?}");
        }
    }

    #[test]
    fn nothing_retries_into_a_401(policy in any_policy(), seed: u64, steps in vec(automatic(), 0..80)) {
        let mut driver = Driver::new(policy, seed);
        driver.tell(Input::Connect);
        driver.hear(answer(401, None));
        for step in steps.into_iter().filter(|step| !matches!(step, Step::Tell(Input::SecretGiven))) {
            run(&mut driver, step);
        }
        prop_assert_eq!((driver.slug(), driver.opens.len()), ("signed-out", 1));
    }

    #[test]
    fn without_a_person_no_minute_sees_more_than_two_tries_a_second(policy in any_policy(), seed: u64, steps in vec(automatic(), 0..400)) {
        let mut driver = Driver::new(policy, seed);
        driver.tell(Input::Connect);
        for step in steps {
            run(&mut driver, step);
        }
        let times: Vec<u64> = driver.opens.iter().map(|(at, _)| *at).collect();
        prop_assert!(times.windows(122).all(|window| window[121] - window[0] >= 60_000));
        // However many causes come together, half a second lies between two tries, unless the first lived for half a minute.
        prop_assert!(times.windows(2).all(|pair| pair[1] - pair[0] >= 500), "{times:?}");
    }

    #[test]
    fn it_recovers_within_31_s_when_the_network_does(policy in any_policy(), seed: u64, steps in vec(anything(), 0..120)) {
        let mut driver = Driver::new(policy, seed);
        driver.tell(Input::Connect);
        for step in steps {
            run(&mut driver, step);
        }
        driver.tell(Input::Online);
        // A healthy server answers the probe that may be under way.
        driver.hear(answer(200, None));
        if driver.transport.is_none() && !is_final(&driver.link()) {
            let waited = driver.wait_for_open();
            prop_assert!(waited <= 31_000, "{waited}");
        }
        if driver.transport.is_some() {
            driver.hear(Input::Opened);
            prop_assert!(driver.link().is_open() || driver.slug() == "offline", "{:?}", driver.link());
        }
    }
}
