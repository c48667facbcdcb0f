//! Agent status: what full snapshots add up to.

mod state_support;

use fleetglass_core::protocol::Api::AgentStatus;
use fleetglass_core::state::unit::Fact;
use fleetglass_core::state::{Changes, Stream};
use state_support::{apply, stream, unit};

#[track_caller]
fn check(script: &str, expect: &[&str]) {
    state_support::check(AgentStatus, script, expect);
}

#[test]
fn every_state_has_its_place_and_any_other_word_is_shown() {
    for (state, expect) in [
        ("thinking", "running word=thinking"),
        ("tool_running", "running word=tool_running"),
        ("streaming", "running word=streaming"),
        ("waiting_for_user", "waiting word=waiting_for_user needs=waiting ask=waiting_for_user"),
        ("idle", "idle word=idle"),
        ("error", "failed word=error needs=failed ask=boom"),
        ("musing", "unknown word=musing"),
    ] {
        check(
            &format!(r#"status {{"sessions":[{{"session_key":"k","state":"{state}","error_message":"boom"}}]}}"#),
            &[&format!(r#"session k "k" {expect}"#)],
        );
    }
}

#[test]
fn a_session_is_named_by_key_else_id_and_titled_by_title_else_channel() {
    for (fields, expect) in [
        (r#""session_key":"cli:1","session_id":"1","channel":"cli","title":"Fix""#, r#"cli:1 "Fix""#),
        (r#""session_key":"cli:1","channel":"cli","title":null"#, r#"cli:1 "cli""#),
        (r#""session_key":"cli:1","channel":"cli","title":"""#, r#"cli:1 "cli""#),
        (r#""session_key":null,"session_id":"a/b","title":"Fix""#, r#"a%2Fb "Fix""#),
        (r#""session_id":7"#, r#"7 "7""#),
    ] {
        check(
            &format!(r#"status {{"sessions":[{{{fields},"state":"thinking"}}]}}"#),
            &[&format!("session {expect} running word=thinking")],
        );
    }
}

#[test]
fn a_session_that_leaves_has_ended_and_one_that_failed_stays_failed() {
    check(
        r#"status {"sessions":[{"session_key":"a","state":"streaming"},{"session_key":"b","state":"error"},{"session_key":"c","state":"waiting_for_user"}]}
           status {"sessions":[]}
           status {"sessions":[]}"#,
        &[
            r#"session a "a" ended word=streaming"#,
            r#"session b "b" failed word=error needs=failed ask=error"#,
            r#"session c "c" ended word=waiting_for_user"#,
        ],
    );
}

#[test]
fn nothing_has_ended_where_a_session_could_not_be_read_or_none_were_told() {
    for second in [r#"{"sessions":[5]}"#, r#"{"sessions":[{"state":"thinking"}]}"#, r#"{"global":{}}"#, r#"{"sessions":null}"#, "[]", "x"] {
        check(
            &format!("status {{\"sessions\":[{{\"session_key\":\"a\",\"state\":\"thinking\"}}]}}\nstatus {second}"),
            &[r#"session a "a" running word=thinking"#],
        );
    }
}

#[test]
fn a_session_that_left_after_an_unreadable_snapshot_still_ends_at_the_next() {
    check(
        r#"status {"sessions":[{"session_key":"a","state":"thinking"}]}
           status {"sessions":[5]}
           status {"sessions":[]}"#,
        &[r#"session a "a" ended word=thinking"#],
    );
}

#[test]
fn a_session_that_comes_back_lives_again() {
    check(
        r#"status {"sessions":[{"session_key":"a","state":"thinking"}]}
           status {"sessions":[]}
           status {"sessions":[{"session_key":"a","state":"streaming"}]}"#,
        &[r#"session a "a" running word=streaming"#],
    );
}

#[test]
fn the_duration_is_the_age_of_the_state() {
    let (mut stream, mut changes) = (Stream::new(AgentStatus, None), Changes::default());
    let script = r#"status {"sessions":[{"session_key":"a","state":"waiting_for_user","duration_seconds":61.5},{"session_key":"b","state":"thinking"},{"session_key":"c","state":"thinking","duration_seconds":1e300},{"session_key":"d","state":"thinking","duration_seconds":-1}]}"#;
    apply(&mut stream, script, 100_000, &mut changes);
    assert_eq!(["a", "b", "c", "d"].map(|id| unit(&stream, id).since.ms), [38_500, 100_000, 0, 100_000]);
    assert_eq!(["a", "b"].map(|id| unit(&stream, id).since.witnessed), [true, false]);
}

#[test]
fn what_the_server_says_of_itself_is_kept_with_the_time_it_was_heard() {
    let (mut stream, mut changes) = (Stream::new(AgentStatus, None), Changes::default());
    let script = r#"status {"global":{"state":"degraded","active_sessions":2,"max_concurrent":5,"uptime_seconds":31.5}}"#;
    apply(&mut stream, script, 77, &mut changes);
    let server = stream.server();
    assert_eq!((server.state.as_deref(), server.active_sessions, server.max_concurrent), (Some("degraded"), Some(2), Some(5)));
    assert_eq!((server.uptime_seconds, server.heard_ms), (Some(31.5), 77));
}

#[test]
fn facts_follow_the_snapshot() {
    let first = r#"status {"sessions":[{"session_key":"a","channel":"cli","state":"tool_running","tool_name":"bash","token_usage":{"input":5,"output":1}}]}"#;
    let held = |script: &str| {
        let stream = stream(AgentStatus, None, script);
        let held = unit(&stream, "a");
        [Fact::Channel, Fact::Tool, Fact::Tokens].map(|fact| held.fact(fact).map(str::to_owned))
    };
    assert_eq!(held(first), [Some("cli".to_owned()), Some("bash".to_owned()), Some("5/1".to_owned())]);
    let second = r#"status {"sessions":[{"session_key":"a","channel":"cli","state":"streaming","tool_name":null,"token_usage":null}]}"#;
    assert_eq!(held(&format!("{first}\n{second}")), [Some("cli".to_owned()), None, None]);
}
