//! What a connection does: what happened, what still holds, what comes next.

use super::number;
use super::{Part, Phrase, ordinal};

/// What a connection does.
#[derive(Debug)]
pub struct Link {
    /// The short words, for bars and group heads.
    pub short: Short,
    /// The first attempt is under way.
    pub connecting: &'static str,
    /// It takes long; with the streams open to the same server, where they may be the cause.
    pub connecting_slow: fn(seconds: u64, streams: Option<u64>) -> String,
    /// Open, with the age of the last event.
    pub live: fn(age: Option<&str>) -> String,
    /// Open, heartbeats unseen.
    pub open: fn(age: Option<&str>) -> String,
    /// No sign of life.
    pub quiet: fn(silent: u64, due: u64, reconnect: u64) -> String,
    /// Was open, is lost.
    pub lost: fn(age: &str, next: Next) -> String,
    /// Never reached.
    pub unreachable: fn(name: &str, next: Next) -> String,
    /// The same, while the server is asked.
    pub asking: &'static str,
    /// No answer came in time.
    pub timeout: fn(name: &str, next: Next) -> String,
    /// The browser says it is offline.
    pub offline: fn(clock: &str) -> String,
    /// 401 or 403, with the server's words.
    pub signed_out: fn(name: &str, words: Option<&str>) -> Phrase,
    /// A status that is no stream.
    pub status: fn(name: &str, status: u16, words: Option<&str>, next: Option<Next>) -> Phrase,
    /// The server does not let this page read it.
    pub cors: fn(name: &str, origin: &str) -> String,
    /// Not a stream of events.
    pub content_type: fn(name: &str, found: &str) -> Phrase,
    /// http inside https.
    pub mixed: fn(name: &str) -> String,
    /// The page's own policy forbids it.
    pub policy: fn(name: &str) -> String,
    /// Closed for good by 204.
    pub no_content: fn(name: &str) -> String,
    /// The stream said it is over.
    pub complete: &'static str,
    /// Somebody disconnected it.
    pub disconnected: fn(name: &str, clock: Option<&str>) -> String,
    /// The server's own error.
    pub server_error: fn(name: &str, words: &str) -> Phrase,
    /// Connected again to a server that does not repeat its state.
    pub memory_lost: fn(name: &str, units: usize) -> String,
    /// Takes the units that are shown as last heard off the page.
    pub dismiss: &'static str,
    /// Asks for the secret.
    pub enter_key: &'static str,
    /// The label of the secret's field.
    pub key_for: fn(name: &str) -> String,
    /// Hands the secret over.
    pub use_key: &'static str,
    /// Where the secret is kept.
    pub key_kept: &'static str,
    /// A source that knows people by cookie.
    pub sign_in_elsewhere: fn(name: &str) -> String,
    /// A source does not let in what the portal around says it is.
    pub signed_out_in_portal: &'static str,
    /// Another try, by hand, after a refusal.
    pub try_again: &'static str,
    /// Another try, by hand, instead of waiting.
    pub try_now: &'static str,
    /// Connects.
    pub connect: &'static str,
    /// Connects after the end.
    pub connect_again: &'static str,
    /// Disconnects.
    pub disconnect: &'static str,
}

/// When another try comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Next {
    /// In how many seconds; 0 while it is under way.
    pub seconds: u64,
    /// Which try that is.
    pub attempt: u32,
}

/// The short words, for bars and group heads.
#[derive(Debug)]
pub struct Short {
    /// Connecting.
    pub connecting: &'static str,
    /// Open, heartbeats seen.
    pub live: &'static str,
    /// Open, heartbeats unseen.
    pub open: &'static str,
    /// No sign of life for so long.
    pub quiet: fn(age: &str) -> String,
    /// Lost so long ago.
    pub lost: fn(age: &str) -> String,
    /// Never reached.
    pub unreachable: &'static str,
    /// When the next try comes.
    pub next: fn(Next) -> String,
    /// The browser is offline.
    pub offline: &'static str,
    /// 401 or 403.
    pub signed_out: &'static str,
    /// Answered with a status.
    pub status: fn(u16) -> String,
    /// Answered, and refused otherwise.
    pub refused: &'static str,
    /// Over.
    pub complete: &'static str,
    /// Disconnected by somebody.
    pub disconnected: &'static str,
    /// A name and its words: `build-box: next try in 3 s`.
    pub named: fn(name: &str, words: &str) -> String,
}

fn next(next: Next) -> String {
    match (next.seconds, next.attempt) {
        (0, attempt @ 2..) => format!("Trying now, the {} time.", ordinal(attempt)),
        (0, _) => "Trying now.".to_owned(),
        (seconds, attempt @ 2..) => format!("Next try in {seconds} s, the {}.", ordinal(attempt)),
        (seconds, _) => format!("Next try in {seconds} s."),
    }
}

