//! What the world hands to the server: events on their way, and what a client gets when it connects.

use super::whole_numbers;
use fleetglass_core::protocol::Api;
use std::borrow::Cow;

/// One event on its way to the clients.
#[derive(Debug, Clone)]
pub(crate) struct Outgoing {
    pub(crate) api: Api,
    pub(crate) event: Cow<'static, str>,
    pub(crate) data: String,
    pub(crate) id: Option<String>,
    /// The execution, agent or workflow it is about; `None` reaches every stream of the API.
    pub(crate) subject: Option<String>,
    /// The thread it is about, for the filter of API 3.
    pub(crate) thread: Option<String>,
    /// The streams of this subject end after it.
    pub(crate) last: bool,
    /// Sent by a person through the control: it also reaches streams that play a file.
    pub(crate) by_hand: bool,
    /// `data` is written as it is, outside the format.
    pub(crate) raw: bool,
}

impl Outgoing {
    /// Makes an event for every stream of an API.
    pub(crate) fn new(api: Api, (event, data): (&'static str, String)) -> Self {
        let data = whole_numbers(&data);
        Self { api, event: Cow::Borrowed(event), data, id: None, subject: None, thread: None, last: false, by_hand: false, raw: false }
    }

    /// Makes it an event of one subject only.
    pub(crate) fn about(self, subject: &str) -> Self {
        Self { subject: Some(subject.to_owned()), ..self }
    }
}

/// Where actors put what they send.
pub(crate) type Out = Vec<Outgoing>;

/// What a client gets when it connects.
#[derive(Debug, Default)]
pub(crate) struct Greeting {
    pub(crate) frames: Vec<Outgoing>,
    /// The stream is over after these.
    pub(crate) ends: bool,
}

/// Who connects, as far as the world cares.
#[derive(Debug, Default, Clone)]
pub(crate) struct Visitor {
    pub(crate) subject: Option<String>,
    pub(crate) threads: Option<Vec<String>>,
    pub(crate) last_event_id: Option<String>,
}
