//! What is known of each API before a byte arrives: names, promises, and how its streams are opened.

/// One of the APIs Fleetglass reads. The fourth document holds two streams, so there are six.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Api {
    /// Fleet-wide pipeline state and logs: `GET /api/agent-workspace/stream`.
    AgentWorkspace,
    /// Agent status: `GET /api/v1/agent/status/stream`.
    AgentStatus,
    /// Thread output and lifecycle: `GET /api/executions/:id/threads/stream`.
    Threads,
    /// Progress of one agent's execution: `GET /api/streaming/agents/:name/stream`.
    AgentExecution,
    /// Progress of a workflow's steps: `GET /api/streaming/workflows/:id/stream`.
    WorkflowExecution,
    /// A runner's run, job and step events: `GET /api/events`.
    Runner,
}

/// What a stream says again after a reconnect, and so what may be claimed then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Memory {
    /// Everything: what is absent has ended.
    Repeats,
    /// What came after `Last-Event-ID`, where the server keeps it.
    Resumes,
    /// Nothing: what was known is unconfirmed until an event names it.
    Nothing,
}

/// How a source proves who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuthKind {
    /// No proof.
    None,
    /// The browser's cookie for the server.
    Cookie,
    /// A key in the query.
    Query,
    /// A header; needs the fetch transport.
    Header,
}

/// An address whose path is one of the documented ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognised {
    /// The API of that path.
    pub api: Api,
    /// The id or name the path holds, decoded.
    pub subject: Option<String>,
}

impl Api {
    /// All of them, in the order of the documents.
    pub const ALL: [Self; 6] =
        [Self::AgentWorkspace, Self::AgentStatus, Self::Threads, Self::AgentExecution, Self::WorkflowExecution, Self::Runner];

