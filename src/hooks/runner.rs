//! A runner's run, job and step events.

use super::stream::{EventStream, Target, UseStreamOptions, use_stream};
use fleetglass_core::protocol::{Api, runner::Event};

/// Streams all runs of a runner: `GET /api/events`. Follows the document "SSE Events".
///
/// ```
/// use fleetglass::hooks::{UseStreamOptions, use_runner};
/// fn view() {
///     let stream = use_runner(UseStreamOptions::default());
///     let _ = stream.events;
/// }
/// ```
pub fn use_runner(options: UseStreamOptions) -> EventStream<Event> {
    use_stream(Api::Runner, options, || Target { path: "api/events".to_owned(), ..Target::default() })
}
