//! A runner: what merges, what erases, nesting, logs, cancelling, and what a failure asks.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps")]

mod state_support;

use fleetglass_core::protocol::Api::Runner;
use fleetglass_core::state::report::Report;
use fleetglass_core::state::{Changes, Stream};
use state_support::{apply, outline, stream, unit};

#[track_caller]
fn check(script: &str, expect: &[&str]) {
    state_support::check(Runner, script, expect);
}

#[track_caller]
fn check_logs(script: &str, expect: &[&str]) {
    state_support::check_logs(Runner, script, expect);
}

fn run(phase: &str, run: &str) -> String {
    format!("run.{phase} {{\"runId\":\"r\",\"run\":{run}}}\n")
}

fn job(phase: &str, job: &str) -> String {
    format!("job.{phase} {{\"runId\":\"r\",\"jobId\":\"j\",\"job\":{job}}}\n")
}

fn step(phase: &str, number: u64, step: &str) -> String {
    format!("step.{phase} {{\"runId\":\"r\",\"jobId\":\"j\",\"stepNumber\":{number},\"step\":{step}}}\n")
}

fn line(number: u64, line: &str) -> String {
    format!("step.log {{\"runId\":\"r\",\"jobId\":\"j\",\"stepNumber\":{number},\"line\":\"{line}\"}}\n")
}

