//! What all hooks share: options, the signals they return, and the life of the stream behind them.

use crate::live::{Live, Spec};
use crate::platform;
use fleetglass_core::config::{Auth, Credentials, Transport};
use fleetglass_core::protocol::{Api, AuthKind};
use fleetglass_core::sse::Link;
use fleetglass_core::state::{EventLog, KeptEvent};
use leptos::prelude::*;

/// How many events a hook keeps unless it is told otherwise.
const KEPT_EVENTS: usize = 10_000;

/// How a hook opens its stream.
///
/// ```
/// use fleetglass::hooks::UseStreamOptions;
/// let options = UseStreamOptions { secret: Some("key".into()), ..Default::default() };
/// assert_eq!(options.keep, 10_000);
/// ```
#[derive(Debug, Clone)]
pub struct UseStreamOptions {
    /// The server, such as `https://box.example`; the page's own where it is empty. A path in it stands before the documented one.
    pub server: String,
    /// The secret, sent as the API's document says, else as a bearer token. With one, fetch opens the stream where a header is
    /// needed.
    pub secret: Option<String>,
    /// How the stream is opened.
    pub transport: Transport,
    /// Whether the browser sends its cookies.
    pub credentials: Credentials,
    /// How many events are kept; the oldest go first.
    pub keep: usize,
}

impl Default for UseStreamOptions {
    fn default() -> Self {
        Self { server: String::new(), secret: None, transport: Transport::Auto, credentials: Credentials::SameOrigin, keep: KEPT_EVENTS }
    }
}

/// What a hook returns: signals owned by the caller.
#[derive(Debug)]
pub struct EventStream<E: KeptEvent + Send + Sync> {
    /// The typed events, oldest first: bounded, and cheap to clone.
    pub events: Signal<EventLog<E>>,
    /// Whether the stream is open.
    pub connected: Signal<bool>,
    /// The state of the connection, with what it needs to be told in words.
    pub link: Signal<Link>,
}

impl<E: KeptEvent + Send + Sync> Clone for EventStream<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E: KeptEvent + Send + Sync> Copy for EventStream<E> {}

/// Where a stream is: what a hook's arguments come to.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Target {
    pub(super) path: String,
    pub(super) subject: Option<String>,
    pub(super) thread_ids: Vec<String>,
}

/// Opens the stream that `target` says, another when it says another, and closes it with its owner.
pub(super) fn use_stream<E: KeptEvent + Send + Sync>(
    api: Api,
    options: UseStreamOptions,
    target: impl Fn() -> Target + Send + Sync + 'static,
) -> EventStream<E> {
    let keep = options.keep;
    let target = Memo::new(move |_| target());
    let hold = StoredValue::new_local(None);
    let live = Memo::new(move |_| {
        let live = Live::open(spec(api, &options, target.get()), options.secret.clone());
        live.keep_events(keep);
        hold.set_value(Some(live.hold()));
        live
    });
    // A memo runs when it is read: the stream opens at once, though nobody may read it yet.
    Effect::new(move |_| drop(live.get()));
    let link = Signal::derive(move || live.get().link());
    EventStream {
        events: Signal::derive(move || {
            let live = live.get();
            live.track_events();
            live.read(|state| state.events::<E>().cloned().unwrap_or_default())
        }),
        connected: Signal::derive(move || link.get().is_open()),
        link,
    }
}

fn spec(api: Api, options: &UseStreamOptions, target: Target) -> Spec {
    let server = options.server.trim_end_matches('/');
    let relative = if server.is_empty() { format!("/{}", target.path) } else { format!("{server}/{}", target.path) };
    let (kind, name, prefix) = match (api.auth(), &options.secret) {
        // The document asks for none, but somebody's server does.
        ((AuthKind::None, ..), Some(_)) => (AuthKind::Header, "Authorization", "Bearer "),
        (documented, _) => documented,
    };
    let needs_secret = matches!(kind, AuthKind::Header | AuthKind::Query);
    Spec {
        api,
        address: platform::resolve(&relative, &platform::base_address()).unwrap_or(relative),
        subject: target.subject,
        thread_ids: target.thread_ids,
        transport: options.transport,
        credentials: options.credentials,
        auth: Auth { kind, name: name.to_owned(), prefix: prefix.to_owned() },
        heartbeat_ms: api.heartbeat_ms(),
        credential: options.secret.clone().filter(|_| needs_secret).unwrap_or_default(),
    }
}
