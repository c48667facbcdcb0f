//! What an answer that is not a stream means for the connection: over, signed out, later, slowly, or never by itself.
//!
//! Follows WHATWG HTML 9.2.2 for 200 and 204, and RFC 9110 for the other statuses. Where the standard says "fail the connection"
//! a page for people goes on, as long as going on can help.

use super::input::Answer;
use super::link::Reason;

/// The server's words are shown in a line: more than this many bytes of them are not kept.
const MOST_WORDS: usize = 400;
/// A content type longer than this many bytes is not kept whole.
const MOST_TYPE: usize = 100;
/// A `Retry-After` under a second names no time to wait: the backoff does.
const LEAST_RETRY_AFTER_MS: u64 = 1_000;

pub(super) enum Verdict {
    /// 204: over for good.
    Over,
    /// 401 or 403: retrying with the same secret, or none, would only fail again.
    SignedOut(u16),
    /// It may be better soon: wait as told, or back off.
    Later { reason: Reason, retry_after_ms: Option<u64> },
    /// It has worked before, so the address is right, and a proxy in front of a restarting server answers such things: tried
    /// again slowly.
    Slowly(Reason),
    /// Nothing suggests that trying again would help.
    Never(Reason),
    /// A good stream: whatever went wrong before, it was not the answer.
    Stream,
}

/// Judges an answer. `worked_before`: the same source has been open.
pub(super) fn judge(answer: &Answer<'_>, worked_before: bool) -> Verdict {
    let reason = Reason::Status(answer.status);
    match answer.status {
        200 if is_event_stream(answer.content_type) => Verdict::Stream,
        200 => Verdict::Never(Reason::ContentType(shortened(answer.content_type.unwrap_or_default(), MOST_TYPE).to_owned())),
        204 => Verdict::Over,
        status @ (401 | 403) => Verdict::SignedOut(status),
        408 | 425 | 429 | 500.. => {
            Verdict::Later { reason, retry_after_ms: answer.retry_after_ms.filter(|ms| *ms >= LEAST_RETRY_AFTER_MS) }
        }
        // 410 says that it is gone for good; any other client error may be a proxy's, if the address has worked.
        400..=409 | 411..=499 if worked_before => Verdict::Slowly(reason),
        _ => Verdict::Never(reason),
    }
}

/// The server's words, kept short.
pub(super) fn words(answer: &Answer<'_>) -> Option<String> {
    let words = answer.words?.trim();
    (!words.is_empty()).then(|| shortened(words, MOST_WORDS).to_owned())
}

/// Whether the essence of a MIME type is `text/event-stream`; parameters do not matter.
fn is_event_stream(content_type: Option<&str>) -> bool {
    content_type.is_some_and(|full| {
        let essence = full.split(';').next().unwrap_or_default();
        essence.trim().eq_ignore_ascii_case("text/event-stream")
    })
}

/// At most `most` bytes of `text`, without half a character.
fn shortened(text: &str, most: usize) -> &str {
    &text[..text.floor_char_boundary(most)]
}
