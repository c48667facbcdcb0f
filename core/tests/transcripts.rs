//! Every transcript and every capture, whole, byte by byte and at every split: no decode error, no unknown event, and what a
//! reader of the file would say happened.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test fails where it unwraps, and says what it skips")]

mod state_support;

use fleetglass_core::protocol::Api;
use fleetglass_core::state::report::Report;
use state_support::{frames, logs, outline, reduce, transcript, transcripts};
use std::path::Path;

#[test]
fn every_transcript_is_read_without_an_error_or_an_unknown_event() {
    let all = transcripts();
    assert!(Api::ALL.into_iter().all(|api| all.iter().any(|(held, ..)| *held == api)), "an API has no transcript");
    for (api, path, bytes) in all {
        let counters = Report::of_bytes(api, None, &bytes).counters;
        assert_eq!((counters.decode_errors, counters.unknown_events), (0, 0), "{}", path.display());
        assert_eq!(counters.frames, frames(&bytes).len() as u64, "{}", path.display());
    }
}

#[test]
fn every_transcript_adds_up_to_the_same_at_any_chunking() {
    for (api, path, bytes) in transcripts() {
        let whole = Report::of_bytes(api, None, &bytes);
        assert_eq!(reduce(api, None, bytes.chunks(1)), whole, "{} byte by byte", path.display());
        for at in 0..=bytes.len() {
            let (left, right) = bytes.split_at(at);
            assert_eq!(reduce(api, None, [left, right]), whole, "{} split at {at}", path.display());
        }
    }
}

#[test]
fn the_transcripts_add_up_to_what_the_documents_say() {
    let check = |name: &str, units: &[&str], lines: &[&str]| {
        let (api, bytes) = transcript(name);
        let report = Report::of_bytes(api, None, &bytes);
        assert_eq!(outline(&report), units, "{name}");
        assert_eq!(logs(&report), lines, "{name}");
    };
    check("agent-workspace.document", &[], &[]);
    check(
        "agent-workspace.life",
        &[
            "pipeline run-1 \"Shop\" running word=releasing from=1718000000000",
            "  job run-1/j1 \"researching\" succeeded word=completed from=1718000000000 to=1718000060000",
            "  job run-1/j2 \"implementing\" succeeded word=completed from=1718000060000 to=1718000100000",
            "  job run-1/j3 \"testing\" succeeded word=completed from=1718000100000 to=1718000130000",
            "pipeline run-2 \"Blog\" ended word=queued",
        ],
        &[
            "run-1/j2: Writing the cart | edit cart.rs",
            "run-1: {\"id\":\"l3\",\"level\":\"metric\",\"metadata\":{\"ms\":40},\"pipelineRunId\":\"run-1\"}",
        ],
    );
    check("agent-status.document", &["session websocket:abc123 \"websocket\" ended word=tool_running"], &[]);
    check(
        "agent-status.sessions",
        &[
            "session telegram:1 \"Fix the build\" unknown word=pondering",
            "session websocket:2 \"websocket\" ended word=streaming",
            "session 3 \"cli\" failed word=error needs=failed ask=model refused",
        ],
        &[],
    );
    check(
        "threads.document",
        &["thread exec-123/architect \"architect\" running word=output from=1710700000000"],
        &["exec-123/architect: Building authentication module..."],
    );
    check(
        "threads.names",
        &[
            "thread exec-123/a \"a\" waiting word=blocked progress=0.25 from=1000 needs=waiting ask=Push to main?",
            "thread exec-123/b \"b\" idle word=turn_complete from=1500",
            "thread exec-123/c \"c\" succeeded word=completed from=1700 to=1700",
            "thread exec-123/d \"d\" failed word=failed from=1800 to=1800 needs=failed ask=exit 2",
        ],
        &["exec-123/a: ok 2"],
    );
    check("agent-execution.document", &["agent - \"-\" succeeded word=implementing progress=0.5"], &[]);
    check(
        "workflow-execution.document",
        &["workflow - \"-\" running", "  step -/step-1 \"Code Review\" succeeded progress=0.75", "  step -/step-2 \"Fix Issues\" running"],
        &[],
    );
    check(
        "runner.document",
        &[
            "run a1b2c3d4 \"a1b2c3d4\" succeeded word=success",
            "  job a1b2c3d4/build \"build\" succeeded word=success",
            "    step a1b2c3d4/build/1 \"Checkout\" succeeded word=success",
        ],
        &["a1b2c3d4/build/1: Workspace already available"],
    );
    check(
        "runner.envelope",
        &[
            "run r%2F1 \"ci\" failed word=failure from=1000 to=9000 needs=failed ask=error: boom",
            "  job r%2F1/caller%2Fcalled \"Called\" failed word=failure",
            "    step r%2F1/caller%2Fcalled/1 \"Composite\" failed word=failure",
            "      step r%2F1/caller%2Fcalled/101 \"Inside\" failed word=failure",
        ],
        &["r%2F1/caller%2Fcalled/101: done | error: boom"],
    );
}

#[test]
fn the_gap_of_a_transcript_is_counted() {
    let (api, bytes) = transcript("threads.names");
    assert_eq!(Report::of_bytes(api, None, &bytes).counters.gaps, 1);
}

/// The streams of real servers lie beside the checkout, where they lie at all.
fn capture(name: &str) -> Option<Vec<u8>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/captures").join(name);
    match std::fs::read(&path) {
        Ok(bytes) => Some(bytes),
        Err(_) => {
            println!("skipped: {} is not here", path.display());
            None
        }
    }
}

