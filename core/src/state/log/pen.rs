//! Writing: text with controls goes straight into the last chunk of a log.

use super::chunk::{Chunk, Class, Stamp, TEXT_BYTES};
use super::{Log, Meta, RowKind};
use crate::state::ansi::{Escape, LINE_BYTES, Outcome, Style, next_control, plain_sequence};

/// What is known of the line that is being written, and how what comes will look.
#[derive(Debug, Default)]
pub(super) struct Pen {
    style: Style,
    link: Option<Box<str>>,
    escape: Option<Box<Escape>>,
    /// What comes next replaces the line.
    redraw: bool,
    /// The line is longer than a line may be.
    cut: bool,
    /// Something was written since the last line ended.
    begun: bool,
}

impl Pen {
    pub(super) fn bytes(&self) -> usize {
        self.link.as_ref().map_or(0, |link| link.len()) + self.escape.as_ref().map_or(0, |_| size_of::<Escape>())
    }

    /// Nothing that came has any say in how what comes looks.
    pub(super) fn reset(&mut self) {
        *self = Self::default();
    }

    /// The line is gone, or is over.
    pub(super) fn leave_line(&mut self) {
        (self.redraw, self.cut, self.begun) = (false, false, false);
    }
}

/// A buffer of a chunk that is gone, for one to come: memory of WebAssembly never shrinks, so it must not be torn to pieces.
pub(super) type Spare = Option<String>;

/// Writes to one log.
pub(super) struct Writer<'a> {
    log: &'a mut Log,
    meta: Meta<'a>,
    stamp: Option<Stamp>,
    spare: &'a mut Spare,
}

impl<'a> Writer<'a> {
    pub(super) fn new(log: &'a mut Log, meta: Meta<'a>, spare: &'a mut Spare) -> Self {
        let stamp = log.last.stamp(meta);
        let mut writer = Self { log, meta, stamp, spare };
        if writer.stamp.is_none() {
            writer.turn_over();
        }
        writer
    }

