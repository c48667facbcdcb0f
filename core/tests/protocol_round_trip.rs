//! What is encoded is decoded as it was: every event of every API.

use fleetglass_core::protocol::field::{Elements, Field, Id, Stamp};
use fleetglass_core::protocol::{Decoded, executions, runner, status, threads, workspace};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

fn text() -> impl Strategy<Value = String> {
    ".{0,6}"
}

fn id() -> impl Strategy<Value = Id> {
    text().prop_map(Id)
}

/// Numbers that JSON carries exactly through any reader: thousandths.
fn number() -> impl Strategy<Value = f64> {
    (-1_000_000..2_000_000_000_000_000_i64).prop_map(|n| n as f64 / 1_000.0)
}

fn stamp() -> impl Strategy<Value = Stamp> {
    prop_oneof![number().prop_map(Stamp::Millis), text().prop_map(Stamp::Text)]
}

/// Any JSON but `null`, which stands for an absent value.
fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        text().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        Just(json!({"a": [1, null, {}]}))
    ]
}

fn object() -> impl Strategy<Value = Map<String, Value>> {
    vec((text(), value()), 0..3).prop_map(|fields| fields.into_iter().collect())
}

fn elements<T: std::fmt::Debug + Clone>(item: impl Strategy<Value = T>) -> impl Strategy<Value = Elements<T>> {
    vec(item, 0..3).prop_map(Elements::from)
}

fn field<T: std::fmt::Debug + Clone>(value: impl Strategy<Value = T>) -> impl Strategy<Value = Field<T>> {
    of(of(value)).prop_map(|held| match held {
        None => Field::Absent,
        Some(None) => Field::Null,
        Some(Some(value)) => Field::Value(value),
    })
}

/// One of these words, or another.
fn word<W: for<'a> From<&'a str> + std::fmt::Debug>(words: &'static [&'static str]) -> impl Strategy<Value = W> {
    prop_oneof![proptest::sample::select(words).prop_map(W::from), text().prop_map(|text| W::from(&text))]
}

fn pipeline() -> impl Strategy<Value = workspace::Pipeline> {
    let job = (id(), of(id()), of(text()), of(word(&["queued", "running", "completed"])), of(stamp()), of(stamp()), of(text())).prop_map(
        |(id, pipeline_run_id, agent_type, status, started_at, completed_at, error)| workspace::Job {
            id,
            pipeline_run_id,
            agent_type,
            status,
            started_at,
            completed_at,
            error,
        },
    );
    let intervention = (of(id()), of(id()), of(word(&["interrupt", "take_over", "note"])), of(text()), of(text()), of(stamp())).prop_map(
        |(id, pipeline_run_id, kind, message, status, created_at)| workspace::Intervention {
            id,
            pipeline_run_id,
            kind,
            message,
            status,
            created_at,
        },
    );
    let first = (id(), of(id()), of(text()), of(word(&["queued", "testing", "awaiting_approval"])), of(stamp()), of(text()), of(value()));
    (first, of(elements(job)), of(elements(intervention))).prop_map(
        |((id, project_id, project_name, status, started_at, trigger, trigger_data), jobs, pending_interventions)| workspace::Pipeline {
            id,
            project_id,
            project_name,
            status,
            started_at,
            trigger,
            trigger_data,
            jobs,
            pending_interventions,
        },
    )
}

fn workspace_event() -> impl Strategy<Value = workspace::Event> {
    use workspace::{Event, Heartbeat, Log, ServerError, Snapshot};
    let log = || object().prop_map(Log);
    prop_oneof![
        (elements(pipeline()), elements(log())).prop_map(|(pipelines, logs)| Event::Snapshot(Snapshot { pipelines, logs })),
        elements(pipeline()).prop_map(Event::Update),
        elements(log()).prop_map(Event::Logs),
        of(stamp()).prop_map(|ts| Event::Heartbeat(Heartbeat { ts })),
        of(text()).prop_map(|message| Event::Error(ServerError { message })),
    ]
}

fn status_event() -> impl Strategy<Value = status::Status> {
    use status::{Global, Session, Status, TokenUsage};
    let usage = (any::<u64>(), any::<u64>()).prop_map(|(input, output)| TokenUsage { input, output });
    let first = (of(id()), of(id()), of(text()), of(text()), of(word(&["thinking", "waiting_for_user", "error"])));
    let session = (first, of(text()), of(number()), of(usage), of(text())).prop_map(
        |((session_key, session_id, channel, title, state), tool_name, duration_seconds, token_usage, error_message)| Session {
            session_key,
            session_id,
            channel,
            title,
            state,
            tool_name,
            duration_seconds,
            token_usage,
            error_message,
        },
    );
    (of(text()), of(any::<u64>()), of(any::<u64>()), of(number()), of(elements(session))).prop_map(
        |(state, active_sessions, max_concurrent, uptime_seconds, sessions)| Status {
            global: Global { state, active_sessions, max_concurrent, uptime_seconds },
            sessions,
        },
    )
}

fn thread_event() -> impl Strategy<Value = threads::Event> {
    use threads::{Connected, Data, Event, Kind, Payload, ThreadEvent};
    let first = (of(id()), of(text()), of(text()), of(stamp()), of(any::<i64>()), of(text()), of(text()), of(number()));
    let data = first.prop_map(|(thread_id, event_type, data_json, timestamp_ms, sequence, status, summary, progress)| Data {
        thread_id,
        event_type,
        data_json,
        timestamp_ms,
        sequence,
        status,
        summary,
        progress,
    });
    let thread = (proptest::sample::select(Kind::ALL), of(id()), id(), of(text()), data, of(stamp())).prop_map(
        |(kind, execution_id, thread_id, event_type, data, timestamp)| {
            let payload = Payload { execution_id, thread_id: Some(thread_id), event_type, data, timestamp };
            Event::Thread(Box::new(ThreadEvent { kind, payload }))
        },
    );
    let connected =
        (of(id()), of(vec(id(), 0..3))).prop_map(|(execution_id, thread_ids)| Event::Connected(Connected { execution_id, thread_ids }));
    prop_oneof![1 => connected, 4 => thread]
}

