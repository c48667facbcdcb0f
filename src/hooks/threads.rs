//! Threads of an execution: the equal of the document's React hook.

use super::stream::{EventStream, Target, UseStreamOptions, use_stream};
use fleetglass_core::config::encode;
use fleetglass_core::protocol::Api;
use fleetglass_core::protocol::threads::ThreadEvent;
use leptos::prelude::*;

/// What [`use_thread_stream`] is told besides the execution.
///
/// ```
/// use fleetglass::hooks::UseThreadStreamOptions;
/// use leptos::prelude::*;
/// # let owner = Owner::new();
/// # owner.with(|| {
/// let options = UseThreadStreamOptions { thread_ids: Signal::stored(vec!["architect".to_string()]), ..Default::default() };
/// # assert_eq!(options.thread_ids.get_untracked().len(), 1);
/// # });
/// ```
#[derive(Debug, Clone)]
pub struct UseThreadStreamOptions {
    /// The threads asked for; empty for all. Another list reconnects.
    pub thread_ids: Signal<Vec<String>>,
    /// How the stream is opened.
    pub stream: UseStreamOptions,
}

impl Default for UseThreadStreamOptions {
    fn default() -> Self {
        Self { thread_ids: Signal::stored(Vec::new()), stream: UseStreamOptions::default() }
    }
}

/// What [`use_thread_stream`] returns: the events of the threads, and the state of the connection.
pub type ThreadStream = EventStream<ThreadEvent>;

/// Streams the threads of an execution: `GET /api/executions/:id/threads/stream?threadIds=…`.
///
/// Another id or another list of threads closes the stream and opens another, whose events begin anew. The stream is
/// closed when the owner is disposed of; where others show the same one it is shared. Follows the document "Thread Stream
/// (SSE)", section "React Hook".
///
/// ```
/// use fleetglass::hooks::{UseThreadStreamOptions, use_thread_stream};
/// use leptos::prelude::*;
///
/// #[component]
/// fn ThreadMonitor(#[prop(into)] execution_id: Signal<String>) -> impl IntoView {
///     let stream = use_thread_stream(execution_id, UseThreadStreamOptions::default());
///     let last = move || stream.events.get().iter().next_back().and_then(|event| event.payload.data.data_json.clone());
///     fleetglass::ui! {
///         <p>{move || if stream.connected.get() { "Connected" } else { "Disconnected" }}</p>
///         <pre>{last}</pre>
///     }
/// }
/// ```
pub fn use_thread_stream(execution_id: impl Into<Signal<String>>, options: UseThreadStreamOptions) -> ThreadStream {
    let (execution_id, thread_ids) = (execution_id.into(), options.thread_ids);
    use_stream(Api::Threads, options.stream, move || {
        let (id, threads) = (execution_id.get(), thread_ids.get());
        let filter = if threads.is_empty() {
            String::new()
        } else {
            format!("?threadIds={}", threads.iter().map(|id| encode(id)).collect::<Vec<_>>().join(","))
        };
        Target { path: format!("api/executions/{}/threads/stream{filter}", encode(&id)), subject: Some(id), thread_ids: threads }
    })
}
