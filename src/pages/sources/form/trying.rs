//! Trying the address of the form: what came of it, in words, and the API that an event told.

use super::draft::{Draft, Wrong};
use super::fields::WrongSignal;
use crate::components::words::Words;
use crate::live::{Fleet, Source, Trial};
use crate::pages::sources::api_word;
use crate::platform;
use crate::text::link::Next;
use crate::text::numbers::took;
use crate::text::{Part, Phrase, t};
use crate::ui;
use fleetglass_core::protocol::Api;
use fleetglass_core::sse::Failure;
use fleetglass_core::trial::{ANSWER_MS, Finding, Stage, Told};
use leptos::prelude::*;

/// A try of the form's address, and whether a source is to be made once it tells the API.
#[derive(Clone, Copy)]
pub(super) struct Trying {
    draft: Draft,
    trial: RwSignal<Option<(Trial, String)>>,
    then_add: RwSignal<bool>,
}

impl Trying {
    /// Makes one that has not begun. Another address forgets what the last one told.
    pub(super) fn new(draft: Draft) -> Self {
        let trying = Self { draft, trial: RwSignal::new(None), then_add: RwSignal::new(false) };
        Effect::new(move |began: Option<()>| {
            draft.address.track();
            if began.is_some() {
                trying.stop();
            }
        });
        trying
    }

    /// Forgets it.
    pub(super) fn stop(self) {
        self.trial.set(None);
        self.then_add.set(false);
    }

    /// Begins; with `then_add` the form is sent when the API is known. `held` is the source that is edited.
    pub(super) fn begin(self, held: Option<&Source>, then_add: bool) -> Result<(), Wrong> {
        let known = untrack(|| self.draft.api());
        // What stands in decides nothing: a request is the same for every API that wants no key.
        let config = self.draft.source(held, &[], Some(Api::Runner))?;
        let base = held.map_or_else(platform::base_address, |source| source.base().to_owned());
        let server = config.streams().first().and_then(|(_, address)| platform::server_of(&platform::resolve(address, &base)?));
        let secret = self.draft.secret();
        let trial = match held {
            Some(source) if secret.is_none() => source.try_out(&config, known),
            _ => Trial::begin(&config, &base, secret.as_deref(), known),
        };
        self.trial.set(trial.map(|trial| (trial, server.unwrap_or_default())));
        self.then_add.set(then_add);
        Ok(())
    }

    /// Takes over the API that an event told, and runs `add` where that was waited for.
    pub(super) fn follow(self, wrong: WrongSignal, add: Callback<()>) {
        Effect::new(move |_| {
            let Some(Stage::Done(finding)) = self.trial.with(|trial| trial.as_ref().map(|(trial, _)| trial.stage())) else { return };
            let found = match finding {
                Finding::Works { api: Told::ByEvent(api), .. } => Some(api),
                _ => None,
            };
            if let Some(api) = found {
                self.draft.api.set(api.name().to_owned());
            }
            if self.then_add.try_update(std::mem::take).unwrap_or_default() {
                match found {
                    Some(_) => add.run(()),
                    None => wrong.set(Some(Wrong::api())),
                }
            }
        });
    }
}

/// What came of the try; nothing before it began.
#[component]
pub(super) fn TrialWords(fleet: Fleet, trying: Trying) -> impl IntoView {
    let phrase = Signal::derive(move || {
        let (trial, server) = trying.trial.get()?;
        let stage = trial.stage();
        // Only what waits asks for the time.
        let now_ms = if matches!(stage, Stage::Listening { .. }) { fleet.now() } else { 0 };
        Some(said(&stage, &server, now_ms))
    });
    let works = move || {
        let stage = trying.trial.with(|trial| trial.as_ref().map(|(trial, _)| trial.stage()));
        match stage {
            Some(Stage::Hearing | Stage::Done(Finding::Works { api: Told::Before(_) | Told::ByEvent(_), .. })) => "works",
            Some(Stage::Done(_)) => "fails",
            _ => "asks",
        }
    };
    ui! {
        <p class="fg-add__trial" role="status" data-trial=works>
            <Words phrase=Signal::derive(move || phrase.get().unwrap_or_default()) />
        </p>
    }
}

fn said(stage: &Stage, server: &str, now_ms: u64) -> Phrase {
    let words = &t().trial;
    let ours = |text: String| vec![Part::Ours(text)];
    match stage {
        Stage::Asking { .. } => ours((words.asking)(server)),
        Stage::Listening { since_ms, signs } => ours((words.listening)(now_ms.saturating_sub(*since_ms) / 1000, *signs)),
        Stage::Hearing => ours(words.hearing.to_owned()),
        Stage::Done(finding) => found(finding, server),
    }
}

fn found(finding: &Finding, server: &str) -> Phrase {
    let (words, link) = (&t().trial, &t().link);
    let ours = |text: String| vec![Part::Ours(text)];
    match finding {
        Finding::Works { api, first_ms, events } => ours(match api {
            Told::Before(api) => (words.works)(api_word(*api), &took(*first_ms), *events),
            Told::ByEvent(api) => (words.works_by_event)(api_word(*api), &took(*first_ms), *events),
            Told::Another { chosen, found } => (words.another)(api_word(*found), api_word(*chosen)),
            Told::Nothing => (words.nameless)(*events),
        }),
        Finding::NoEvent { waited_ms, signs, .. } => ours((words.no_event)(waited_ms / 1000, *signs)),
        Finding::Ended => ours(words.ended.to_owned()),
        Finding::NoContent => ours(words.no_content.to_owned()),
        Finding::SignedOut { status, words: theirs } => (words.signed_out)(server, *status, theirs.as_deref()),
        Finding::Status { status, words: theirs, retry_after_ms } => {
            let mut phrase = (link.status)(server, *status, theirs.as_deref(), None::<Next>);
            if let Some(ms) = retry_after_ms {
                let quoted = matches!(phrase.last(), Some(Part::Theirs(_)));
                phrase.push(Part::Ours((words.again)(ms.div_ceil(1000), quoted)));
            }
            phrase
        }
        Finding::ContentType(found) => (link.content_type)(server, found),
        Finding::Failed(Failure::Cors) => ours((link.cors)(server, &platform::own_origin())),
        Finding::Failed(Failure::MixedContent) => ours((link.mixed)(server)),
        Finding::Failed(Failure::Policy) => ours((link.policy)(server)),
        Finding::Failed(Failure::Timeout) => ours((words.timeout)(server, ANSWER_MS / 1000)),
        Finding::Failed(Failure::Network | Failure::Unknown) => ours((words.unreachable)(server)),
    }
}