    /// Returns the name used in `config.json` and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::AgentWorkspace => "agent-workspace",
            Self::AgentStatus => "agent-status",
            Self::Threads => "threads",
            Self::AgentExecution => "agent-execution",
            Self::WorkflowExecution => "workflow-execution",
            Self::Runner => "runner",
        }
    }

    /// Returns the API of that name.
    ///
    /// ```
    /// use fleetglass_core::protocol::Api;
    /// assert_eq!(Api::from_name("runner"), Some(Api::Runner));
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|api| api.name() == name)
    }

    /// Returns every event name that a document promises or a real server was seen to send, signs of life included.
    ///
    /// `EventSource` drops the names nobody registered, so all of these are.
    #[must_use]
    pub fn event_names(self) -> &'static [&'static str] {
        match self {
            Self::AgentWorkspace => super::workspace::NAMES,
            Self::AgentStatus => super::status::NAMES,
            Self::Threads => super::threads::NAMES,
            Self::AgentExecution => super::executions::AGENT_NAMES,
            Self::WorkflowExecution => super::executions::WORKFLOW_NAMES,
            Self::Runner => super::runner::NAMES,
        }
    }

    /// Returns how often the document promises a sign of life, in milliseconds.
    #[must_use]
    pub fn heartbeat_ms(self) -> u64 {
        match self {
            Self::AgentWorkspace | Self::Threads | Self::AgentExecution | Self::WorkflowExecution => 15_000,
            Self::AgentStatus | Self::Runner => 30_000,
        }
    }

    /// Says whether the sign of life is a comment, which `EventSource` hides.
    #[must_use]
    pub fn heartbeat_is_comment(self) -> bool {
        match self {
            Self::AgentWorkspace | Self::Runner => false,
            Self::AgentStatus | Self::Threads | Self::AgentExecution | Self::WorkflowExecution => true,
        }
    }

    /// Returns after how many milliseconds the server ends every connection as a matter of routine.
    #[must_use]
    pub fn routine_cut_ms(self) -> Option<u64> {
        match self {
            Self::AgentWorkspace => Some(300_000),
            Self::AgentStatus | Self::Threads | Self::AgentExecution | Self::WorkflowExecution | Self::Runner => None,
        }
    }

    /// Returns what the stream says again after a reconnect.
    #[must_use]
    pub fn memory(self) -> Memory {
        match self {
            Self::AgentWorkspace | Self::AgentStatus => Memory::Repeats,
            Self::AgentExecution | Self::WorkflowExecution => Memory::Resumes,
            Self::Threads | Self::Runner => Memory::Nothing,
        }
    }

    /// Returns how the document says a client proves who it is, with the name of the header or parameter.
    #[must_use]
    pub fn auth(self) -> (AuthKind, &'static str, &'static str) {
        match self {
            Self::AgentWorkspace => (AuthKind::Cookie, "", ""),
            Self::AgentStatus => (AuthKind::Header, "X-Status-Key", ""),
            Self::AgentExecution | Self::WorkflowExecution => (AuthKind::Header, "Authorization", "Bearer "),
            Self::Threads | Self::Runner => (AuthKind::None, "", ""),
        }
    }

    /// Returns the API and the subject of an address by its path, or `None` where no document names that path.
    ///
    /// ```
    /// use fleetglass_core::protocol::Api;
    /// let found = Api::recognise("https://box.example/api/executions/exec-123/threads/stream?threadIds=a").unwrap();
    /// assert_eq!((found.api, found.subject.as_deref()), (Api::Threads, Some("exec-123")));
    /// ```
    #[must_use]
    pub fn recognise(address: &str) -> Option<Recognised> {
        let path = address.split(['?', '#']).next()?;
        let path = path.split_once("://").map_or(path, |(_, rest)| rest.find('/').map_or("", |at| &rest[at..]));
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let found = |api, subject: Option<&str>| Some(Recognised { api, subject: subject.map(percent_decode) });
        match parts.as_slice() {
            [.., "api", "agent-workspace", "stream"] => found(Self::AgentWorkspace, None),
            [.., "api", "v1", "agent", "status", "stream"] => found(Self::AgentStatus, None),
            [.., "executions", id, "threads", "stream"] => found(Self::Threads, Some(id)),
            [.., "streaming", "agents", name, "stream"] => found(Self::AgentExecution, Some(name)),
            [.., "streaming", "workflows", id, "stream"] => found(Self::WorkflowExecution, Some(id)),
            [.., "api", "events"] => found(Self::Runner, None),
            _ => None,
        }
    }

    /// Returns the API that an event is of, or `None` where more than one may send it.
    ///
    /// ```
    /// use fleetglass_core::protocol::Api;
    /// assert_eq!(Api::of_event("thread_output", "{}"), Some(Api::Threads));
    /// assert_eq!(Api::of_event("ping", "{}"), None);
    /// ```
    #[must_use]
    pub fn of_event(event: &str, data: &str) -> Option<Self> {
        let holds = |key: &str| data.contains(&format!("\"{key}\""));
        match event {
            "fleet_snapshot" | "fleet_update" | "fleet_logs" => Some(Self::AgentWorkspace),
            "status" if holds("sessions") || holds("global") => Some(Self::AgentStatus),
            "connected" if holds("threadIds") => Some(Self::Threads),
            "step_start" | "step_progress" | "step_complete" => Some(Self::WorkflowExecution),
            "progress" if holds("step") || holds("progress") => Some(Self::AgentExecution),
            "complete" if holds("result") => Some(Self::AgentExecution),
            name if name.starts_with("thread_") => Some(Self::Threads),
            name if ["run.", "job.", "step."].iter().any(|kind| name.starts_with(kind)) => Some(Self::Runner),
            _ => None,
        }
    }
}

/// Decodes `%41` to `A`; what is no escape stays as it is.
#[must_use]
pub fn percent_decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        // `from_str_radix` alone would take `+1` for a number.
        let hex = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3)).flatten().filter(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()));
        let hex = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match hex {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}