fn agent_event() -> impl Strategy<Value = executions::AgentEvent> {
    use executions::{AgentEvent, Complete, Progress};
    prop_oneof![
        (of(text()), of(text()), of(number())).prop_map(|(step, message, progress)| AgentEvent::Progress(Progress {
            step,
            message,
            progress
        })),
        (of(value()), of(number())).prop_map(|(result, duration)| AgentEvent::Complete(Complete { result, duration })),
    ]
}

fn workflow_event() -> impl Strategy<Value = executions::WorkflowEvent> {
    use executions::{StepComplete, StepProgress, StepStart, WorkflowEvent};
    prop_oneof![
        (id(), of(text()), of(text())).prop_map(|(step_id, name, agent)| WorkflowEvent::StepStart(StepStart { step_id, name, agent })),
        (id(), of(number()), of(text())).prop_map(|(step_id, progress, message)| WorkflowEvent::StepProgress(StepProgress {
            step_id,
            progress,
            message
        })),
        (id(), of(value()), of(number())).prop_map(|(step_id, result, duration)| WorkflowEvent::StepComplete(StepComplete {
            step_id,
            result,
            duration
        })),
    ]
}

const STATUSES: &[&str] = &["queued", "in_progress", "completed", "failed", "cancelled"];
const CONCLUSIONS: &[&str] = &["success", "failure", "cancelled", "skipped"];

fn step() -> impl Strategy<Value = runner::Step> {
    let first = (field(any::<u64>()), field(text()), field(word(STATUSES)), field(word(CONCLUSIONS)), field(text()));
    (first, field(value()), field(stamp()), field(stamp())).prop_map(
        |((number, name, status, conclusion, log), outputs, started_at, completed_at)| runner::Step {
            number,
            name,
            status,
            conclusion,
            log,
            outputs,
            started_at,
            completed_at,
        },
    )
}

fn job() -> impl Strategy<Value = runner::Job> {
    let first = (field(id()), field(text()), field(word(STATUSES)), field(word(CONCLUSIONS)), field(vec(step(), 0..3)));
    (first, field(value()), field(stamp()), field(stamp()), field(text())).prop_map(
        |((id, name, status, conclusion, steps), outputs, started_at, completed_at, error)| runner::Job {
            id,
            name,
            status,
            conclusion,
            steps,
            outputs,
            started_at,
            completed_at,
            error,
        },
    )
}

fn run() -> impl Strategy<Value = runner::Run> {
    let first = (field(id()), field(text()), field(word(STATUSES)), field(word(CONCLUSIONS)), field(vec(job(), 0..3)));
    (first, field(stamp()), field(stamp()), field(value()), field(value()), field(value())).prop_map(
        |((id, workflow, status, conclusion, jobs), created_at, updated_at, trigger, inputs, env)| runner::Run {
            id,
            workflow,
            status,
            conclusion,
            jobs,
            created_at,
            updated_at,
            trigger,
            inputs,
            env,
        },
    )
}

fn runner_event() -> impl Strategy<Value = runner::Event> {
    use runner::{Event, Phase};
    let phase = || prop_oneof![Just(Phase::Started), Just(Phase::Completed)];
    prop_oneof![
        (phase(), id(), run()).prop_map(|(phase, run_id, run)| Event::Run { phase, run_id, run }),
        (phase(), id(), id(), job()).prop_map(|(phase, run_id, job_id, job)| Event::Job { phase, run_id, job_id, job }),
        (phase(), id(), id(), any::<u64>(), step()).prop_map(|(phase, run_id, job_id, number, step)| Event::Step {
            phase,
            run_id,
            job_id,
            number,
            step
        }),
        (id(), id(), any::<u64>(), text()).prop_map(|(run_id, job_id, number, line)| Event::Log { run_id, job_id, number, line }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_workspace_event_comes_back(event in workspace_event()) {
        let (name, data) = workspace::encode(&event);
        prop_assert_eq!(workspace::decode(name, &data), Ok(Decoded::Event(event)));
    }

    #[test]
    fn every_status_comes_back(event in status_event()) {
        let (name, data) = status::encode(&event);
        prop_assert_eq!(status::decode(name, &data), Ok(Decoded::Event(event)));
    }

    #[test]
    fn every_thread_event_comes_back(event in thread_event()) {
        let (name, data) = threads::encode(&event);
        prop_assert_eq!(threads::decode(name, &data), Ok(Decoded::Event(event)));
    }

    #[test]
    fn every_agent_event_comes_back(event in agent_event()) {
        let (name, data) = executions::encode_agent(&event);
        prop_assert_eq!(executions::decode_agent(name, &data), Ok(Decoded::Event(event)));
    }

    #[test]
    fn every_workflow_event_comes_back(event in workflow_event()) {
        let (name, data) = executions::encode_workflow(&event);
        prop_assert_eq!(executions::decode_workflow(name, &data), Ok(Decoded::Event(event)));
    }

    #[test]
    fn every_runner_event_comes_back(event in runner_event()) {
        let (name, data) = runner::encode(&event);
        prop_assert_eq!(runner::decode(name, &data), Ok(Decoded::Event(event)));
    }
}
