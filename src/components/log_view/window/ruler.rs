//! How tall a row is: exact for ASCII, which breaks anywhere into columns of one width; estimated otherwise.

/// What the page's measures are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ruler {
    /// How many columns a line of output has before it wraps; `None` where lines do not wrap.
    pub columns: Option<u32>,
    /// How tall a line is.
    pub line_px: f64,
    /// How tall a row is that is not output.
    pub event_px: f64,
}

/// A tab stands before the next column that is a multiple of this.
const TAB: u32 = 4;

impl Default for Ruler {
    fn default() -> Self {
        Self { columns: None, line_px: 20.0, event_px: 24.0 }
    }
}

impl Ruler {
    /// Returns how tall a row of output with this text is.
    #[must_use]
    pub fn line(&self, text: &str) -> f64 {
        f64::from(self.columns.map_or(1, |columns| lines(text, columns))) * self.line_px
    }

    /// Returns how tall a row of `columns` more or less is that is not output.
    #[must_use]
    pub fn event(&self, chars: usize) -> f64 {
        let lines = self.columns.map_or(1, |columns| (chars as u32).div_ceil(columns.max(1)).max(1));
        self.event_px + f64::from(lines - 1) * self.line_px
    }
}

/// Returns how many lines a text takes, if it may break anywhere.
#[must_use]
pub fn lines(text: &str, columns: u32) -> u32 {
    let columns = columns.max(1);
    if text.is_ascii() && !text.contains('\t') {
        return (text.len() as u32).div_ceil(columns).max(1);
    }
    let (mut lines, mut column) = (1, 0);
    for c in text.chars() {
        let wide = if c == '\t' { TAB - column % TAB } else { width(c) };
        if column + wide > columns && column > 0 {
            (lines, column) = (lines + 1, 0);
        }
        column += wide;
    }
    lines
}

/// Returns how many columns a character takes, more or less: fonts do not always agree.
fn width(c: char) -> u32 {
    match u32::from(c) {
        // Marks that stand on the letter before, and what joins or chooses shapes.
        0x0300..=0x036f | 0x0591..=0x05bd | 0x064b..=0x065f | 0x200b..=0x200f | 0x20d0..=0x20ff | 0xfe00..=0xfe0f | 0x1f3fb..=0x1f3ff => 0,
        0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xfe30..=0xfe6f | 0xff00..=0xff60 | 0xffe0..=0xffe6 => 2,
        0x1f300..=0x1faff | 0x20000..=0x3fffd => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ascii_takes_a_line_for_every_so_many_columns() {
        for (length, expect) in [(0, 1), (1, 1), (80, 1), (81, 2), (160, 2), (161, 3)] {
            assert_eq!(lines(&"x".repeat(length), 80), expect, "{length}");
        }
        assert_eq!(lines("anything", 0), 8);
    }

    #[test]
    fn wide_characters_take_two_columns_and_are_never_cut_in_two() {
        assert_eq!(lines("漢字漢字", 8), 1);
        assert_eq!(lines("漢字漢字", 7), 2);
        assert_eq!(lines("e\u{301}e\u{301}", 2), 1);
    }

    #[test]
    fn a_tab_goes_to_the_next_stop() {
        assert_eq!(lines("a\tb", 5), 1);
        assert_eq!(lines("a\tbc", 5), 2);
    }

    #[test]
    fn rows_that_are_not_output_are_taller() {
        let ruler = Ruler { columns: Some(10), ..Ruler::default() };
        assert_eq!((ruler.event(5), ruler.event(11), Ruler::default().event(500)), (24.0, 44.0, 24.0));
    }
}
