//! What trying an address tells.

use super::numbers::counted;
use super::{Part, Phrase};

/// What trying an address tells.
#[derive(Debug)]
pub struct Trial {
    /// No answer yet.
    pub asking: fn(server: &str) -> String,
    /// Open, no event yet.
    pub listening: fn(seconds: u64, signs: u64) -> String,
    /// Events come; they are counted for a moment.
    pub hearing: &'static str,
    /// It works, and the API is the one of the form.
    pub works: fn(api: &str, first: &str, events: u64) -> String,
    /// It works, and an event told the API.
    pub works_by_event: fn(api: &str, first: &str, events: u64) -> String,
    /// Events of another API come.
    pub another: fn(found: &str, chosen: &str) -> String,
    /// Events come that do not tell the API.
    pub nameless: fn(events: u64) -> String,
    /// Open, and no event came.
    pub no_event: fn(seconds: u64, signs: u64) -> String,
    /// It opened and ended.
    pub ended: &'static str,
    /// 204.
    pub no_content: &'static str,
    /// 401 or 403, with the server's words.
    pub signed_out: fn(server: &str, status: u16, words: Option<&str>) -> Phrase,
    /// When it may be asked again; perhaps behind words of the server.
    pub again: fn(seconds: u64, quoted: bool) -> String,
    /// Nothing answers.
    pub unreachable: fn(server: &str) -> String,
    /// No answer came in time.
    pub timeout: fn(server: &str, seconds: u64) -> String,
}

pub(super) const ENGLISH: Trial = Trial {
    asking: |server| format!("Asking {server}."),
    listening: |seconds, signs| match signs {
        0 => format!("It is open. No event for {seconds} s, and no sign of life."),
        signs => format!("It is open. No event for {seconds} s, but {}.", counted(signs, "sign of life", "signs of life")),
    },
    hearing: "It works. Counting events.",
    works: |api, first, events| {
        format!("It works: {api}. The first event came after {first}; {} so far.", counted(events, "event", "events"))
    },
    works_by_event: |api, first, events| {
        format!("It works: {api}, by its first event, which came after {first}; {} so far.", counted(events, "event", "events"))
    },
    another: |found, chosen| format!("Events come, but of another API: {found}, not {chosen}."),
    nameless: |events| format!("Events come ({events} so far), but they do not tell the API. Choose it."),
    no_event: |seconds, signs| match signs {
        0 => format!("It is open, but in {seconds} s nothing came, not even a sign of life. Something on the way may hold it back."),
        signs => {
            format!(
                "It is open, and in {seconds} s no event came, only {}. It may have nothing to say.",
                counted(signs, "sign of life", "signs of life")
            )
        }
    },
    ended: "It opened, and ended without an event.",
    no_content: "It has nothing to stream (204).",
    signed_out: |server, status, words| {
        let mut phrase = vec![Part::ours(format!("{server} wants to know who asks ({status})"))];
        if let Some(words) = words {
            phrase.extend([Part::ours(": "), Part::theirs(words)]);
        }
        phrase.push(Part::ours(". Enter a key, or sign in there, and test again."));
        phrase
    },
    again: |seconds, quoted| format!("{} It may be asked again in {seconds} s.", if quoted { "." } else { "" }),
    unreachable: |server| format!("{server} cannot be reached: nothing answers there, or its name or certificate is wrong."),
    timeout: |server, seconds| format!("{server} did not answer in {seconds} s."),
};
