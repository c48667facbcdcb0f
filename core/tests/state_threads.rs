//! Threads: statuses, prompts, echoes, outputs, sequences and filters.

mod state_support;

use fleetglass_core::protocol::Api::Threads;
use fleetglass_core::state::log::RowKind;
use fleetglass_core::state::report::Report;
use fleetglass_core::state::{Changes, Stream};
use serde_json::json;
use state_support::threads::{blocked, ev, event, rows, status};
use state_support::{apply, logs, outline, stream, unit};

#[track_caller]
fn check(script: &str, expect: &str) {
    state_support::check(Threads, script, &[&format!(r#"thread e/t "t" {expect}"#)]);
}

#[test]
fn every_event_has_its_place() {
    for (kind, expect) in [
        ("started", "running word=started from=5"),
        ("output", "running word=output from=5"),
        ("tool_running", "running word=tool_running from=5"),
        ("tool_use", "running word=tool_use from=5"),
        ("blocked", "waiting word=blocked from=5 needs=waiting ask=blocked"),
        ("auth_required", "waiting word=auth_required from=5 needs=waiting ask=auth_required"),
        ("completed", "succeeded word=completed from=5 to=5"),
        ("failed", "failed word=failed from=5 to=5 needs=failed ask=failed"),
        ("error", "failed word=error from=5 to=5 needs=failed ask=error"),
        ("stopped", "cancelled word=stopped from=5 to=5"),
        ("idle", "idle word=idle from=5"),
        ("ready", "idle word=ready from=5"),
        ("turn_complete", "idle word=turn_complete from=5"),
        ("stall", "unknown from=5 needs=stalled"),
        ("message", "unknown from=5"),
        ("summary_updated", "unknown from=5"),
    ] {
        check(&ev(kind, 5), expect);
    }
}

#[test]
fn every_status_word_has_its_place_and_any_other_is_shown() {
    for (word, expect) in [
        ("running", "running word=running from=5"),
        ("blocked", "waiting word=blocked from=5 needs=waiting ask=S"),
        ("completed", "succeeded word=completed from=5 to=5"),
        ("failed", "failed word=failed from=5 to=5 needs=failed ask=S"),
        ("floating", "unknown word=floating from=5"),
    ] {
        check(&status(word, 5, "S"), expect);
    }
}

#[test]
fn a_failure_says_its_error_else_its_reason() {
    for (body, ask) in [
        (r#"{"error":"exit 2"}"#, "exit 2"),
        (r#"{"reason":"gone"}"#, "gone"),
        (r#"{"error":"","reason":"gone"}"#, "gone"),
        ("it broke", "it broke"),
        ("{}", "failed"),
        ("null", "failed"),
    ] {
        check(&event("failed", 5, 0, body), &format!("failed word=failed from=5 to=5 needs=failed ask={ask}"));
    }
}

#[test]
fn a_prompt_waits_with_its_words_and_options() {
    let stream = stream(Threads, None, &blocked(5));
    let held = unit(&stream, "e/t");
    assert_eq!((held.ask.as_deref(), held.options.as_slice()), (Some("Go?"), ["y".to_owned(), "n".to_owned()].as_slice()));
}

#[test]
fn a_prompt_that_the_server_answered_itself_does_not_wait_and_neither_does_its_echo() {
    let auto = event("blocked", 10, 0, r#"{"prompt":"Go?","autoResponded":true}"#);
    check(&(ev("output", 5) + &auto), "running word=output from=5");
    check(&(ev("output", 5) + &auto + &status("blocked", 11, "Blocked: Go?")), "running word=output from=5");
    check(&auto, "running word=blocked from=10");
    let kinds: Vec<RowKind> = rows(&auto).into_iter().map(|row| row.kind).collect();
    assert_eq!(kinds, [RowKind::Blocked { options: vec![], answered_by_itself: true, sign_in: false }]);
}

#[test]
fn the_echo_of_a_prompt_keeps_the_prompt() {
    check(&(blocked(5) + &status("blocked", 6, "Blocked: Go?")), "waiting word=blocked from=5 needs=waiting ask=Go?");
}

#[test]
fn any_later_output_tool_ready_turn_or_running_status_answers_a_prompt() {
    for (answer, expect) in [
        (ev("output", 2_000), "running word=output"),
        (ev("tool_use", 2_000), "running word=tool_use"),
        (ev("tool_running", 2_000), "running word=tool_running"),
        (ev("started", 2_000), "running word=started"),
        (ev("ready", 2_000), "idle word=ready"),
        (ev("idle", 2_000), "idle word=idle"),
        (ev("turn_complete", 2_000), "idle word=turn_complete"),
        (status("running", 2_000, "S"), "running word=running"),
    ] {
        let script = blocked(500) + &answer;
        check(&script, &format!("{expect} from=500"));
        assert!(rows(&script).iter().any(|row| row.kind == RowKind::Answered { after_ms: 1_500 }), "{answer}");
        let held = stream(Threads, None, &script);
        assert!(unit(&held, "e/t").options.is_empty());
    }
    for other in [ev("stall", 2_000), ev("message", 2_000), ev("summary_updated", 2_000), status("blocked", 2_000, "S")] {
        let held = stream(Threads, None, &(blocked(500) + &other));
        assert_eq!((unit(&held, "e/t").status.as_str(), unit(&held, "e/t").ask.as_deref()), ("waiting", Some("Go?")), "{other}");
    }
}

#[test]
fn a_running_status_within_50_ms_of_ready_or_turn_complete_changes_only_the_summary() {
    for kind in ["ready", "turn_complete"] {
        for (after, expect) in [(0, "idle"), (-3, "idle"), (50, "idle"), (51, "running")] {
            let script = ev(kind, 1_000) + &status("running", 1_000 + after, "Ready for input");
            let held = stream(Threads, None, &script);
            assert_eq!(
                (unit(&held, "e/t").status.as_str(), unit(&held, "e/t").doing.as_deref()),
                (expect, Some("Ready for input")),
                "{after}"
            );
        }
    }
    check(&(ev("idle", 5) + &status("running", 6, "S")), "running word=running from=5");
    let progress = status("running", 5, "S").replace(r#""progress":-1"#, r#""progress":0.5"#);
    check(&(progress.clone() + &ev("ready", 100) + &status("running", 101, "S")), "idle word=ready progress=0.5 from=5");
    check(&(ev("ready", 5) + &progress), "idle word=ready from=5");
}

#[test]
fn an_echo_without_stamps_is_told_by_when_it_arrives() {
    let bare = |word: &str| format!("{word}\n").replace("AT", "");
    let ready = bare(r#"thread_ready {"executionId":"e","data":{"thread_id":"t"}}"#);
    let running = bare(r#"thread_status {"executionId":"e","data":{"thread_id":"t","status":"running"}}"#);
    for (now_ms, expect) in [(1_020, "idle"), (2_000, "running")] {
        let mut held = Stream::new(Threads, None);
        apply(&mut held, &ready, 1_000, &mut Changes::default());
        apply(&mut held, &running, now_ms, &mut Changes::default());
        assert_eq!(unit(&held, "e/t").status.as_str(), expect, "{now_ms}");
    }
}

#[test]
fn a_stall_ends_at_the_threads_next_event() {
    let stall = event("stall", 10, 0, r#"{"stallDurationMs":15000}"#);
    check(&(ev("output", 5) + &stall), "running word=output from=5 needs=stalled");
    for next in [ev("output", 20), ev("message", 20), status("running", 20, "S"), ev("summary_updated", 20)] {
        let held = stream(Threads, None, &(ev("output", 5) + &stall + &next));
        assert_eq!(unit(&held, "e/t").stalled, None, "{next}");
    }
    let other = stall.replace(r#""thread_id":"t""#, r#""thread_id":"u""#);
    let held = stream(Threads, None, &(stall + &other));
    assert_eq!(unit(&held, "e/t").stalled, Some(Some(15_000.0)), "another thread's event");
}

#[test]
fn a_thread_is_named_by_its_data_and_else_beside_it() {
    for (payload, id) in [
        (r#"{"executionId":"e","threadId":"x","data":{"thread_id":"t"}}"#, "e/t"),
        (r#"{"executionId":"e","threadId":"x","data":{}}"#, "e/x"),
        (r#"{"executionId":"e","threadId":"x"}"#, "e/x"),
        (r#"{"executionId":"e","threadId":"x","data":null}"#, "e/x"),
        (r#"{"threadId":"a/b"}"#, "-/a%2Fb"),
        (r#"{"executionId":7,"threadId":8}"#, "7/8"),
    ] {
        let held = stream(Threads, None, &format!("thread_ready {payload}"));
        assert!(held.units().find(id).is_some(), "{payload}: {:?}", outline(&Report::of(&held)));
    }
    let held = stream(Threads, None, r#"thread_ready {"executionId":"e","data":{}}"#);
    assert_eq!((held.counters().decode_errors, held.units().len()), (1, 0));
}

#[test]
fn the_execution_is_the_events_else_the_addresss_else_the_one_connected_to() {
    let named = |subject, script: &str| outline(&Report::of(&stream(Threads, subject, script)));
    let bare = r#"thread_ready {"threadId":"t"}"#;
    assert_eq!(named(Some("s"), bare), [r#"thread s/t "t" idle word=ready"#]);
    assert_eq!(
        named(None, &format!("connected {{\"executionId\":\"c\",\"threadIds\":null}}\n{bare}")),
        [r#"thread c/t "t" idle word=ready"#]
    );
}

#[test]
fn events_of_other_executions_and_other_threads_are_left_out_on_the_client_too() {
    let script = r#"connected {"executionId":"e","threadIds":null}
        thread_ready {"executionId":"e","threadId":"a"}
        thread_ready {"executionId":"other","threadId":"a"}
        thread_ready {"executionId":"e","threadId":"b","data":{"thread_id":"b"}}
        thread_ready {"executionId":"e","threadId":"a","data":{"thread_id":"c"}}"#;
    let ids = |stream: &Stream| stream.units().iter().map(|(_, unit)| unit.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&stream(Threads, Some("e"), script)), ["e/a", "e/b", "e/c"]);
    assert_eq!(ids(&stream(Threads, None, script)), ["e/a", "other/a", "e/b", "e/c"]);
    let mut held = Stream::new(Threads, Some("e"));
    held.only_threads(Some(vec!["b".to_owned(), "c".to_owned()]));
    apply(&mut held, script, 0, &mut Changes::default());
    assert_eq!(ids(&held), ["e/b", "e/c"]);
    assert_eq!((held.counters().frames, held.counters().decode_errors, held.counters().unknown_events), (5, 0, 0));
}

#[test]
fn a_thread_that_ends_and_starts_again_has_no_end() {
    check(&(ev("started", 5) + &ev("completed", 9) + &ev("started", 20)), "running word=started from=5");
    check(&(ev("failed", 9) + &status("failed", 10, "Thread error")), "failed word=failed from=9 to=9 needs=failed ask=Thread error");
    check(&(ev("failed", 9) + &ev("completed", 12)), "succeeded word=completed from=9 to=12");
}

#[test]
fn the_words_of_a_failure_are_not_those_of_the_next_prompt() {
    let script = event("failed", 5, 0, r#"{"error":"exit 2"}"#) + &status("blocked", 900, "").replace(r#""summary":"","#, "");
    check(&script, "waiting word=blocked from=5 needs=waiting ask=blocked");
}

#[test]
fn a_second_prompt_begins_a_wait_of_its_own() {
    let (mut held, mut changes) = (Stream::new(Threads, None), Changes::default());
    apply(&mut held, &blocked(5), 100, &mut changes);
    apply(&mut held, &blocked(900).replace("Go?", "Sure?"), 995, &mut changes);
    let held = unit(&held, "e/t");
    assert_eq!((held.since.ms, held.since.witnessed, held.ask.as_deref()), (995, true, Some("Sure?")));
}

#[test]
fn stamps_at_the_ends_of_time_do_no_harm() {
    let far = |kind: &str, at: f64| {
        format!("thread_{kind} {}\n", json!({"executionId": "e", "data": {"thread_id": "t", "timestamp_ms": at, "data_json": "{}"}}))
    };
    check(&(far("blocked", -1e300) + &far("output", 1e300)), &format!("running word=output from={}", i64::MIN));
    check(&(far("ready", -1e300) + &status("running", i64::MAX, "S")), &format!("running word=running from={}", i64::MIN));
    check(&(far("ready", 1e300) + &status("running", i64::MIN, "S")), &format!("running word=running from={}", i64::MAX));
}

#[test]
fn a_thread_in_the_slot_of_a_dismissed_one_inherits_nothing() {
    let mut held = stream(Threads, None, &(event("output", 5, 3, "a") + &blocked(6)));
    let root = held.units().roots()[0];
    held.dismiss(root, &mut Changes::default());
    let other = event("output", 7, 90, "b").replace(r#""thread_id":"t""#, r#""thread_id":"u""#);
    apply(&mut held, &other, 0, &mut Changes::default());
    assert_eq!(held.units().find("e/u"), Some(root), "the slot is used again");
    assert_eq!((held.counters().gaps, outline(&Report::of(&held))), (0, vec![r#"thread e/u "u" running word=output from=7"#.to_owned()]));
    assert_eq!(logs(&Report::of(&held)), ["e/u: b"]);
}
