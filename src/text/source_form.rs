//! The form for a source.

/// The form for a source, a new one or one that is there.
#[derive(Debug)]
pub struct SourceForm {
    /// The heading.
    pub title: &'static str,
    /// The name of the form of a source that is there.
    pub edit: fn(&str) -> String,
    /// The address of a stream.
    pub address: &'static str,
    /// An example of one.
    pub address_hint: &'static str,
    /// Its API.
    pub api: &'static str,
    /// No API is chosen.
    pub choose: &'static str,
    /// The API that the path shows.
    pub recognised: fn(&str) -> String,
    /// The ids that stand for `{id}`.
    pub ids: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Nobody has to fill this in.
    pub optional: &'static str,
    /// Opens the rest of the form.
    pub more: &'static str,
    /// The threads that are asked for.
    pub thread_ids: &'static str,
    /// All of them.
    pub all_threads: &'static str,
    /// How it is opened.
    pub transport: &'static str,
    /// `EventSource` where it can serve, else fetch.
    pub transport_auto: &'static str,
    /// Whether cookies go along.
    pub credentials: &'static str,
    /// Never.
    pub omit: &'static str,
    /// To this page's own server.
    pub same_origin: &'static str,
    /// To any server.
    pub include: &'static str,
    /// How the server knows who asks.
    pub auth: &'static str,
    /// It need not.
    pub auth_none: &'static str,
    /// By its cookie.
    pub auth_cookie: &'static str,
    /// By a key in the address.
    pub auth_query: &'static str,
    /// By a key in a header.
    pub auth_header: &'static str,
    /// What the API's document says of it: the way, and the name of the header or the parameter.
    pub auth_documented: fn(way: &str, name: &str) -> String,
    /// The name of the header.
    pub auth_header_name: &'static str,
    /// The name of the parameter.
    pub auth_query_name: &'static str,
    /// What stands before the key.
    pub auth_prefix: &'static str,
    /// The key.
    pub key: &'static str,
    /// A key is held already.
    pub key_held: &'static str,
    /// How often a sign of life is due.
    pub heartbeat: &'static str,
    /// Where prompts are answered.
    pub answer: &'static str,
    /// What its placeholders stand for.
    pub answer_hint: &'static str,
    /// Adds it.
    pub submit: &'static str,
    /// Changes it.
    pub save: &'static str,
    /// Leaves it as it was.
    pub cancel: &'static str,
    /// Tries the address.
    pub test: &'static str,
    /// There is no address.
    pub needs_address: &'static str,
    /// It is no address of a web server.
    pub not_http: &'static str,
    /// The API cannot be told.
    pub needs_api: &'static str,
    /// `{id}` stands for nothing.
    pub needs_ids: &'static str,
    /// The heartbeat is no time.
    pub bad_heartbeat: &'static str,
    /// A header or a parameter has no name.
    pub needs_auth_name: &'static str,
    /// The place for answers is no address of a web server.
    pub answer_not_http: &'static str,
    /// The place for answers holds something that nothing fills.
    pub answer_unknown: fn(&str) -> String,
}

pub(super) const ENGLISH: SourceForm = SourceForm {
    title: "Add a source",
    edit: |name| format!("Settings of {name}"),
    address: "Address of an event stream",
    address_hint: "https://box.example/api/agent-workspace/stream",
    api: "API",
    choose: "By its first event",
    recognised: |api| format!("By its path: {api}"),
    ids: "Ids for {id}, separated by commas",
    name: "Name",
    optional: "Optional",
    more: "More settings",
    thread_ids: "Only these threads, separated by commas",
    all_threads: "All",
    transport: "Transport",
    transport_auto: "EventSource, or fetch where it needs a header",
    credentials: "Send cookies",
    omit: "Never",
    same_origin: "Only to this page's own server",
    include: "To any server",
    auth: "The server knows you by",
    auth_none: "Nothing",
    auth_cookie: "A cookie",
    auth_query: "A key in the address",
    auth_header: "A key in a header",
    auth_documented: |way, name| {
        if name.is_empty() { format!("As documented: {way}") } else { format!("As documented: {way}, {name}") }
    },
    auth_header_name: "Header",
    auth_query_name: "Parameter",
    auth_prefix: "Text before the key",
    key: "Key, kept in memory only",
    key_held: "One is held; leave this empty to keep it",
    heartbeat: "A sign of life is due every, in seconds",
    answer: "Where prompts are answered",
    answer_hint: "{executionId}, {threadId} and {id} (the last id of a unit) are filled in.",
    submit: "Add and connect",
    save: "Save",
    cancel: "Cancel",
    test: "Test",
    needs_address: "An address is needed.",
    not_http: "The address has to begin with https://, http:// or /, or be relative to this page.",
    needs_api: "Neither the path nor an event tells the API. Choose it.",
    needs_ids: "The address holds {id}: say which ids.",
    bad_heartbeat: "This has to be a number of seconds, 0.1 at least.",
    needs_auth_name: "Say what the header or the parameter is called.",
    answer_not_http: "This has to begin with https:// or http://.",
    answer_unknown: |found| format!("{found} stands for nothing: only {{executionId}}, {{threadId}} and {{id}} do."),
};
