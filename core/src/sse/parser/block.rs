//! Lines to events: the data, event type and last event ID buffers, and what each field does to them.
//!
//! Follows WHATWG HTML 9.2.6 "Interpreting an event stream", word for word where the comments quote it. Where lines come from is
//! not known here.

use super::lines::KEEP_BYTES;
use super::{Cut, CutPart};
use crate::sse::Frame;
use std::ops::Range;

/// What one line did.
pub(super) enum Outcome {
    Nothing,
    Event,
    Comment(Range<usize>),
    Retry(u64),
    Cut(Cut),
}

#[derive(Debug)]
pub(super) struct Block {
    /// "data buffer": every data line with an LF after it.
    data: String,
    /// "event type buffer".
    event: String,
    /// "last event ID buffer", where `id_pending`; otherwise it equals `last_event_id` and its content is stale.
    id: String,
    id_pending: bool,
    last_event_id: String,
    retry_ms: Option<u64>,
    limit: usize,
    /// The event in the making has lost something and will not be dispatched.
    lost: Option<Cut>,
    /// The buffers hold an event that was dispatched: its borrower had to be done before they could be emptied.
    dispatched: bool,
    /// A comment that was not UTF-8, repaired.
    comment: String,
}

impl Block {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            data: String::new(),
            event: String::new(),
            id: String::new(),
            id_pending: false,
            last_event_id: String::new(),
            retry_ms: None,
            limit,
            lost: None,
            dispatched: false,
            comment: String::new(),
        }
    }

    /// Takes one line; `range` is where its bytes can be found again, for a comment.
    #[inline]
    pub(super) fn line(&mut self, line: &[u8], range: &Range<usize>) -> Outcome {
        if self.dispatched {
            self.clear();
        }
        // The field name ends at the first colon, so a name is tried as a prefix with a colon or nothing behind it.
        match line.first() {
            None => return self.end(),
            Some(b':') => {
                let space = usize::from(line.get(1) == Some(&b' '));
                return Outcome::Comment(range.start + 1 + space..range.end);
            }
            Some(b'd') => {
                if let Some(value) = field(line, b"data") {
                    self.push_data(value);
                }
            }
            Some(b'e') => {
                if let Some(value) = field(line, b"event") {
                    self.event.clear();
                    push_lossy(&mut self.event, value);
                }
            }
            Some(b'i') => {
                // "If the field value does not contain U+0000 NULL, then set the last event ID buffer to the field value."
                if let Some(value) = field(line, b"id").filter(|value| !value.contains(&0)) {
                    self.id.clear();
                    push_lossy(&mut self.id, value);
                    self.id_pending = true;
                }
            }
            Some(b'r') => {
                if let Some(ms) = field(line, b"retry").and_then(digits) {
                    self.retry_ms = Some(ms);
                    return Outcome::Retry(ms);
                }
            }
            Some(_) => {}
        }
        Outcome::Nothing
    }

    /// Takes a line that was too long to hold.
    #[cold]
    pub(super) fn cut(&mut self, bytes: u64, comment: bool) -> Outcome {
        if self.dispatched {
            self.clear();
        }
        let part = CutPart::Line;
        if comment {
            return Outcome::Cut(Cut { part, bytes });
        }
        self.lose(part, bytes);
        Outcome::Nothing
    }

    /// The event that `line` has just dispatched.
    #[inline]
    pub(super) fn frame(&self) -> Frame<'_> {
        Frame {
            event: if self.event.is_empty() { "message" } else { &self.event },
            data: self.data.strip_suffix('\n').unwrap_or(&self.data),
            last_event_id: &self.last_event_id,
        }
    }

    /// The text of a comment line.
    pub(super) fn comment<'a>(&'a mut self, bytes: &'a [u8]) -> &'a str {
        match str::from_utf8(bytes) {
            Ok(text) => text,
            Err(_) => {
                self.comment.clear();
                push_lossy(&mut self.comment, bytes);
                &self.comment
            }
        }
    }

    pub(super) fn last_event_id(&self) -> &str {
        &self.last_event_id
    }

    pub(super) fn set_last_event_id(&mut self, id: &str) {
        self.last_event_id.clear();
        self.last_event_id.push_str(id);
        self.id_pending = false;
    }

    pub(super) fn reconnection_time_ms(&self) -> Option<u64> {
        self.retry_ms
    }

    pub(super) fn restart(&mut self) {
        self.clear();
        self.id_pending = false;
    }

    /// "Dispatch the event": a blank line.
    #[inline]
    fn end(&mut self) -> Outcome {
        if self.id_pending {
            std::mem::swap(&mut self.id, &mut self.last_event_id);
            self.id_pending = false;
        }
        if let Some(cut) = self.lost {
            self.clear();
            return Outcome::Cut(cut);
        }
        // "If the data buffer is an empty string, set the data buffer and the event type buffer to the empty string and return."
        // A `data` line without a value leaves an LF here, so its event is dispatched, with empty data.
        if self.data.is_empty() {
            self.event.clear();
            return Outcome::Nothing;
        }
        self.dispatched = true;
        Outcome::Event
    }

    #[inline]
    fn push_data(&mut self, value: &[u8]) {
        if self.lost.is_some() {
            self.lose(CutPart::Event, value.len() as u64);
            return;
        }
        push_lossy(&mut self.data, value);
        if self.data.len() > self.limit {
            self.lose(CutPart::Event, 0);
        } else {
            self.data.push('\n');
        }
    }

    /// Gives up the event in the making: the first limit passed is the one that is reported, with all bytes that it cost.
    #[cold]
    fn lose(&mut self, part: CutPart, bytes: u64) {
        let cut = self.lost.get_or_insert(Cut { part, bytes: 0 });
        cut.bytes = cut.bytes.saturating_add(bytes).saturating_add(self.data.len() as u64);
        self.data.clear();
    }

    #[inline]
    fn clear(&mut self) {
        if self.data.capacity() > KEEP_BYTES && self.data.len() < self.data.capacity() / 4 {
            self.data.shrink_to(KEEP_BYTES);
        }
        self.data.clear();
        self.event.clear();
        self.lost = None;
        self.dispatched = false;
    }
}

/// The value of `line` if its field name is `name`: what follows the colon, without one leading space.
#[inline]
fn field<'a>(line: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    match line.strip_prefix(name)? {
        [] => Some(&[]),
        [b':', b' ', value @ ..] | [b':', value @ ..] => Some(value),
        _ => None,
    }
}

/// "If the field value consists of only ASCII digits, then interpret the field value as an integer in base ten": no sign, no
/// space; no digit is no integer; more than fits is the most that fits.
fn digits(value: &[u8]) -> Option<u64> {
    if value.is_empty() {
        return None;
    }
    value.iter().try_fold(0_u64, |ms, byte| byte.is_ascii_digit().then(|| ms.saturating_mul(10).saturating_add(u64::from(byte - b'0'))))
}

/// Appends bytes as the WHATWG UTF-8 decoder reads them: each maximal subpart of an invalid sequence becomes one U+FFFD, which is
/// the rule of `String::from_utf8_lossy` too (Encoding Standard, 8.1.1; Unicode 3.9, "substitution of maximal subparts").
#[inline]
fn push_lossy(text: &mut String, bytes: &[u8]) {
    match str::from_utf8(bytes) {
        Ok(valid) => text.push_str(valid),
        Err(_) => text.push_str(&String::from_utf8_lossy(bytes)),
    }
}