#[test]
fn every_capture_adds_up_to_what_its_reader_would_say() {
    let check = |name: &str, api, subject, gaps, units: &[&str], lines: &[&str]| {
        let Some(bytes) = capture(name) else { return };
        let report = Report::of_bytes(api, subject, &bytes);
        assert_eq!((report.counters.decode_errors, report.counters.unknown_events, report.counters.gaps), (0, 0, gaps), "{name}");
        assert_eq!(outline(&report), units, "{name}");
        assert_eq!(logs(&report), lines, "{name}");
        assert_eq!(reduce(api, subject, bytes.chunks(1)), report, "{name} byte by byte");
        for at in (0..=bytes.len()).step_by(if bytes.len() > 1_000 { 7 } else { 1 }) {
            let (left, right) = bytes.split_at(at);
            assert_eq!(reduce(api, subject, [left, right]), report, "{name} split at {at}");
        }
    };
    check(
        "nchan-agent.sse",
        Api::AgentExecution,
        Some("my-agent"),
        0,
        &["agent my-agent \"my-agent\" succeeded word=implementing progress=0.5"],
        &[],
    );
    check(
        "nchan-workflow.sse",
        Api::WorkflowExecution,
        Some("wf-123"),
        0,
        &["workflow wf-123 \"wf-123\" idle", "  step wf-123/step-1 \"Code Review\" succeeded progress=0.75"],
        &[],
    );
    let counted: Vec<String> = (1..=40).map(|n| n.to_string()).collect();
    check(
        "parallax-threads.sse",
        Api::Threads,
        Some("exec-123"),
        0,
        &[
            "thread exec-123/architect \"architect\" succeeded word=completed progress=1 from=1795318356765 to=1795318359182",
            "thread exec-123/engineer_a \"engineer_a\" failed word=failed progress=0 from=1795318356869 to=1795318358083 needs=failed ask=exit 2",
            "thread exec-123/engineer_b \"engineer_b\" failed word=failed from=1795318360993 to=1795318362322 needs=failed ask=Agent disconnected: stream_end",
        ],
        &[
            &format!("exec-123/architect: Planning… | bold multi | line ✓ \"quoted\" \\ backslash | {} | done", counted.join(" | ")),
            "exec-123/engineer_a: step 1 | step 2 | step 3 | compile error",
            "exec-123/engineer_b: working",
        ],
    );
    check(
        "pocketpaw-status.sse",
        Api::AgentStatus,
        None,
        0,
        &[
            "session websocket:69b470ba-8fe2-4d0f-9036-88f41a66bffa \"please TOOL run\" ended word=streaming",
            "session websocket:004bffff-2e16-4572-b3b5-7baa0b99ea86 \"please TOOL again\" ended word=streaming",
            "session websocket:218e9e13-37d2-417b-a522-1c27c5025fb8 \"plain question\" ended word=thinking",
            "session websocket:4f96654f-4e5b-42c5-a691-23e3ae40acb8 \"FAIL now\" ended word=thinking",
        ],
        &[],
    );
    let run = "b464f9da-0f75-43ba-9334-970d00df51ee";
    let step = |job: &str, number: &str, title: &str, how: &str| {
        let (status, word) = if how == "skipped" { ("skipped", "skipped") } else { ("succeeded", "success") };
        let depth = if number.len() > 2 { "      " } else { "    " };
        format!("{depth}step {run}/{job}/{number} \"{title}\" {status} word={word}")
    };
    let shard = |n: u32| format!("echo shard {n} of ${{{{ needs.build.outputs.v ");
    let units = [
        format!("run {run} \"ci\" succeeded word=success from=1795317300895 to=1795317302391"),
        format!("  job {run}/build \"Build\" succeeded word=success from=1795317300933 to=1795317302298"),
        step("build", "1", "actions/checkout@v4", ""),
        step("build", "101", "Checkout", ""),
        step("build", "2", "Greet", ""),
        step("build", "3", "Version", ""),
        step("build", "4", "Slow lines", ""),
        step("build", "5", "Never", "skipped"),
        step("build", "6", "Ansi and blanks", ""),
        format!("  job {run}/test (1) \"test (1)\" succeeded word=success from=1795317302314 to=1795317302371"),
        step("test (1)", "1", &shard(1), ""),
        format!("  job {run}/test (2) \"test (2)\" succeeded word=success from=1795317302350 to=1795317302373"),
        step("test (2)", "1", &shard(2), ""),
        format!("  job {run}/deploy \"deploy\" skipped word=skipped"),
    ];
    let lines = [
        ("build/101", "Workspace already available, no checkout needed"),
        (
            "build/1",
            "Loading action from /home/runner/.cache/actions/actions-cache/actions/checkout/v4 \
             | Running composite action 'Checkout (local shim)' with 1 steps | Workspace already available, no checkout needed",
        ),
        ("build/2", "hello leptos | unicode: héllo ✓ 日本 | no newline at end | to stderr"),
        ("build/4", "line 1 | line 2 | line 3"),
        ("build/5", "Skipped: condition evaluated to false"),
        ("build/6", "red | after blanks | done"),
        ("test (1)/1", "shard 1 of 1.2.3"),
        ("test (2)/1", "shard 2 of 1.2.3"),
    ]
    .map(|(unit, lines)| format!("{run}/{unit}: {lines}"));
    let (units, lines): (Vec<&str>, Vec<&str>) = (units.iter().map(String::as_str).collect(), lines.iter().map(String::as_str).collect());
    check("stax-ci.sse", Api::Runner, None, 0, &units, &lines);
}