    /// Writes text that may hold controls.
    pub(super) fn feed(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            if self.log.pen.escape.is_some() {
                at += self.escape(&text[at..]);
                continue;
            }
            let stop = next_control(bytes, at);
            self.write(&text[at..stop]);
            at = stop + 1;
            match bytes.get(stop) {
                Some(b'\n') => self.end_line(),
                Some(b'\r') => self.log.pen.redraw = true,
                Some(0x08) => self.back(),
                Some(0x1b) => match plain_sequence(&bytes[at..], &mut self.log.pen.style) {
                    Some(length) => at += length,
                    None => self.log.pen.escape = Some(Box::new(Escape::begun())),
                },
                // The second byte of a control of C1.
                Some(0xc2) => at += 1,
                _ => {}
            }
        }
    }

    /// Ends the line where an output ends, unless it waits to be redrawn or nothing stands in it.
    pub(super) fn end_output(&mut self) {
        if self.log.last.text().len() == self.log.line_start() {
            // Nothing is there to be seen.
        } else if self.log.pen.redraw {
            self.show();
        } else {
            self.end_line();
        }
    }

    /// Makes the line a row, though it may go on.
    pub(super) fn show(&mut self) {
        if self.log.pen.begun {
            self.record();
            self.log.open = true;
        }
    }

    /// Appends a row that is not plain text.
    pub(super) fn event(&mut self, text: &str) -> usize {
        if !self.log.last.has_room(text.len(), true) {
            self.turn_over();
        }
        self.log.last.append(text);
        self.log.last.record(Class::Event, self.stamp(), false);
        self.log.last.end_row();
        self.log.last.rows() - 1
    }

    pub(super) fn set_kind(&mut self, row: usize, kind: RowKind) {
        self.log.last.rare_mut().add_event(row, kind);
    }

    pub(super) fn end_line(&mut self) {
        // A line in which something stands has its room.
        if !self.log.open && !self.log.pen.begun && !self.log.last.has_room(0, true) {
            self.turn_over();
        }
        self.record();
        self.log.last.end_row();
        self.log.open = false;
        self.log.pen.leave_line();
    }

    fn record(&mut self) {
        let class = if self.log.pen.cut { Class::Cut } else { Class::Line };
        self.log.last.record(class, self.stamp(), self.log.open);
    }

    fn stamp(&self) -> Stamp {
        self.stamp.unwrap_or(Stamp::NONE)
    }

    /// Takes the last character back.
    fn back(&mut self) {
        if !self.log.pen.redraw {
            let start = self.log.line_start();
            self.log.last.pop(start);
        }
    }

    /// Writes text without controls.
    fn write(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let mut start = self.log.line_start();
        let pen = &mut self.log.pen;
        if pen.redraw {
            (pen.redraw, pen.cut) = (false, false);
            self.log.last.truncate(start);
        }
        let room = (start + LINE_BYTES).saturating_sub(self.log.last.text().len());
        let fits = if text.len() > room {
            pen.cut = true;
            &text[..text.floor_char_boundary(room)]
        } else {
            text
        };
        pen.begun = true;
        if fits.is_empty() {
            return;
        }
        if !self.log.last.has_room(fits.len(), !self.log.open) {
            self.turn_over();
            start = self.log.line_start();
        }
        if !self.log.set_look(start) {
            self.turn_over();
            // A line with more styles than a chunk may hold goes on in the one it has.
            self.log.set_look(self.log.line_start());
        }
        self.log.last.append(fits);
    }

    /// Feeds an escape until it is over; returns how many bytes it took.
    fn escape(&mut self, text: &str) -> usize {
        let pen = &mut self.log.pen;
        let Some(escape) = &mut pen.escape else { return 0 };
        let (taken, outcome) = escape.read(text, &mut pen.style);
        match outcome {
            Outcome::Unfinished => {}
            Outcome::Redraw => pen.redraw = true,
            Outcome::Back => self.back(),
            Outcome::Over => pen.escape = None,
            Outcome::Link(link) => {
                pen.link = link.map(String::into_boxed_str);
                pen.escape = None;
            }
            Outcome::Text(c) => {
                pen.escape = None;
                self.write(c.encode_utf8(&mut [0; 4]));
            }
        }
        taken
    }

    /// Goes on in a new chunk, and takes the line there that is not over.
    fn turn_over(&mut self) {
        let log = &mut *self.log;
        let start = log.line_start();
        let line = log.last.text()[start..].to_owned();
        let looks: Vec<(usize, Style, Option<Box<str>>)> = match log.last.rare() {
            Some(rare) => {
                rare.spans(start, start + line.len()).map(|span| (span.start as usize, span.style, span.link.map(Box::from))).collect()
            }
            None => Vec::new(),
        };
        log.last.truncate(start);
        if log.open {
            log.last.unrecord();
        }
        // The bigger the log, the more room at once: little is copied while it grows, and little of it stays empty.
        let room = (log.bytes() / 8).clamp(line.len() + 1, TEXT_BYTES);
        let mut text = self.spare.take().unwrap_or_default();
        text.clear();
        text.reserve_exact(room);
        let full = std::mem::replace(&mut log.last, Chunk::new(0, text));
        log.last.first = full.end();
        log.seal(full);
        let mut at = 0;
        for (from, style, link) in looks {
            log.last.append(&line[at..from]);
            log.last.rare_mut().set_look(from, 0, style, link.as_deref());
            at = from;
        }
        log.last.append(&line[at..]);
        self.stamp = log.last.stamp(self.meta);
        if log.open {
            log.last.record(if log.pen.cut { Class::Cut } else { Class::Line }, self.stamp.unwrap_or(Stamp::NONE), false);
        }
    }
}

impl Log {
    /// Returns where the text of the line begins that is being written.
    pub(super) fn line_start(&self) -> usize {
        self.last.start_of(self.last.rows() - usize::from(self.open))
    }

    /// Lets what is written next look as the pen does; says whether there was room for that.
    fn set_look(&mut self, start: usize) -> bool {
        let plain = self.pen.style == Style::default() && self.pen.link.is_none();
        if plain && self.last.rare().is_none() {
            return true;
        }
        let end = self.last.text().len();
        self.last.rare_mut().set_look(end, start, self.pen.style, self.pen.link.as_deref())
    }
}