/// Puts the server's words, where it had some, behind a sentence of ours.
fn quoting(sentence: String, words: Option<&str>, rest: String) -> Phrase {
    match words.filter(|words| !words.is_empty()) {
        Some(words) => {
            let mut phrase = vec![Part::ours(format!("{sentence}: ")), Part::theirs(words)];
            let stop = if words.ends_with(['.', '!', '?']) { "" } else { "." };
            if !rest.is_empty() {
                phrase.push(Part::ours(format!("{stop} {rest}")));
            }
            phrase
        }
        None if rest.is_empty() => vec![Part::ours(format!("{sentence}."))],
        None => vec![Part::ours(format!("{sentence}. {rest}"))],
    }
}

fn status(name: &str, status: u16, words: Option<&str>, again: Option<Next>) -> Phrase {
    let next = again.map(next).unwrap_or_default();
    match status {
        404 => quoting(format!("{name} answered 404"), words, format!("Is the address right? {next}").trim_end().to_owned()),
        429 => quoting(format!("{name} asks to slow down"), words, next),
        500..=599 => quoting(format!("{name} is not available ({status})"), words, next),
        other => quoting(format!("{name} answered {other}"), words, next),
    }
}

pub(super) const ENGLISH: Link = Link {
    short: Short {
        connecting: "Connecting",
        live: "Live",
        open: "Open",
        quiet: |age| format!("Quiet for {age}"),
        lost: |age| format!("Lost {age} ago"),
        unreachable: "Not reached",
        next: |next| match next.seconds {
            0 => "trying now".to_owned(),
            seconds => format!("next try in {seconds} s"),
        },
        offline: "Offline",
        signed_out: "Signed out",
        status: |status| format!("Answered {status}"),
        refused: "Refused",
        complete: "Finished",
        disconnected: "Disconnected",
        named: |name, words| format!("{name}: {words}"),
    },
    connecting: "Connecting",
    connecting_slow: |seconds, streams| match streams {
        Some(streams) => {
            format!("Still connecting after {seconds} s. {streams} streams to this server are open; the browser may allow only 6.")
        }
        None => format!("Still connecting after {seconds} s."),
    },
    live: |age| age.map_or_else(|| "Live, no event yet".to_owned(), |age| format!("Live, last event {age} ago")),
    open: |age| {
        let said = age.map_or_else(|| "Open, no event yet.".to_owned(), |age| format!("Open, last event {age} ago."));
        format!("{said} This kind of connection cannot show heartbeats.")
    },
    quiet: |silent, due, reconnect| format!("Quiet for {silent} s; a sign of life was due every {due} s. Reconnecting at {reconnect} s."),
    lost: |age, again| format!("Lost {age} ago. {}", next(again)),
    unreachable: |name, again| format!("{name} cannot be reached. {}", next(again)),
    asking: "The connection failed and the browser does not say why. Asking the server once.",
    timeout: |name, again| format!("{name} did not answer in time. {}", next(again)),
    offline: |clock| format!("Offline since {clock}"),
    signed_out: |name, words| quoting(format!("{name} signed this page out"), words, String::new()),
    status,
    cors: |name, origin| format!("{name} answers, but does not let pages from {origin} read it."),
    content_type: |name, found| match found {
        "" => vec![Part::ours(format!("{name} sent no content type, not events. Often that is a login page."))],
        found => vec![Part::ours(format!("{name} sent ")), Part::theirs(found), Part::ours(", not events. Often that is a login page.")],
    },
    mixed: |name| format!("This page is https and {name} is http; the browser refuses."),
    policy: |name| {
        format!("This page's own policy does not let it connect to {name}. Whoever serves the page has to add it to connect-src.")
    },
    no_content: |name| format!("{name} closed the stream for good (204)."),
    complete: "Finished: the stream said it is complete.",
    disconnected: |name, clock| match clock {
        Some(clock) => format!("You disconnected {name} at {clock}."),
        None => format!("{name} is not connected."),
    },
    server_error: |name, words| vec![Part::ours(format!("{name} reports ")), Part::theirs(words), Part::ours(". The connection is fine.")],
    memory_lost: |name, units| match units {
        1 => format!("Connected again. {name} does not repeat its state: 1 unit is shown as last heard."),
        units => format!("Connected again. {name} does not repeat its state: {} units are shown as last heard.", number(units as u64)),
    },
    dismiss: "Dismiss",
    enter_key: "Enter the key",
    key_for: |name| format!("Key for {name}"),
    use_key: "Use the key",
    key_kept: "Kept in memory only: closing the tab forgets it.",
    sign_in_elsewhere: |name| format!("Sign in to {name} in another tab, then"),
    signed_out_in_portal: "Your sign-in to the portal has run out.",
    try_again: "Try again",
    try_now: "Try now",
    connect: "Connect",
    connect_again: "Connect again",
    disconnect: "Disconnect",
};
