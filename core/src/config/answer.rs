//! Where a prompt is answered: a template that leads to http or https, and nowhere else.

use super::{Source, encode};
use crate::protocol::percent_decode;

/// What a template may hold, each filled from the ids of a unit.
pub const PLACEHOLDERS: [&str; 3] = ["{executionId}", "{threadId}", "{id}"];

/// What is wrong with a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerProblem {
    /// It leads neither to http nor to https.
    NotHttp,
    /// It holds something in braces that nothing fills.
    Unknown(String),
}

impl Source {
    /// Returns the address at which a prompt is answered: the template filled, if it leads to http or https.
    #[must_use]
    pub fn answer_address(&self, unit_id: &str) -> Option<String> {
        let mut ids = unit_id.split('/').map(percent_decode);
        let (first, second) = (ids.next().unwrap_or_default(), ids.next().unwrap_or_default());
        let last = percent_decode(unit_id.rsplit('/').next().unwrap_or_default());
        let [execution, thread, id] = PLACEHOLDERS;
        let filled =
            self.answer_url.as_ref()?.replace(execution, &encode(&first)).replace(thread, &encode(&second)).replace(id, &encode(&last));
        leads_to_http(&filled).then_some(filled)
    }
}

impl AnswerProblem {
    /// Returns what is wrong with a template; `None` where nothing is.
    ///
    /// ```
    /// use fleetglass_core::config::AnswerProblem;
    /// assert_eq!(AnswerProblem::of("https://portal.example/x/{executionId}/{threadId}"), None);
    /// assert_eq!(AnswerProblem::of("javascript:alert(1)"), Some(AnswerProblem::NotHttp));
    /// assert_eq!(AnswerProblem::of("https://portal.example/{thread}"), Some(AnswerProblem::Unknown("{thread}".into())));
    /// ```
    #[must_use]
    pub fn of(template: &str) -> Option<Self> {
        if !leads_to_http(template) {
            return Some(Self::NotHttp);
        }
        let mut rest = template;
        while let Some(at) = rest.find('{') {
            rest = &rest[at..];
            let braced = &rest[..rest.find('}').map_or(rest.len(), |end| end + 1)];
            if !PLACEHOLDERS.contains(&braced) {
                return Some(Self::Unknown(braced.to_owned()));
            }
            rest = &rest[braced.len()..];
        }
        None
    }
}

/// Says whether an address is absolute and of http or https, whose names may be in any case.
pub(super) fn leads_to_http(address: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}
