//! Terminal controls: what of them is style, what is text, and what is dropped.
//!
//! Follows ECMA-48 for SGR, OSC 8 for links, and the habits of build tools: `\r` starts the line over, `\b` takes a character
//! back. Every other control is dropped, so none can reach the page. Escapes may be split anywhere. What no escape can hold
//! (a letter outside ASCII in a sequence, a line break anywhere) ends it, and is text.

pub use super::sgr::{Color, Style};

use super::log::address::is_address;

/// From a byte of the line's text on, up to the next span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span<'a> {
    /// The first byte.
    pub start: u32,
    /// How it looks.
    pub style: Style,
    /// Where it leads: an address of http, https or mailto.
    pub link: Option<&'a str>,
}

/// The longest line that is kept, in bytes.
pub const LINE_BYTES: usize = 64 * 1024;
/// The longest escape that is waited for, in bytes.
const ESCAPE_BYTES: usize = 4096;

/// Returns where the first control stands from `at` on: any but a tab. What stands before is text.
pub(super) fn next_control(bytes: &[u8], mut at: usize) -> usize {
    // In a row of blocks of one size without an early exit the compiler makes vectors of this. C2 begins the controls of C1.
    let suspect = |byte: u8| (byte < b' ') & (byte != b'\t') | (byte == 0x7f) | (byte == 0xc2);
    loop {
        let (blocks, _) = bytes.get(at..).unwrap_or_default().as_chunks::<32>();
        let clear = |block: &&[u8; 32]| !block.iter().fold(false, |any, byte| any | suspect(*byte));
        at += 32 * blocks.iter().take_while(clear).count();
        let Some(found) = bytes[at.min(bytes.len())..].iter().position(|byte| suspect(*byte)) else { return bytes.len() };
        at += found;
        match bytes.get(at + 1) {
            Some(0xa0..) if bytes[at] == 0xc2 => at += 2,
            _ => return at,
        }
    }
}

/// How far an escape is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Stage {
    /// ESC came.
    #[default]
    Begun,
    /// A sequence of ASCII.
    Sequence,
    /// OSC, DCS, SOS, PM or APC: any text until ESC \, or BEL.
    Text,
}

/// An escape that is being read.
#[derive(Default)]
pub(super) struct Escape {
    /// Its buffer for the text of OSC is of no use here.
    parser: vte::Parser<0>,
    stage: Stage,
    bytes: usize,
    /// The text of an OSC.
    osc: Option<String>,
}

/// What came of an escape so far.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It is not over; all was read.
    Unfinished,
    /// It is over.
    Over,
    /// It is over, and what follows leads there, or nowhere.
    Link(Option<String>),
    /// `\r` inside of it.
    Redraw,
    /// `\b` inside of it.
    Back,
    /// It is over, and was this character.
    Text(char),
}

impl std::fmt::Debug for Escape {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Escape").field("stage", &self.stage).finish_non_exhaustive()
    }
}

impl Escape {
    /// Returns an escape of which ESC came.
    pub(super) fn begun() -> Self {
        let mut escape = Self::default();
        escape.parser.advance(&mut Heard { style: &mut Style::default(), ended: false, act: None }, &[0x1b]);
        escape
    }

    /// Reads on; returns how many bytes it took, and what came of it.
    pub(super) fn read(&mut self, text: &str, style: &mut Style) -> (usize, Outcome) {
        for (at, c) in text.char_indices() {
            let broken = c == '\n' || self.bytes >= ESCAPE_BYTES || (!c.is_ascii() && self.stage != Stage::Text);
            // CAN and SUB end any escape.
            let cancelled = matches!(c, '\u{18}' | '\u{1a}');
            if broken || cancelled {
                return (at + usize::from(cancelled), Outcome::Over);
            }
            let ends_osc = matches!((self.stage, c), (Stage::Begun, '\\') | (Stage::Text, '\u{7}'));
            let stage = match (self.stage, c) {
                (_, '\u{1b}') => Stage::Begun,
                (Stage::Begun, ']' | 'P' | 'X' | '^' | '_') => Stage::Text,
                (Stage::Begun, _) => Stage::Sequence,
                (stage, _) => stage,
            };
            match (&mut self.osc, self.stage, c) {
                (_, Stage::Begun, ']') => self.osc = Some(String::new()),
                (Some(osc), Stage::Text, c) if !c.is_control() => osc.push(c),
                (_, Stage::Begun, c) if c != '\\' => self.osc = None,
                _ => {}
            }
            self.stage = stage;
            self.bytes += c.len_utf8();
            let mut heard = Heard { style, ended: false, act: None };
            // The machine reads bytes, one of which could end its string in the middle of a letter. No one reads the string.
            self.parser.advance(&mut heard, &[u8::try_from(c).ok().filter(u8::is_ascii).unwrap_or(b'?')]);
            let (ended, act) = (heard.ended, heard.act);
            let next = at + c.len_utf8();
            if let Some(act) = act {
                return (next, act);
            }
            if ended {
                let link = self.osc.take().filter(|_| ends_osc).and_then(|osc| link(&osc));
                return (next, link.map_or(Outcome::Over, Outcome::Link));
            }
        }
        (text.len(), Outcome::Unfinished)
    }
}

/// Reads `8;parameters;address`: where the text that follows leads.
fn link(osc: &str) -> Option<Option<String>> {
    let (_, address) = osc.strip_prefix("8;")?.split_once(';')?;
    Some(is_address(address).then(|| address.to_owned()))
}

/// What the machine says of one byte.
struct Heard<'a> {
    style: &'a mut Style,
    ended: bool,
    act: Option<Outcome>,
}

impl vte::Perform for Heard<'_> {
    fn print(&mut self, c: char) {
        self.act = Some(Outcome::Text(c));
    }

    fn execute(&mut self, byte: u8) {
        match byte {
            b'\r' => self.act = Some(Outcome::Redraw),
            0x08 => self.act = Some(Outcome::Back),
            _ => {}
        }
    }

    fn csi_dispatch(&mut self, params: &vte::Params, intermediates: &[u8], ignore: bool, action: char) {
        self.ended = true;
        if action == 'm' && intermediates.is_empty() && !ignore {
            self.style.apply(params.iter());
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

/// Reads a sequence of the plainest form, `ESC [ 1;31 m` without its ESC: returns its length. Applies it where it is one of
/// style. What is rarer is left to [`Escape`].
pub(super) fn plain_sequence(bytes: &[u8], style: &mut Style) -> Option<usize> {
    if bytes.first() != Some(&b'[') {
        return None;
    }
    let (mut codes, mut count) = ([0_u16; 16], 0);
    for (at, byte) in bytes.iter().enumerate().skip(1) {
        match byte {
            b'0'..=b'9' => codes[count] = codes[count].saturating_mul(10).saturating_add(u16::from(byte - b'0')),
            b';' if count + 1 < codes.len() => count += 1,
            b'm' => {
                style.apply(codes[..=count].chunks(1));
                return Some(at + 1);
            }
            b'@'..=b'~' => return Some(at + 1),
            _ => return None,
        }
    }
    None
}
