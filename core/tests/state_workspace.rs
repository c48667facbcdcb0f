//! Agent workspace: what snapshots, updates, lines and errors add up to.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps")]

mod state_support;

use fleetglass_core::protocol::Api::AgentWorkspace;
use fleetglass_core::state::log::RowKind;
use fleetglass_core::state::report::Report;
use fleetglass_core::state::unit::{Fact, Reason};
use fleetglass_core::state::{Changes, Stream};
use state_support::{apply, logs, outline, stream, unit};

#[track_caller]
fn check(script: &str, expect: &[&str]) {
    state_support::check(AgentWorkspace, script, expect);
}

#[track_caller]
fn check_logs(script: &str, expect: &[&str]) {
    state_support::check_logs(AgentWorkspace, script, expect);
}

#[test]
fn every_status_of_the_document_has_its_place_and_any_other_word_is_shown() {
    for (word, expect) in [
        ("queued", "queued"),
        ("researching", "running"),
        ("architecting", "running"),
        ("designing", "running"),
        ("implementing", "running"),
        ("testing", "running"),
        ("awaiting_approval", "waiting"),
        ("releasing", "running"),
        ("marketing", "running"),
        ("documenting", "running"),
        ("syncing_branches", "running"),
        ("completed", "succeeded"),
        ("failed", "failed"),
        ("dreaming", "unknown"),
    ] {
        let stream = stream(AgentWorkspace, None, &format!(r#"fleet_snapshot [{{"id":"p","status":"{word}"}}]"#));
        let held = unit(&stream, "p");
        assert_eq!((held.status.as_str(), held.word.as_deref()), (expect, Some(word)));
    }
}

#[test]
fn a_job_is_where_its_status_error_and_times_say() {
    for (job, expect) in [
        (r#""status":null"#, "queued"),
        (r#""status":"queued""#, "queued word=queued"),
        (r#""status":"pending","startedAt":5"#, "queued word=pending from=5"),
        (r#""status":"running""#, "running word=running"),
        (r#""status":"in_progress""#, "running word=in_progress"),
        (r#""status":null,"startedAt":5"#, "running from=5"),
        (r#""status":null,"startedAt":5,"completedAt":9"#, "succeeded from=5 to=9"),
        (r#""status":"completed","error":null"#, "succeeded word=completed"),
        (r#""status":"completed","error":"""#, "succeeded word=completed"),
        (r#""status":"completed","error":"no disk""#, "failed word=completed"),
        (r#""status":"failed""#, "failed word=failed"),
        (r#""status":"cancelled""#, "cancelled word=cancelled"),
        (r#""status":"skipped""#, "skipped word=skipped"),
        (r#""status":"exploded","startedAt":5,"completedAt":9"#, "unknown word=exploded from=5 to=9"),
    ] {
        let script = format!(r#"fleet_snapshot [{{"id":"p","status":"completed","jobs":[{{"id":"j",{job}}}]}}]"#);
        check(&script, &[r#"pipeline p "p" succeeded word=completed"#, &format!(r#"  job p/j "j" {expect}"#)]);
    }
}

#[test]
fn a_job_that_failed_makes_its_run_need_a_human_with_its_error() {
    check(
        r#"fleet_snapshot [{"id":"p","projectName":"Shop","status":"testing","jobs":[{"id":"j","agentType":"tester","error":"2 failed"}]}]"#,
        &[r#"pipeline p "Shop" running word=testing needs=failed ask=2 failed"#, r#"  job p/j "tester" failed"#],
    );
}

#[test]
fn a_wait_outranks_a_failure_and_asks_with_the_servers_word() {
    check(
        r#"fleet_snapshot [{"id":"p","status":"awaiting_approval","jobs":[{"id":"j","error":"2 failed"}],"pendingInterventions":[{"id":"i","type":"note"}]}]"#,
        &[r#"pipeline p "p" waiting word=awaiting_approval needs=waiting ask=awaiting_approval"#, r#"  job p/j "j" failed"#],
    );
}

#[test]
fn a_pending_intervention_needs_a_human_until_it_is_taken_up() {
    let run = |list: &str| format!(r#"fleet_update [{{"id":"p","status":"testing","pendingInterventions":{list}}}]"#);
    for (list, expect) in [
        (r#"[{"id":"i","type":"inject","message":"use tabs","status":"pending"}]"#, " needs=intervention ask=use tabs"),
        (r#"[{"id":"i","type":"take_over","message":null,"status":"pending"}]"#, " needs=intervention ask=take_over"),
        (r#"[{"id":"i","type":"sing","message":null}]"#, " needs=intervention ask=sing"),
        (r#"[{"id":"i","type":"note","status":"resolved"}]"#, ""),
        ("[]", ""),
    ] {
        check(&run(list), &[&format!(r#"pipeline p "p" running word=testing{expect}"#)]);
    }
    let pending = run(r#"[{"id":"i","message":"use tabs"}]"#);
    check(&format!("{pending}\n{}", run("[]")), &[r#"pipeline p "p" running word=testing"#]);
    check(
        &format!("{pending}\nfleet_update [{{\"id\":\"p\",\"status\":\"releasing\"}}]"),
        &[r#"pipeline p "p" running word=releasing needs=intervention ask=use tabs"#],
    );
}

#[test]
fn an_update_changes_the_runs_it_holds_and_no_other() {
    check(
        r#"fleet_snapshot [{"id":"a","status":"testing"},{"id":"b","status":"testing"}]
           fleet_update [{"id":"b","status":"releasing"}]
           fleet_update [{"id":"c","status":"queued"}]"#,
        &[r#"pipeline a "a" running word=testing"#, r#"pipeline b "b" running word=releasing"#, r#"pipeline c "c" queued word=queued"#],
    );
}

#[test]
fn a_run_absent_from_a_new_snapshot_has_ended_with_its_jobs_and_is_kept() {
    check(
        r#"fleet_snapshot [{"id":"a","status":"testing","jobs":[{"id":"j","status":"running"},{"id":"k","status":"completed"}],"pendingInterventions":[{"id":"i"}]},{"id":"b","status":"testing"}]
           fleet_snapshot [{"id":"b","status":"testing"}]"#,
        &[
            r#"pipeline a "a" ended word=testing"#,
            r#"  job a/j "j" ended word=running"#,
            r#"  job a/k "k" succeeded word=completed"#,
            r#"pipeline b "b" running word=testing"#,
        ],
    );
}

#[test]
fn a_run_whose_last_status_said_how_it_ended_keeps_it() {
    check(
        r#"fleet_snapshot [{"id":"a","status":"testing"},{"id":"b","status":"testing"}]
           fleet_update [{"id":"a","status":"failed"},{"id":"b","status":"completed"}]
           fleet_snapshot []"#,
        &[r#"pipeline a "a" failed word=failed needs=failed ask=failed"#, r#"pipeline b "b" succeeded word=completed"#],
    );
}

#[test]
fn a_run_that_ended_lives_again_when_an_event_names_it() {
    check(
        r#"fleet_snapshot [{"id":"a","status":"testing"}]
           fleet_snapshot []
           fleet_update [{"id":"a","status":"releasing"}]"#,
        &[r#"pipeline a "a" running word=releasing"#],
    );
}

#[test]
fn a_run_that_left_was_last_heard_of_when_an_event_named_it() {
    let (mut stream, mut changes) = (Stream::new(AgentWorkspace, None), Changes::default());
    apply(&mut stream, r#"fleet_snapshot [{"id":"a","status":"testing"}]"#, 10, &mut changes);
    apply(&mut stream, "fleet_snapshot []", 500, &mut changes);
    let held = unit(&stream, "a");
    assert_eq!((held.heard_ms, held.since.ms), (10, 500));
}

#[test]
fn absence_from_a_snapshot_of_fifty_proves_nothing() {
    let fifty = |n: usize| {
        let runs: Vec<String> = (0..n).map(|n| format!(r#"{{"id":"r{n}","status":"testing"}}"#)).collect();
        format!("fleet_snapshot [{}]", runs.join(","))
    };
    for (n, expect) in [(49, "ended"), (50, "running")] {
        let script = format!("fleet_snapshot [{{\"id\":\"a\",\"status\":\"testing\"}}]\n{}", fifty(n));
        assert_eq!(unit(&stream(AgentWorkspace, None, &script), "a").status.as_str(), expect, "{n}");
    }
}

#[test]
fn absence_proves_nothing_where_a_run_could_not_be_read() {
    let stream =
        stream(AgentWorkspace, None, "fleet_snapshot [{\"id\":\"a\",\"status\":\"testing\"}]\nfleet_snapshot [{\"status\":\"testing\"}]");
    assert_eq!((unit(&stream, "a").status.as_str(), stream.counters().decode_errors), ("running", 1));
}

#[test]
fn a_job_that_its_run_no_longer_lists_has_ended() {
    check(
        r#"fleet_snapshot [{"id":"a","status":"testing","jobs":[{"id":"j","status":"running"},{"id":"k","status":"running"}]}]
           fleet_update [{"id":"a","status":"testing","jobs":[{"id":"k","status":"running"}]}]"#,
        &[r#"pipeline a "a" running word=testing"#, r#"  job a/j "j" ended word=running"#, r#"  job a/k "k" running word=running"#],
    );
}

#[test]
fn a_snapshot_may_be_an_object_that_holds_runs_and_lines() {
    for (object, runs) in [
        (r#"{"pipelines":[{"id":"b","status":"testing"}],"logs":[{"id":"1","runId":"b","text":"hi"}]}"#, "ended"),
        (r#"{"snapshots":[{"id":"b","status":"testing"}],"recent":[{"id":"1","runId":"b","text":"hi"}]}"#, "ended"),
        (r#"{"data":[{"id":"b","status":"testing"}],"lines":[{"id":"1","runId":"b","text":"hi"}],"warnings":[]}"#, "ended"),
        (r#"{"agentLogs":[{"id":"1","runId":"b","text":"hi"}],"warnings":[]}"#, "running"),
    ] {
        let stream =
            stream(AgentWorkspace, None, &format!("fleet_snapshot [{{\"id\":\"a\",\"status\":\"testing\"}}]\nfleet_snapshot {object}"));
        assert_eq!(unit(&stream, "a").status.as_str(), runs, "{object}");
        assert_eq!(logs(&Report::of(&stream)), ["b: hi"], "{object}");
        assert_eq!(stream.counters().decode_errors, 0, "{object}");
    }
}

#[test]
fn a_line_is_understood_under_every_plausible_name() {
    check_logs(
        r#"fleet_logs [{"pipelineRunId":"r","message":"a"},{"runId":"r","text":"b"},{"runId":"r","content":"c\nd"},{"runId":"r","jobId":"j/1","message":"e"},{"message":"f"},{"runId":"r","metadata":{"k":1}},{"runId":"r","message":"","level":"metric"}]"#,
        &[r#"r: a | b | c | d | {"metadata":{"k":1},"runId":"r"} | {"level":"metric","message":"","runId":"r"}"#, "r/j%2F1: e", "-: f"],
    );
}

#[test]
fn a_line_that_names_only_its_job_goes_to_that_job() {
    check_logs(
        r#"fleet_snapshot [{"id":"r","status":"testing","jobs":[{"id":"j","status":"running"}]}]
           fleet_logs [{"jobId":"j","message":"a"}]"#,
        &["r/j: a"],
    );
}

#[test]
fn a_line_is_whole_so_the_next_does_not_redraw_it() {
    check_logs(r#"fleet_logs [{"runId":"r","message":"10%\r"},{"runId":"r","message":"next"}]"#, &["r: 10% | next"]);
}

#[test]
fn lines_that_a_snapshot_repeats_are_dropped_by_id_else_by_time_and_text() {
    let by_id = r#"[{"id":"1","runId":"r","message":"same"},{"id":"2","runId":"r","message":"same"}]"#;
    let by_time = r#"[{"runId":"r","createdAt":5,"message":"a"},{"runId":"r","createdAt":6,"message":"a"},{"runId":"r","createdAt":6,"message":"a"}]"#;
    let bare = r#"[{"runId":"r","message":"a"},{"runId":"r","message":"b"}]"#;
    for (lines, expect) in [(by_id, "r: same | same"), (by_time, "r: a | a | a"), (bare, "r: a | b")] {
        check_logs(&format!("fleet_snapshot []\nfleet_logs {lines}\nfleet_snapshot []\nfleet_logs {lines}"), &[expect]);
        let object = format!(r#"fleet_snapshot {{"pipelines":[],"logs":{lines}}}"#);
        check_logs(&format!("{object}\n{object}"), &[expect]);
    }
}

#[test]
fn new_lines_among_repeated_ones_are_kept() {
    check_logs(
        r#"fleet_logs [{"id":"1","runId":"r","message":"a"}]
           fleet_snapshot []
           fleet_logs [{"id":"1","runId":"r","message":"a"},{"id":"2","runId":"r","message":"b"}]
           fleet_logs [{"id":"2","runId":"r","message":"b"},{"id":"3","runId":"r","message":"c"}]"#,
        &["r: a | b | c"],
    );
}

#[test]
fn a_line_that_is_held_once_is_dropped_once() {
    let line = r#"{"runId":"r","createdAt":5,"message":"a"}"#;
    check_logs(&format!("fleet_logs [{line}]\nfleet_snapshot []\nfleet_logs [{line},{line}]"), &["r: a | a"]);
}

#[test]
fn the_same_words_without_id_and_time_are_new_lines_where_nothing_is_repeated() {
    check_logs("fleet_logs [{\"runId\":\"r\",\"message\":\"a\"}]\nfleet_logs [{\"runId\":\"r\",\"message\":\"a\"}]", &["r: a | a"]);
}

#[test]
fn lines_of_many_runs_are_known_again_although_they_come_by_run_and_are_repeated_by_time() {
    let lines: Vec<String> = (0..500).map(|n| format!(r#"{{"id":"{n}","runId":"r{}","message":"{n}"}}"#, n / 50)).collect();
    let mixed: Vec<&str> = (0..300).map(|n| lines[(n % 10) * 50 + 20 + n / 10].as_str()).collect();
    let script = format!("fleet_logs [{}]\nfleet_snapshot []\nfleet_logs [{}]", lines.join(","), mixed.join(","));
    let held: usize = Report::of(&stream(AgentWorkspace, None, &script)).logs.iter().map(|log| log.lines.len()).sum();
    assert_eq!(held, 500);
}

#[test]
fn exactly_fifty_new_lines_of_one_run_say_that_some_may_be_lost() {
    let lines = |run: &str, n: usize| {
        (0..n).map(|n| format!(r#"{{"id":"{run}{n}","runId":"{run}","message":"{n}"}}"#)).collect::<Vec<_>>().join(",")
    };
    let bursts = |script: &str| {
        let stream = stream(AgentWorkspace, None, script);
        stream.logs().iter().flat_map(|(_, log)| log.rows()).filter(|row| *row.kind == RowKind::Burst).count()
    };
    assert_eq!(bursts(&format!("fleet_logs [{}]", lines("a", 50))), 1);
    assert_eq!(bursts(&format!("fleet_snapshot []\nfleet_logs [{}]", lines("a", 50))), 1);
    assert_eq!(bursts(&format!("fleet_logs [{},{}]", lines("a", 50), lines("b", 50))), 2);
    assert_eq!(bursts(&format!("fleet_logs [{},{}]", lines("a", 49), lines("b", 51))), 0);
    assert_eq!(bursts(&format!("fleet_logs [{0}]\nfleet_snapshot []\nfleet_logs [{0}]", lines("a", 50))), 1, "repeated");
    assert_eq!(bursts(&format!("fleet_snapshot []\nfleet_logs [{},{}]", lines("a", 50), lines("b", 250))), 0, "a whole snapshot's");
}

#[test]
fn the_servers_own_error_is_told_until_it_loads_its_state() {
    let error = |script: &str| stream(AgentWorkspace, None, script).server().error.clone();
    assert_eq!(error(r#"error {"message":"Failed to load initial state"}"#).as_deref(), Some("Failed to load initial state"));
    assert_eq!(error("error {}").as_deref(), Some(""));
    assert_eq!(error("error {\"message\":\"x\"}\nheartbeat {\"ts\":1}").as_deref(), Some("x"));
    assert_eq!(error("error {\"message\":\"x\"}\nfleet_snapshot []"), None);
    assert_eq!(error("error {\"message\":\"x\"}\nfleet_update []"), None);
}

#[test]
fn facts_of_a_run_are_kept_as_text_or_json() {
    let stream = stream(
        AgentWorkspace,
        None,
        r#"fleet_snapshot [{"id":"p","projectId":7,"status":"testing","trigger":"cron","triggerData":{"a":[1]},"jobs":[{"id":"j","agentType":"tester","status":"running"}]}]"#,
    );
    let held = unit(&stream, "p");
    assert_eq!(
        [Fact::Project, Fact::Trigger, Fact::TriggerData].map(|fact| held.fact(fact)),
        [Some("7"), Some("cron"), Some(r#"{"a":[1]}"#)]
    );
    assert_eq!(held.doing.as_deref(), Some("tester"));
}

#[test]
fn the_cause_of_a_need_is_the_deepest_unit() {
    let stream = stream(AgentWorkspace, None, r#"fleet_snapshot [{"id":"p","status":"failed","jobs":[{"id":"j","error":"x"}]}]"#);
    let need = stream.units().need(stream.units().roots()[0]).unwrap();
    assert_eq!((need.reason, Some(need.cause), need.ask.as_deref()), (Reason::Failed, stream.units().find("p/j"), Some("x")));
    assert_eq!(stream.units().need(need.cause), None, "a part never needs a human by itself");
}

#[test]
fn a_run_that_succeeded_or_was_cancelled_forgives_a_failed_job() {
    for (word, needs) in [("completed", false), ("cancelled", false), ("failed", true), ("testing", true)] {
        let script = format!(r#"fleet_snapshot [{{"id":"p","status":"{word}","jobs":[{{"id":"j","error":"x"}}]}}]"#);
        let report = Report::of(&stream(AgentWorkspace, None, &script));
        assert_eq!(report.units[0].needs_human, needs, "{word}: {:?}", outline(&report));
    }
}
