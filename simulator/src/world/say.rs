//! What API 5 says of a run, a job and a step: whole objects as observed, or only what changed as documented.

use super::{Dialect, Out, Outgoing};
use fleetglass_core::protocol::Api;
use fleetglass_core::protocol::field::{Field, Id};
use fleetglass_core::protocol::runner::{Event, Job, Phase, Run, Step, encode};

fn send(event: Event, out: &mut Out) {
    out.push(Outgoing::new(Api::Runner, encode(&event)));
}

fn id(field: &Field<Id>) -> Id {
    field.value().cloned().unwrap_or_default()
}

/// Says that a run began or is over.
pub(super) fn run(phase: Phase, run: &Run, dialect: Dialect, out: &mut Out) {
    let said = match (dialect, phase) {
        (Dialect::Observed, _) => run.clone(),
        (Dialect::Documents, Phase::Started) => {
            Run { id: run.id.clone(), status: run.status.clone(), jobs: Vec::new().into(), ..Run::default() }
        }
        (Dialect::Documents, Phase::Completed) => Run { status: run.status.clone(), conclusion: run.conclusion.clone(), ..Run::default() },
    };
    send(Event::Run { phase, run_id: id(&run.id), run: said }, out);
}

/// Says that a job began or is over. The log of its steps is then only the error's text where a step failed.
pub(super) fn job(phase: Phase, run: &Run, job: &Job, dialect: Dialect, out: &mut Out) {
    let said = match (dialect, phase) {
        (Dialect::Observed, _) => with_errors_only(job),
        (Dialect::Documents, Phase::Started) => Job { name: job.name.clone(), steps: Vec::new().into(), ..Job::default() },
        (Dialect::Documents, Phase::Completed) => Job { conclusion: job.conclusion.clone(), ..Job::default() },
    };
    send(Event::Job { phase, run_id: id(&run.id), job_id: id(&job.id), job: said }, out);
}

/// Says that a step began or is over.
pub(super) fn step(phase: Phase, run: &Run, job: &Job, step: &Step, dialect: Dialect, out: &mut Out) {
    let said = match (dialect, phase) {
        (Dialect::Observed, _) => step.clone(),
        (Dialect::Documents, Phase::Started) => Step { name: step.name.clone(), ..Step::default() },
        (Dialect::Documents, Phase::Completed) => Step { conclusion: step.conclusion.clone(), ..Step::default() },
    };
    let number = step.number.value().copied().unwrap_or_default();
    send(Event::Step { phase, run_id: id(&run.id), job_id: id(&job.id), number, step: said }, out);
}

/// Says a line of a step.
pub(super) fn line(run: &Run, job: &Job, number: u64, line: String, out: &mut Out) {
    send(Event::Log { run_id: id(&run.id), job_id: id(&job.id), number, line }, out);
}

fn with_errors_only(job: &Job) -> Job {
    use fleetglass_core::protocol::runner::Conclusion;
    let mut job = job.clone();
    if let Field::Value(steps) = &mut job.steps {
        for step in steps.iter_mut().filter(|step| step.conclusion.value() == Some(&Conclusion::Failure)) {
            step.log = "Process completed with exit code 101.\n".to_owned().into();
        }
    }
    job
}
