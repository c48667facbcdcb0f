//! What was typed into the form of a source, and the source that it makes.

use crate::live::Source as Held;
use crate::pages::sources::api_word;
use crate::text::t;
use fleetglass_core::config::{AnswerProblem, Auth, Credentials, Source, Transport};
use fleetglass_core::protocol::{Api, AuthKind};
use leptos::prelude::*;

/// The field that something is wrong with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Address,
    Api,
    Ids,
    Heartbeat,
    AuthName,
    Answer,
}

/// What is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wrong(pub(super) Field, pub(super) String);

impl Wrong {
    /// Nothing tells the API.
    pub(super) fn api() -> Self {
        Self(Field::Api, t().sources.add.needs_api.to_owned())
    }
}

/// What was typed. Each field is a text, as fields are.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    pub(super) address: RwSignal<String>,
    pub(super) api: RwSignal<String>,
    pub(super) ids: RwSignal<String>,
    pub(super) name: RwSignal<String>,
    pub(super) thread_ids: RwSignal<String>,
    pub(super) transport: RwSignal<String>,
    pub(super) credentials: RwSignal<String>,
    /// Empty as the API's document says.
    pub(super) auth_kind: RwSignal<String>,
    pub(super) auth_name: RwSignal<String>,
    pub(super) auth_prefix: RwSignal<String>,
    /// In seconds; empty as the API's document says.
    pub(super) heartbeat: RwSignal<String>,
    pub(super) answer: RwSignal<String>,
    pub(super) secret: RwSignal<String>,
}

const TRANSPORTS: [(&str, Transport); 3] =
    [("auto", Transport::Auto), ("eventsource", Transport::EventSource), ("fetch", Transport::Fetch)];
const CREDENTIALS: [(&str, Credentials); 3] =
    [("omit", Credentials::Omit), ("same-origin", Credentials::SameOrigin), ("include", Credentials::Include)];
const AUTH_KINDS: [(&str, AuthKind); 4] =
    [("none", AuthKind::None), ("cookie", AuthKind::Cookie), ("query", AuthKind::Query), ("header", AuthKind::Header)];

