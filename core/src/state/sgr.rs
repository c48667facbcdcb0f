//! How text looks: the parameters of SGR (ECMA-48, 8.3.117), with the colours of xterm.

/// A colour of text or background.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Color {
    /// The page's own.
    #[default]
    Default,
    /// One of the 256 of a terminal; the first 16 are named.
    Indexed(u8),
    /// Red, green, blue.
    Rgb(u8, u8, u8),
}

/// How a stretch of text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Style {
    /// The text's colour.
    pub fg: Color,
    /// The background's colour.
    pub bg: Color,
    /// SGR 1.
    pub bold: bool,
    /// SGR 2.
    pub faint: bool,
    /// SGR 3.
    pub italic: bool,
    /// SGR 4.
    pub underline: bool,
    /// SGR 7.
    pub inverse: bool,
    /// SGR 9.
    pub strike: bool,
}

impl Style {
    /// Applies the parameters of an SGR sequence, each with what follows it after colons. None at all is a zero.
    pub(super) fn apply<'a>(&mut self, mut codes: impl Iterator<Item = &'a [u16]>) {
        while let Some(code) = codes.next() {
            match code[0] {
                0 => *self = Self::default(),
                1 => self.bold = true,
                2 => self.faint = true,
                3 => self.italic = true,
                4 => self.underline = code.get(1) != Some(&0),
                7 => self.inverse = true,
                9 => self.strike = true,
                22 => (self.bold, self.faint) = (false, false),
                23 => self.italic = false,
                24 => self.underline = false,
                27 => self.inverse = false,
                29 => self.strike = false,
                n @ 30..=37 => self.fg = Color::Indexed(n as u8 - 30),
                n @ 90..=97 => self.fg = Color::Indexed(n as u8 - 82),
                n @ 40..=47 => self.bg = Color::Indexed(n as u8 - 40),
                n @ 100..=107 => self.bg = Color::Indexed(n as u8 - 92),
                39 => self.fg = Color::Default,
                49 => self.bg = Color::Default,
                n @ (38 | 48) => {
                    if let Some(color) = extended_color(code, &mut codes) {
                        *(if n == 38 { &mut self.fg } else { &mut self.bg }) = color;
                    }
                }
                // The colour of an underline, which is not shown: its numbers must not be taken for codes.
                58 => _ = extended_color(code, &mut codes),
                _ => {}
            }
        }
    }
}

/// Reads `38;5;n`, `38;2;r;g;b` and their forms with colons.
fn extended_color<'a>(code: &[u16], codes: &mut impl Iterator<Item = &'a [u16]>) -> Option<Color> {
    let byte = |value: u16| u8::try_from(value).ok();
    if code.len() > 1 {
        return match code[1..] {
            [5, n, ..] => byte(n).map(Color::Indexed),
            [2, _, r, g, b, ..] | [2, r, g, b] => Some(Color::Rgb(byte(r)?, byte(g)?, byte(b)?)),
            _ => None,
        };
    }
    let mut next = || codes.next().map(|code| code[0]);
    match next()? {
        5 => byte(next()?).map(Color::Indexed),
        2 => Some(Color::Rgb(byte(next()?)?, byte(next()?)?, byte(next()?)?)),
        _ => None,
    }
}
