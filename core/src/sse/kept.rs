//! The last frames of a stream as they came, for people who look at them. Bounded, and says what it dropped.

use std::collections::VecDeque;
use std::sync::Arc;

/// So many frames are kept at most.
pub const KEPT_FRAMES: usize = 500;
/// So many bytes of them are kept at most; of one longer than that, its beginning.
pub const KEPT_BYTES: usize = 2 << 20;

/// A frame as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptFrame {
    /// Counted from 0.
    pub number: u64,
    /// When it came, in the caller's clock.
    pub at_ms: u64,
    /// The event's name; empty for a comment.
    pub event: String,
    /// The last event ID in force.
    pub id: String,
    /// The data, or the comment's text.
    pub data: Arc<str>,
    /// How long the data was, in bytes.
    pub size: usize,
}

/// The last frames of a stream.
///
/// ```
/// use fleetglass_core::sse::{Frame, KeptFrames};
/// let mut kept = KeptFrames::default();
/// kept.push(Frame { event: "ping", data: "{}", ..Frame::default() }, 7);
/// kept.pause(true);
/// kept.push(Frame::default(), 8);
/// assert_eq!((kept.iter().count(), kept.passed()), (1, 1));
/// ```
#[derive(Debug, Default)]
pub struct KeptFrames {
    frames: VecDeque<KeptFrame>,
    bytes: usize,
    next: u64,
    paused: bool,
    passed: u64,
}

impl KeptFrames {
    /// Keeps a frame; a comment has no event name.
    pub fn push(&mut self, frame: crate::sse::Frame<'_>, at_ms: u64) {
        if self.paused {
            self.passed += 1;
            return;
        }
        let data = frame.data[..frame.data.floor_char_boundary(KEPT_BYTES / 4)].into();
        let (event, id) = (frame.event.to_owned(), frame.last_event_id.to_owned());
        let kept = KeptFrame { number: self.next, at_ms, event, id, data, size: frame.data.len() };
        self.next += 1;
        self.bytes += weight(&kept);
        self.frames.push_back(kept);
        while self.frames.len() > KEPT_FRAMES || (self.bytes > KEPT_BYTES && self.frames.len() > 1) {
            if let Some(oldest) = self.frames.pop_front() {
                self.bytes -= weight(&oldest);
            }
        }
    }

    /// Stops keeping, or goes on.
    pub fn pause(&mut self, paused: bool) {
        self.paused = paused;
        self.passed = 0;
    }

    /// Says whether it keeps nothing for now.
    #[must_use]
    pub fn is_paused(&self) -> bool {
        self.paused
    }

    /// Returns how many frames passed by since it was paused.
    #[must_use]
    pub fn passed(&self) -> u64 {
        self.passed
    }

    /// Returns how many frames were dropped because there were too many.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.next - self.frames.len() as u64
    }

    /// Returns the frames, oldest first.
    #[must_use]
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &KeptFrame> {
        self.frames.iter()
    }
}

fn weight(frame: &KeptFrame) -> usize {
    size_of::<KeptFrame>() + frame.event.len() + frame.id.len() + frame.data.len()
}