fn word_of<T: Copy + PartialEq>(words: &[(&'static str, T)], of: T) -> String {
    words.iter().find(|(_, held)| *held == of).map_or_else(String::new, |(word, _)| (*word).to_owned())
}

fn of_word<T: Copy>(words: &[(&'static str, T)], word: &str) -> Option<T> {
    words.iter().find(|(held, _)| *held == word).map(|(_, of)| *of)
}

fn listed(text: &str) -> Vec<String> {
    text.split([',', '\n']).map(|id| id.trim().to_owned()).filter(|id| !id.is_empty()).collect()
}

impl Draft {
    /// Makes an empty one.
    pub(super) fn empty() -> Self {
        let text = || RwSignal::new(String::new());
        Self {
            address: text(),
            api: text(),
            ids: text(),
            name: text(),
            thread_ids: text(),
            transport: RwSignal::new("auto".to_owned()),
            credentials: RwSignal::new("same-origin".to_owned()),
            auth_kind: text(),
            auth_name: text(),
            auth_prefix: text(),
            heartbeat: text(),
            answer: text(),
            secret: text(),
        }
    }

    /// Makes the draft of a source that is there.
    pub(super) fn of(source: &Source) -> Self {
        let draft = Self::empty();
        let default = Source::new(&source.id, source.api, &source.url);
        draft.address.set(source.url.clone());
        draft.api.set(source.api.name().to_owned());
        draft.ids.set(source.ids.join(", "));
        draft.name.set(source.name.clone());
        draft.thread_ids.set(source.thread_ids.join(", "));
        draft.transport.set(word_of(&TRANSPORTS, source.transport));
        draft.credentials.set(word_of(&CREDENTIALS, source.credentials));
        if source.auth != default.auth {
            draft.auth_kind.set(word_of(&AUTH_KINDS, source.auth.kind));
            draft.auth_name.set(source.auth.name.clone());
            draft.auth_prefix.set(source.auth.prefix.clone());
        }
        if source.heartbeat_ms != default.heartbeat_ms {
            draft.heartbeat.set((source.heartbeat_ms as f64 / 1000.0).to_string());
        }
        draft.answer.set(source.answer_url.clone().unwrap_or_default());
        draft
    }

    /// Empties it.
    pub(super) fn clear(self) {
        for field in [self.address, self.api, self.ids, self.name, self.thread_ids, self.heartbeat, self.answer, self.secret] {
            field.set(String::new());
        }
        for field in [self.auth_kind, self.auth_name, self.auth_prefix] {
            field.set(String::new());
        }
        self.transport.set("auto".to_owned());
        self.credentials.set("same-origin".to_owned());
    }

    /// Returns the API that was chosen, or that the path shows; tracked.
    pub(super) fn api(self) -> Option<Api> {
        self.api.with(|api| Api::from_name(api)).or_else(|| self.recognised())
    }

    /// Returns the API that the path shows; tracked.
    pub(super) fn recognised(self) -> Option<Api> {
        self.address.with(|address| Api::recognise(address.trim())).map(|found| found.api)
    }

    /// Says whether the address stands for many; tracked.
    pub(super) fn has_ids(self) -> bool {
        self.address.with(|address| address.contains("{id}"))
    }

    /// Returns how the server knows who asks: as chosen, else as the API's document says; tracked.
    pub(super) fn auth_kind(self) -> AuthKind {
        let of_api = || self.api().map_or(AuthKind::None, |api| api.auth().0);
        self.auth_kind.with(|kind| of_word(&AUTH_KINDS, kind)).unwrap_or_else(of_api)
    }

    /// Says whether a key goes along; tracked.
    pub(super) fn takes_key(self) -> bool {
        matches!(self.auth_kind(), AuthKind::Header | AuthKind::Query)
    }

    /// Returns the key that was typed; not tracked.
    pub(super) fn secret(self) -> Option<String> {
        Some(self.secret.get_untracked()).filter(|secret| !secret.is_empty() && untrack(|| self.takes_key()))
    }

    /// Makes the source, or says what is wrong. Without an API the one of `stand_in` is taken. `held` is the source that is edited.
    pub(super) fn source(self, held: Option<&Held>, taken: &[String], stand_in: Option<Api>) -> Result<Source, Wrong> {
        let words = &t().sources.add;
        let wrong = |field, words: &str| Err(Wrong(field, words.to_owned()));
        let address = self.address.get_untracked().trim().to_owned();
        let scheme = address.split_once(':').map(|(scheme, _)| scheme).filter(|scheme| scheme.chars().all(char::is_alphanumeric));
        match scheme.map(str::to_ascii_lowercase).as_deref() {
            _ if address.is_empty() => return wrong(Field::Address, words.needs_address),
            Some("http" | "https") | None => {}
            Some(_) => return wrong(Field::Address, words.not_http),
        }
        let Some(api) = untrack(|| self.api()).or(stand_in) else { return Err(Wrong::api()) };
        let has_ids = address.contains("{id}");
        let ids = listed(&self.ids.get_untracked());
        if has_ids && ids.is_empty() {
            return wrong(Field::Ids, words.needs_ids);
        }
        let typed_name = Some(self.name.get_untracked().trim().to_owned()).filter(|name| !name.is_empty());
        let name = typed_name.unwrap_or_else(|| name_of(&address, api));
        let id = held.map_or_else(|| free_id(&name, taken), Held::id);
        let mut source = Source::new(&id, api, &address);
        source.name = name;
        source.ids = if has_ids { ids } else { Vec::new() };
        if api == Api::Threads {
            source.thread_ids = listed(&self.thread_ids.get_untracked());
        }
        source.transport = self.transport.with_untracked(|word| of_word(&TRANSPORTS, word)).unwrap_or_default();
        source.credentials = self.credentials.with_untracked(|word| of_word(&CREDENTIALS, word)).unwrap_or_default();
        if let Some(kind) = self.auth_kind.with_untracked(|word| of_word(&AUTH_KINDS, word)) {
            source.auth = self.auth(kind)?;
        }
        if let Some(ms) = self.heartbeat_ms()? {
            source.heartbeat_ms = ms;
        }
        source.answer_url = self.answer_url()?;
        Ok(source)
    }

    fn auth(self, kind: AuthKind) -> Result<Auth, Wrong> {
        let name = self.auth_name.get_untracked().trim().to_owned();
        match kind {
            AuthKind::None | AuthKind::Cookie => Ok(Auth { kind, name: String::new(), prefix: String::new() }),
            AuthKind::Query | AuthKind::Header if name.is_empty() => {
                Err(Wrong(Field::AuthName, t().sources.add.needs_auth_name.to_owned()))
            }
            AuthKind::Query => Ok(Auth { kind, name, prefix: String::new() }),
            AuthKind::Header => Ok(Auth { kind, name, prefix: self.auth_prefix.get_untracked() }),
        }
    }

    fn heartbeat_ms(self) -> Result<Option<u64>, Wrong> {
        let typed = self.heartbeat.get_untracked().trim().replace(',', ".");
        if typed.is_empty() {
            return Ok(None);
        }
        let seconds = typed.parse::<f64>().ok().filter(|seconds| (0.1..=86_400.0).contains(seconds));
        match seconds {
            Some(seconds) => Ok(Some((seconds * 1000.0).round() as u64)),
            None => Err(Wrong(Field::Heartbeat, t().sources.add.bad_heartbeat.to_owned())),
        }
    }

    fn answer_url(self) -> Result<Option<String>, Wrong> {
        let words = &t().sources.add;
        let template = self.answer.get_untracked().trim().to_owned();
        if template.is_empty() {
            return Ok(None);
        }
        match AnswerProblem::of(&template) {
            None => Ok(Some(template)),
            Some(AnswerProblem::NotHttp) => Err(Wrong(Field::Answer, words.answer_not_http.to_owned())),
            Some(AnswerProblem::Unknown(found)) => Err(Wrong(Field::Answer, (words.answer_unknown)(&found))),
        }
    }
}

/// Names a source nobody named: by what its path holds, else by its server.
fn name_of(address: &str, api: Api) -> String {
    let subject = Api::recognise(address).and_then(|found| found.subject).filter(|subject| !subject.contains("{id}"));
    let server = address.split_once("://").and_then(|(_, rest)| rest.split('/').next()).filter(|server| !server.is_empty());
    subject.or_else(|| server.map(|server| format!("{server} {}", api_word(api)))).unwrap_or_else(|| api_word(api).to_owned())
}

fn free_id(name: &str, taken: &[String]) -> String {
    let base: String = name.chars().map(|c| if c.is_alphanumeric() || "-._".contains(c) { c } else { '-' }).collect();
    let mut numbered = (2..).map(|n| format!("{base}-{n}"));
    if taken.contains(&base) { numbered.find(|id| !taken.contains(id)).unwrap_or(base) } else { base }
}
