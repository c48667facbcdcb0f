//! Bytes to lines: holds what was fed, strips the byte-order mark, ends lines at LF, CR or CRLF, and caps their length.
//!
//! Follows the `stream` grammar of WHATWG HTML 9.2.5. Lines are split before they are decoded, which gives the same as decoding
//! first: in UTF-8 the bytes of CR and LF are never part of another character, and the WHATWG decoder ends an unfinished
//! sequence in front of them. What a line means is not known here.

use memchr::memchr2;
use std::ops::Range;

const BOM: &[u8] = b"\xEF\xBB\xBF";

/// A buffer larger than this gives its memory back once what it holds has become small.
pub(super) const KEEP_BYTES: usize = 1 << 20;

/// A line without its line end.
pub(super) enum Line {
    /// Where the line stands in the buffer; true until the next `feed`.
    Whole(Range<usize>),
    /// The line was longer than the limit and is gone.
    Cut { bytes: u64, comment: bool },
}

#[derive(Debug)]
pub(super) struct Lines {
    buffer: Vec<u8>,
    /// Where the current line begins.
    start: usize,
    /// Up to here the current line has no line end: never searched again.
    searched: usize,
    limit: usize,
    /// No byte of the stream has been consumed, so a byte-order mark may come.
    at_beginning: bool,
    /// The last line ended at CR: an LF that follows belongs to it.
    after_cr: bool,
    /// The current line is longer than the limit; what came of it so far is gone.
    skipped: Option<Skipped>,
}

#[derive(Debug)]
struct Skipped {
    bytes: u64,
    comment: bool,
}

impl Lines {
    pub(super) fn new(limit: usize) -> Self {
        Self { buffer: Vec::new(), start: 0, searched: 0, limit, at_beginning: true, after_cr: false, skipped: None }
    }

    pub(super) fn feed(&mut self, bytes: &[u8]) {
        // Moving the rest to the front only when at least as much has been consumed keeps the moves linear over all chunks.
        if self.start >= self.buffer.len() - self.start {
            self.buffer.drain(..self.start);
            self.searched -= self.start;
            self.start = 0;
            let wanted = self.buffer.len() + bytes.len();
            if self.buffer.capacity() > KEEP_BYTES && wanted < self.buffer.capacity() / 4 {
                self.buffer.shrink_to(wanted.max(KEEP_BYTES));
            }
        }
        self.buffer.extend_from_slice(bytes);
    }

    #[inline]
    pub(super) fn next(&mut self) -> Option<Line> {
        if self.at_beginning && !self.pass_bom() {
            return None;
        }
        if self.after_cr
            && let Some(&byte) = self.buffer.get(self.start)
        {
            self.after_cr = false;
            if byte == b'\n' {
                self.start += 1;
                self.searched = self.start;
            }
        }
        let Some(at) = memchr2(b'\n', b'\r', &self.buffer[self.searched..]) else {
            self.hold();
            return None;
        };
        let line = self.start..self.searched + at;
        self.after_cr = self.buffer[line.end] == b'\r';
        self.start = line.end + 1;
        self.searched = self.start;
        if self.skipped.is_some() || line.len() > self.limit {
            return Some(self.cut(line));
        }
        Some(Line::Whole(line))
    }

    /// The bytes of a line that `next` gave.
    #[inline]
    pub(super) fn bytes(&self, line: &Range<usize>) -> &[u8] {
        &self.buffer[line.clone()]
    }

    pub(super) fn restart(&mut self) {
        self.buffer.clear();
        self.start = 0;
        self.searched = 0;
        self.at_beginning = true;
        self.after_cr = false;
        self.skipped = None;
    }

    pub(super) fn buffered(&self) -> usize {
        self.buffer.len() - self.start
    }

    /// Steps over a byte-order mark at the beginning; `false` while too few bytes are there to tell.
    fn pass_bom(&mut self) -> bool {
        if self.buffer.len() < BOM.len() && BOM.starts_with(&self.buffer) {
            return false;
        }
        if self.buffer.starts_with(BOM) {
            self.start = BOM.len();
            self.searched = BOM.len();
        }
        self.at_beginning = false;
        true
    }

    /// Keeps an unfinished line for the next chunk, unless it has grown too long.
    fn hold(&mut self) {
        self.searched = self.buffer.len();
        let held = self.buffer.len() - self.start;
        if self.skipped.is_none() && held <= self.limit {
            return;
        }
        let comment = self.buffer.get(self.start) == Some(&b':');
        let skipped = self.skipped.get_or_insert(Skipped { bytes: 0, comment });
        skipped.bytes = skipped.bytes.saturating_add(held as u64);
        self.buffer.clear();
        self.start = 0;
        self.searched = 0;
    }

    #[cold]
    fn cut(&mut self, rest: Range<usize>) -> Line {
        let skipped = self.skipped.take().unwrap_or(Skipped { bytes: 0, comment: self.buffer.get(rest.start) == Some(&b':') });
        Line::Cut { bytes: skipped.bytes.saturating_add(rest.len() as u64), comment: skipped.comment }
    }
}
