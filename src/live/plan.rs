//! From a source's settings to a request and a policy: which transport, which headers, what may be expected.

use crate::platform;
use crate::transport::{self, Gate, Request, Sink, event_source, fetch};
use fleetglass_core::config::{Auth, Credentials, Transport};
use fleetglass_core::protocol::{Api, AuthKind, Memory};
use fleetglass_core::sse::{Failure, Policy};
use std::rc::Rc;

/// What a stream is opened with: settings, and the secret where one was given.
#[derive(Debug, Clone, PartialEq)]
pub struct Spec {
    /// The API.
    pub api: Api,
    /// The absolute address, without a secret.
    pub address: String,
    /// The id or name that the address carries.
    pub subject: Option<String>,
    /// The threads shown; empty for all.
    pub thread_ids: Vec<String>,
    /// The transport asked for.
    pub transport: Transport,
    /// Whether the browser sends its cookies.
    pub credentials: Credentials,
    /// How the source proves who asks.
    pub auth: Auth,
    /// How often a sign of life is due, in milliseconds.
    pub heartbeat_ms: u64,
    /// Whose credential it is: streams with different ones are never shared. Empty where none is needed.
    pub credential: String,
}

impl Spec {
    /// Says whether fetch opens the stream: where asked for, where a header must be sent, and where resuming needs one.
    pub(super) fn uses_fetch(&self, has_secret: bool) -> bool {
        match self.transport {
            Transport::Fetch => true,
            Transport::EventSource => false,
            Transport::Auto => self.api.memory() == Memory::Resumes || (has_secret && self.auth.kind == AuthKind::Header),
        }
    }

    /// Opens a request by the transport that this stream uses.
    pub(super) fn open(&self, request: Request, has_secret: bool, sink: Sink, gate: &Rc<Gate>) -> Result<transport::Transport, Failure> {
        if self.uses_fetch(has_secret) {
            return Ok(transport::Transport::Fetch(fetch::open(request, sink, Rc::clone(gate))));
        }
        event_source::open(&request, self.api.event_names(), &sink).map(transport::Transport::EventSource)
    }

    /// Returns what the connection may expect.
    pub(super) fn policy(&self, has_secret: bool) -> Policy {
        let fetch = self.uses_fetch(has_secret);
        Policy {
            heartbeat_ms: Some(self.heartbeat_ms),
            heartbeats_visible: fetch || !self.api.heartbeat_is_comment(),
            resumes: fetch && self.api.memory() == Memory::Resumes,
            cross_origin: platform::origin_of(&self.address).is_some_and(|origin| origin != platform::own_origin()),
            can_probe: !fetch,
            routine_cut_ms: self.api.routine_cut_ms(),
        }
    }

    /// Returns the request.
    pub(super) fn request(&self, secret: Option<&str>, last_event_id: &str) -> Request {
        self.request_at(&self.address, secret, last_event_id)
    }

    /// Returns the request for another address of the same source.
    pub(super) fn request_at(&self, address: &str, secret: Option<&str>, last_event_id: &str) -> Request {
        let mut request = Request {
            address: address.to_owned(),
            headers: Vec::new(),
            credentials: self.credentials,
            last_event_id: last_event_id.to_owned(),
            secret: false,
        };
        if let Some(secret) = secret {
            match self.auth.kind {
                AuthKind::Header => request.headers.push((self.auth.name.clone(), format!("{}{secret}", self.auth.prefix))),
                AuthKind::Query => {
                    let joint = if request.address.contains('?') { '&' } else { '?' };
                    let (name, value) = (fleetglass_core::config::encode(&self.auth.name), fleetglass_core::config::encode(secret));
                    request.address = format!("{}{joint}{name}={value}", request.address);
                }
                AuthKind::None | AuthKind::Cookie => return request,
            }
            request.secret = true;
        }
        request
    }
}

/// Makes each connection's jitter another.
pub(super) fn seed(key: u64) -> u64 {
    platform::time::now_ms().rotate_left(32) ^ key.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}
