//! `fleetglass-sim reduce`: what a stream adds up to, as one JSON object.

use crate::args::Reduce;
use crate::say;
use fleetglass_core::state::report::Report;
use std::io::Read;

/// Reads standard input to its end and writes the report.
///
/// # Errors
/// Where standard input cannot be read.
pub(crate) fn run(options: &Reduce) -> Result<(), String> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes).map_err(|cause| format!("standard input: {cause}"))?;
    let report = Report::of_bytes(options.api, options.subject.as_deref(), &bytes);
    say(&serde_json::to_string(&report).map_err(|cause| cause.to_string())?);
    Ok(())
}
