//! Text with terminal controls becomes lines with styles.
//!
//! Follows ECMA-48 for SGR and the habits of build tools: `\r` starts the line over, `\b` takes a character back. Every
//! other control is dropped, so none can reach the page. Escapes may be split anywhere between two calls. What no escape can
//! hold (a letter outside ASCII in a sequence, a line break anywhere) ends it, and is text.

pub use super::sgr::{Color, Style};

use memchr::memchr3;

/// From a byte of the line's text on, up to the next span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// How it looks.
    pub style: Style,
}

/// A line without controls.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// The text.
    pub text: String,
    /// How it looks; before the first span as the page's own.
    pub spans: Vec<Span>,
    /// Whether it was longer than [`LINE_BYTES`] and the rest is gone.
    pub cut: bool,
}

/// The longest line that is kept, in bytes.
pub const LINE_BYTES: usize = 64 * 1024;
/// The longest escape that is waited for, in bytes.
const ESCAPE_BYTES: usize = 4096;

/// Turns text with controls into lines, keeping style and half an escape from one call to the next.
#[derive(Default)]
pub struct Painter {
    /// Its buffer for the text of OSC is of no use here.
    parser: vte::Parser<0>,
    escape: Escape,
    escape_bytes: usize,
    pen: Pen,
}

/// How far an escape is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Escape {
    /// There is none.
    #[default]
    None,
    /// ESC came.
    Begun,
    /// A sequence of ASCII.
    Sequence,
    /// OSC, DCS, SOS, PM or APC: any text until ESC \, or BEL.
    Text,
}

#[derive(Default)]
struct Pen {
    line: Line,
    style: Style,
    redraw: bool,
    ended: bool,
    done: Vec<Line>,
}

impl std::fmt::Debug for Painter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Painter").field("line", &self.pen.line).finish_non_exhaustive()
    }
}

impl Painter {
    /// Takes text, returns the lines it ended.
    ///
    /// ```
    /// use fleetglass_core::state::ansi::Painter;
    /// let mut painter = Painter::default();
    /// let lines = painter.feed("10%\r90%\rdone\n\u{1b}[31mred");
    /// assert_eq!(lines[0].text, "done");
    /// assert_eq!(painter.open_line().unwrap().text, "red");
    /// ```
    pub fn feed(&mut self, text: &str) -> Vec<Line> {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            if self.escape != Escape::None {
                at += self.escape(&text[at..]);
                continue;
            }
            let stop = memchr3(0x1b, b'\r', b'\n', &bytes[at..]).map_or(bytes.len(), |found| at + found);
            self.pen.text(&text[at..stop]);
            at = stop + 1;
            match bytes.get(stop) {
                Some(0x1b) => {
                    (self.escape, self.escape_bytes) = (Escape::Begun, 0);
                    self.parser.advance(&mut self.pen, &[0x1b]);
                }
                Some(b'\r') => self.pen.redraw = true,
                Some(_) => self.pen.end_line(),
                None => {}
            }
        }
        std::mem::take(&mut self.pen.done)
    }

    /// Feeds an escape to the state machine until it is over; returns how many bytes it took.
    fn escape(&mut self, text: &str) -> usize {
        self.pen.ended = false;
        for (at, c) in text.char_indices() {
            let broken = c == '\n' || self.escape_bytes >= ESCAPE_BYTES || (!c.is_ascii() && self.escape != Escape::Text);
            // CAN and SUB end any escape.
            let cancelled = matches!(c, '\u{18}' | '\u{1a}');
            if broken || cancelled {
                (self.parser, self.escape) = (vte::Parser::default(), Escape::None);
                return at + usize::from(cancelled);
            }
            self.escape = match (self.escape, c) {
                (_, '\u{1b}') => Escape::Begun,
                (Escape::Begun, ']' | 'P' | 'X' | '^' | '_') => Escape::Text,
                (Escape::Begun, _) => Escape::Sequence,
                (escape, _) => escape,
            };
            self.escape_bytes += c.len_utf8();
            // The machine reads bytes, one of which could end its string in the middle of a letter. No one reads the string.
            self.parser.advance(&mut self.pen, &[u8::try_from(c).ok().filter(u8::is_ascii).unwrap_or(b'?')]);
            if self.pen.ended {
                self.escape = Escape::None;
                return at + c.len_utf8();
            }
        }
        text.len()
    }

    /// Ends the open line, unless it waits to be redrawn (it ended in `\r`) or nothing was written.
    pub fn end_output(&mut self) -> Option<Line> {
        if self.pen.redraw || (self.pen.line.text.is_empty() && self.pen.done.is_empty()) {
            return None;
        }
        self.pen.end_line();
        self.pen.done.pop()
    }

    /// Returns the line that is not ended, if something stands in it.
    #[must_use]
    pub fn open_line(&self) -> Option<&Line> {
        (!self.pen.line.text.is_empty()).then_some(&self.pen.line)
    }
}

impl Pen {
    fn text(&mut self, text: &str) {
        if text.bytes().all(|byte| (b' '..0x7f).contains(&byte) || byte == b'\t') {
            return self.write(text);
        }
        for stretch in text.split_inclusive(|c: char| c.is_control() && c != '\t') {
            let (written, control) = match stretch.char_indices().next_back() {
                Some((at, c)) if c.is_control() && c != '\t' => (&stretch[..at], c),
                _ => (stretch, '\0'),
            };
            self.write(written);
            if control == '\u{8}' && !self.redraw {
                self.line.text.pop();
                let len = self.line.text.len();
                while self.line.spans.last().is_some_and(|span| span.start as usize > len) {
                    self.line.spans.pop();
                }
            }
        }
    }

    /// Writes text without controls.
    fn write(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if self.redraw {
            self.redraw = false;
            self.line = Line::default();
        }
        let line = &mut self.line;
        let room = LINE_BYTES.saturating_sub(line.text.len());
        let fits = if text.len() > room {
            line.cut = true;
            &text[..text.floor_char_boundary(room)]
        } else {
            text
        };
        if fits.is_empty() {
            return;
        }
        let start = line.text.len() as u32;
        // A span that nothing was written in since gives way.
        if line.spans.last().is_some_and(|span| span.start == start) {
            line.spans.pop();
        }
        if line.spans.last().map_or(Style::default(), |span| span.style) != self.style {
            line.spans.push(Span { start, style: self.style });
        }
        line.text.push_str(fits);
    }

    fn end_line(&mut self) {
        self.redraw = false;
        self.done.push(std::mem::take(&mut self.line));
    }
}

impl vte::Perform for Pen {
    fn print(&mut self, c: char) {
        self.ended = true;
        self.text(c.encode_utf8(&mut [0; 4]));
    }

    fn execute(&mut self, byte: u8) {
        match byte {
            b'\r' => self.redraw = true,
            0x08 => self.text("\u{8}"),
            _ => {}
        }
    }

    fn csi_dispatch(&mut self, params: &vte::Params, intermediates: &[u8], ignore: bool, action: char) {
        self.ended = true;
        if action == 'm' && intermediates.is_empty() && !ignore {
            self.style.apply(params);
        }
    }

    fn esc_dispatch(&mut self, _: &[u8], _: bool, _: u8) {
        self.ended = true;
    }

    fn osc_dispatch(&mut self, _: &[&[u8]], bell_terminated: bool) {
        // Ended by ESC \, the backslash is still to come.
        self.ended = bell_terminated;
    }
}