#[test]
fn a_run_is_where_its_conclusion_else_its_status_else_its_event_says() {
    for (phase, fields, expect) in [
        ("started", "{}", "running word=in_progress"),
        ("started", r#"{"status":"queued"}"#, "queued word=queued"),
        ("started", r#"{"status":"in_progress"}"#, "running word=in_progress"),
        ("completed", "{}", "succeeded word=completed"),
        ("completed", r#"{"status":"completed","conclusion":"success"}"#, "succeeded word=success"),
        ("completed", r#"{"status":"completed"}"#, "succeeded word=completed"),
        ("completed", r#"{"status":"failed"}"#, "failed word=failed needs=failed ask=failed"),
        ("completed", r#"{"status":"failed","conclusion":"failure"}"#, "failed word=failure needs=failed ask=failure"),
        ("completed", r#"{"status":"cancelled"}"#, "cancelled word=cancelled"),
        ("completed", r#"{"status":"completed","conclusion":"cancelled"}"#, "cancelled word=cancelled"),
        ("completed", r#"{"conclusion":"skipped"}"#, "skipped word=skipped"),
        ("completed", r#"{"conclusion":"timed_out"}"#, "unknown word=timed_out"),
        ("completed", r#"{"status":"paused"}"#, "unknown word=paused"),
        ("completed", r#"{"status":null,"conclusion":null}"#, "succeeded word=completed"),
    ] {
        check(&run(phase, fields), &[&format!(r#"run r "r" {expect}"#)]);
    }
}

#[test]
fn an_absent_field_never_erases_and_null_does() {
    let whole = r#"{"workflow":"ci","status":"failed","conclusion":"failure","createdAt":5,"updatedAt":6}"#;
    for (fields, expect) in [
        ("{}", r#""ci" failed word=failure from=5 to=6 needs=failed ask=failure"#),
        (r#"{"workflow":null}"#, r#""r" failed word=failure from=5 to=6 needs=failed ask=failure"#),
        (r#"{"conclusion":null}"#, r#""ci" failed word=failed from=5 to=6 needs=failed ask=failed"#),
        (r#"{"conclusion":null,"status":null}"#, r#""ci" succeeded word=completed from=5 to=6"#),
        (r#"{"createdAt":null,"updatedAt":9}"#, r#""ci" failed word=failure to=9 needs=failed ask=failure"#),
    ] {
        check(&(run("completed", whole) + &run("completed", fields)), &[&format!("run r {expect}")]);
    }
    let named = step("started", 1, r#"{"name":"Build"}"#);
    for (fields, title) in [("{}", "Build"), (r#"{"name":null}"#, "Step 1"), (r#"{"name":"Make"}"#, "Make")] {
        let held = stream(Runner, None, &(named.clone() + &step("completed", 1, fields)));
        assert_eq!(unit(&held, "r/j/1").title, title, "{fields}");
    }
}

#[test]
fn events_that_name_an_unknown_run_job_or_step_create_it() {
    check(&line(3, "x"), &[r#"run r "r" running"#, r#"  job r/j "j" running"#, r#"    step r/j/3 "Step 3" running"#]);
    check(&job("completed", "{}"), &[r#"run r "r" running"#, r#"  job r/j "j" succeeded word=completed"#]);
}

#[test]
fn a_job_id_with_a_slash_or_a_percent_sign_is_one_part_of_the_id() {
    check(
        r#"job.started {"runId":"a/b","jobId":"caller/called","job":{}}
           job.started {"runId":"a/b","jobId":"50% (1)","job":{}}
           step.started {"runId":"a/b","jobId":"caller/called","stepNumber":1,"step":{}}"#,
        &[
            r#"run a%2Fb "a/b" running"#,
            r#"  job a%2Fb/caller%2Fcalled "caller/called" running word=in_progress"#,
            r#"    step a%2Fb/caller%2Fcalled/1 "Step 1" running word=in_progress"#,
            r#"  job a%2Fb/50%25 (1) "50% (1)" running word=in_progress"#,
        ],
    );
}

#[test]
fn jobs_and_steps_merge_and_what_a_list_does_not_name_stays() {
    check(
        &(job("started", r#"{"name":"Build"}"#)
            + &step("started", 1, r#"{"name":"A"}"#)
            + &step("started", 2, r#"{"name":"B"}"#)
            + r#"run.completed {"runId":"r","run":{"conclusion":"success","jobs":[{"id":"j","conclusion":"success","steps":[{"number":2,"conclusion":"success"}]},{"id":"k","conclusion":"skipped"}]}}"#),
        &[
            r#"run r "r" succeeded word=success"#,
            r#"  job r/j "Build" succeeded word=success"#,
            r#"    step r/j/1 "A" running word=in_progress"#,
            r#"    step r/j/2 "B" succeeded word=success"#,
            r#"  job r/k "k" skipped word=skipped"#,
        ],
    );
}

#[test]
fn what_a_list_names_and_says_nothing_of_is_not_claimed_to_run() {
    check(
        &run("started", r#"{"jobs":[{"id":"j","steps":[{"number":1,"name":"A"}]},{"id":"k","status":"queued"}]}"#),
        &[
            r#"run r "r" running word=in_progress"#,
            r#"  job r/j "j" unknown"#,
            r#"    step r/j/1 "A" unknown"#,
            r#"  job r/k "k" queued word=queued"#,
        ],
    );
}

#[test]
fn a_job_is_named_by_its_id_in_the_event_else_in_the_job_else_by_its_name_in_a_list() {
    check(r#"job.started {"runId":"r","job":{"id":"x"}}"#, &[r#"run r "r" running"#, r#"  job r/x "x" running word=in_progress"#]);
    check(
        &run("completed", r#"{"jobs":[{"name":"x","conclusion":"success"},{"conclusion":"success"}]}"#),
        &[r#"run r "r" succeeded word=completed"#, r#"  job r/x "x" succeeded word=success"#],
    );
}

#[test]
fn skipped_steps_may_come_only_inside_their_completed_job_and_stand_in_order() {
    check(
        &(step("started", 1, "{}")
            + &step("started", 3, "{}")
            + &job("completed", r#"{"conclusion":"success","steps":[{"number":2,"name":"Never","conclusion":"skipped"}]}"#)),
        &[
            r#"run r "r" running"#,
            r#"  job r/j "j" succeeded word=success"#,
            r#"    step r/j/1 "Step 1" running word=in_progress"#,
            r#"    step r/j/2 "Never" skipped word=skipped"#,
            r#"    step r/j/3 "Step 3" running word=in_progress"#,
        ],
    );
}

#[test]
fn step_100p_plus_k_is_a_child_of_step_p_where_that_is_known() {
    let order = |numbers: &[u64]| {
        let script: String = numbers.iter().map(|n| step("started", *n, "{}")).collect();
        let lines = outline(&Report::of(&stream(Runner, None, &script)));
        lines[2..].iter().map(|line| line[4..].replace("step r/j/", "").split(" \"").next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    for (numbers, expect) in [
        (&[1, 101, 102, 2][..], &["1", "  101", "  102", "2"][..]),
        (&[101, 1], &["1", "  101"]),
        (&[102, 101, 2, 1], &["1", "  101", "  102", "2"]),
        (&[101, 2], &["2", "101"]),
        (&[2, 100, 200], &["2", "100", "200"]),
        (&[1, 101, 10101], &["1", "  101", "    10101"]),
        (&[10101, 101, 1], &["1", "  101", "    10101"]),
        (&[101, u64::MAX, 1], &["1", "  101", "18446744073709551615"]),
    ] {
        assert_eq!(order(numbers), expect, "{numbers:?}");
    }
}

#[test]
fn a_tolerated_failure_is_failed_and_never_needs_a_human() {
    let tolerated = step("started", 1, "{}") + &step("completed", 1, r#"{"status":"in_progress","conclusion":"failure"}"#);
    let failed = step("started", 1, "{}") + &step("completed", 1, r#"{"conclusion":"failure"}"#);
    for (script, needs) in [
        (tolerated.clone(), false),
        (tolerated.clone() + &step("started", 1, r#"{"status":"in_progress"}"#), false),
        (tolerated.clone() + &job("completed", r#"{"steps":[{"number":1,"status":"in_progress","conclusion":"failure"}]}"#), false),
        (tolerated + &job("completed", r#"{"steps":[{"number":1,"status":"completed","conclusion":"failure"}]}"#), true),
        (failed.clone(), true),
        (failed.clone() + &step("started", 1, "{}"), true),
        (failed + &step("started", 1, r#"{"status":"in_progress"}"#), true),
    ] {
        let report = Report::of(&stream(Runner, None, &script));
        assert_eq!((report.units[0].needs_human, report.units[0].children[0].children[0].status), (needs, "failed"), "{script}");
    }
}

#[test]
fn a_failure_needs_a_human_unless_its_run_succeeded_or_was_cancelled() {
    let failed = job("completed", r#"{"conclusion":"failure"}"#);
    for (fields, needs) in [
        (r#"{"conclusion":"success"}"#, false),
        (r#"{"status":"cancelled"}"#, false),
        (r#"{"status":"failed"}"#, true),
        (r#"{"status":"in_progress"}"#, true),
    ] {
        let report = Report::of(&stream(Runner, None, &(failed.clone() + &run("completed", fields))));
        assert_eq!(report.units[0].needs_human, needs, "{fields}");
    }
}

#[test]
fn cancelling_completes_a_run_twice_with_steps_and_jobs_between() {
    for second in [r#"{"status":"cancelled","conclusion":"cancelled","updatedAt":9}"#, r#"{"updatedAt":9}"#] {
        check(
            &(run("started", r#"{"workflow":"ci","createdAt":1}"#)
                + &step("started", 1, "{}")
                + &run("completed", r#"{"status":"cancelled","updatedAt":7}"#)
                + &step("completed", 1, r#"{"conclusion":"cancelled"}"#)
                + &job("completed", r#"{"conclusion":"cancelled"}"#)
                + &run("completed", second)),
            &[
                r#"run r "ci" cancelled word=cancelled from=1 to=9"#,
                r#"  job r/j "j" cancelled word=cancelled"#,
                r#"    step r/j/1 "Step 1" cancelled word=cancelled"#,
            ],
        );
    }
}

#[test]
fn the_end_of_a_run_is_its_update_when_it_ends_and_no_other() {
    check(&run("started", r#"{"createdAt":1,"updatedAt":2}"#), &[r#"run r "r" running word=in_progress from=1"#]);
    check(&(run("started", r#"{"updatedAt":2}"#) + &run("completed", "{}")), &[r#"run r "r" succeeded word=completed"#]);
    check(
        &(job("started", r#"{"startedAt":1}"#) + &job("completed", r#"{"completedAt":8}"#)),
        &[r#"run r "r" running"#, r#"  job r/j "j" succeeded word=completed from=1 to=8"#],
    );
}

#[test]
fn the_log_of_a_completed_step_counts_only_where_no_line_came() {
    let whole = |text: &str| step("completed", 1, &format!(r#"{{"log":"{text}"}}"#));
    let listed = |text: &str| job("completed", &format!(r#"{{"steps":[{{"number":1,"log":"{text}"}}]}}"#));
    for (script, expect) in [
        (line(1, r"a\n") + &line(1, r"b\n") + &whole(r"a\nb\n"), "a | b"),
        (whole(r"a\nb\n"), "a | b"),
        (whole(r"a\nb\n") + &whole(r"a\nb\n"), "a | b"),
        (whole(r"a\nb\n") + &listed("exit 1"), "a | b"),
        (line(1, r"a\n") + &listed("exit 1"), "a"),
        (listed("exit 1"), "exit 1"),
        (listed("exit 1") + &listed("exit 1"), "exit 1"),
        (listed("exit 1") + &whole(r"a\nb\n"), "a | b"),
        (listed(r"a\n") + &line(1, r"b\n"), "a | b"),
        (whole(r"a\n") + &line(1, r"a\n"), "a"),
        (step("started", 1, r#"{"log":""}"#) + &line(1, "a"), "a"),
        (line(1, r"10%\r90%\rdone\n"), "done"),
        (line(1, r"\u001b[31mred\u001b[0m\n"), "red"),
        (line(1, "no end") + &line(1, r"next\n"), "no end | next"),
    ] {
        check_logs(&script, &[&format!("r/j/1: {expect}")]);
    }
}

#[test]
fn a_failed_step_asks_with_its_first_error_else_its_last_line_else_its_log() {
    let failed = step("completed", 1, r#"{"conclusion":"failure","log":"exit 1"}"#);
    for (lines, expect) in [
        (line(1, r"compiling\n") + &line(1, r"error: first\n") + &line(1, r"error: second\n"), "error: first"),
        (line(1, r"one\n") + &line(1, r"  two \n") + &line(1, r"\n"), "two"),
        (String::new(), "exit 1"),
    ] {
        let report = Report::of(&stream(Runner, None, &(lines.clone() + &failed)));
        assert_eq!(report.units[0].ask.as_deref(), Some(expect), "{lines}");
    }
    let report = Report::of(&stream(Runner, None, &job("completed", r#"{"conclusion":"failure","error":"no runner"}"#)));
    assert_eq!(report.units[0].ask.as_deref(), Some("no runner"));
}

#[test]
fn an_event_without_its_ids_is_an_error_and_any_other_name_is_unknown() {
    for (script, errors, unknown) in [
        ("run.started {\"run\":{}}", 1, 0),
        ("job.started {\"runId\":\"r\",\"job\":{}}", 1, 0),
        ("step.started {\"runId\":\"r\",\"jobId\":\"j\",\"step\":{}}", 1, 0),
        ("step.log {\"runId\":\"r\",\"jobId\":\"j\",\"stepNumber\":1}", 1, 0),
        ("run.started []", 1, 0),
        ("run.started {\"runId\":\"r\",\"run\":[]}", 1, 0),
        ("run.paused {\"runId\":\"r\"}", 0, 1),
        ("message {\"type\":\"run.paused\"}", 0, 1),
        ("message hello", 0, 1),
        ("ping nonsense", 0, 0),
        ("message {\"type\":\"ping\"}", 0, 0),
    ] {
        let held = stream(Runner, None, script);
        let counters = held.counters();
        assert_eq!((counters.decode_errors, counters.unknown_events, held.units().len()), (errors, unknown, 0), "{script}");
        assert_eq!(counters.causes.len() as u64, errors, "{script}");
    }
}

#[test]
fn what_the_server_lists_is_merged_and_what_cannot_be_read_is_left_out() {
    let mut held = stream(Runner, None, &run("started", r#"{"workflow":"ci"}"#));
    let mut changes = Changes::default();
    assert!(!held.apply_runs("not json", 5, &mut changes));
    assert!(!held.apply_runs(r#"{"error":"no"}"#, 5, &mut changes));
    assert!(held.apply_runs(r#"{"runs":[{"id":"r","status":"completed","conclusion":"success"},5,{"id":"s"}]}"#, 5, &mut changes));
    assert_eq!(outline(&Report::of(&held)), [r#"run r "ci" succeeded word=success"#, r#"run s "s" unknown"#]);
    assert!(!unit(&held, "s").since.witnessed);
}

#[test]
fn a_run_names_the_step_that_runs() {
    let mut held = Stream::new(Runner, None);
    let script = job("started", r#"{"name":"Build"}"#) + &step("started", 1, r#"{"name":"Test"}"#);
    apply(&mut held, &script, 0, &mut Changes::default());
    assert_eq!(unit(&held, "r").doing.as_deref(), Some("Build > Test"));
}
