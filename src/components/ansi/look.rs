//! How a style looks on the page: readable in light and dark.
//!
//! The sixteen named colours are classes. Others are handed over as they were sent, and the style sheet holds their lightness
//! to what can be read on the page's background. A colour on a background of its own is kept if it can be read there;
//! if not, it becomes black or white.

use fleetglass_core::state::ansi::{Color, Style};

pub(super) type Rgb = (u8, u8, u8);

/// The colours of a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Look {
    /// One of the sixteen named colours, on the page's background.
    named: Option<u8>,
    /// Another colour.
    pub(super) ink: Option<Rgb>,
    /// A background.
    pub(super) ground: Option<Rgb>,
    /// The page's own two colours, swapped.
    swapped: bool,
}

impl Look {
    pub(super) fn of(style: Style) -> Self {
        let (fg, bg) = if style.inverse { (style.bg, style.fg) } else { (style.fg, style.bg) };
        match (fg, bg) {
            (Color::Default, Color::Default) => Self { swapped: style.inverse, ..Self::default() },
            (Color::Indexed(n @ 0..=15), Color::Default) if style.inverse => {
                Self { ground: Some(indexed(n)), ink: Some(on(None, indexed(n))), ..Self::default() }
            }
            (Color::Indexed(n @ 0..=15), Color::Default) => Self { named: Some(n), ..Self::default() },
            (fg, Color::Default) => Self { ink: rgb(fg), ..Self::default() },
            (fg, bg) => {
                let ground = rgb(bg).unwrap_or_default();
                Self { ink: Some(on(rgb(fg), ground)), ground: Some(ground), ..Self::default() }
            }
        }
    }

    pub(super) fn class(self, style: Style) -> String {
        let mut class = String::from("fg-ansi");
        let mut add = |name: &str| {
            class.push_str(" fg-ansi--");
            class.push_str(name);
        };
        if let Some(named) = self.named {
            add(NAMES[usize::from(named)]);
        }
        match (self.ink, self.ground) {
            (_, Some(_)) => add("ground"),
            (Some(_), None) => add("ink"),
            (None, None) => {}
        }
        for (is, name) in [
            (self.swapped, "swapped"),
            (style.bold, "bold"),
            (style.faint && self.ground.is_none() && !self.swapped, "faint"),
            (style.italic, "italic"),
            (style.underline, "underline"),
            (style.strike, "strike"),
        ] {
            if is {
                add(name);
            }
        }
        class
    }
}

const NAMES: [&str; 16] = [
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "white",
    "black",
    "bright-red",
    "bright-green",
    "bright-yellow",
    "bright-blue",
    "bright-magenta",
    "bright-cyan",
    "white",
];

pub(super) fn css((r, g, b): Rgb) -> String {
    format!("rgb({r} {g} {b})")
}

fn rgb(color: Color) -> Option<Rgb> {
    match color {
        Color::Default => None,
        Color::Indexed(n) => Some(indexed(n)),
        Color::Rgb(r, g, b) => Some((r, g, b)),
    }
}

/// Returns a colour of xterm's 256.
fn indexed(n: u8) -> Rgb {
    const NAMED: [Rgb; 16] = [
        (0, 0, 0),
        (170, 30, 30),
        (0, 120, 50),
        (150, 105, 0),
        (30, 80, 190),
        (150, 40, 150),
        (0, 120, 140),
        (200, 200, 200),
        (105, 105, 105),
        (230, 80, 80),
        (60, 180, 90),
        (230, 190, 60),
        (90, 140, 240),
        (210, 110, 210),
        (70, 190, 205),
        (255, 255, 255),
    ];
    match n {
        0..=15 => NAMED[usize::from(n)],
        16..=231 => {
            let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
            let n = n - 16;
            (level(n / 36), level(n / 6 % 6), level(n % 6))
        }
        232..=255 => {
            let level = 8 + 10 * (n - 232);
            (level, level, level)
        }
    }
}

/// Returns the colour for text on a background: the one that was sent if it can be read, else black or white.
fn on(ink: Option<Rgb>, ground: Rgb) -> Rgb {
    match ink {
        Some(ink) if contrast(ink, ground) >= 4.5 => ink,
        _ => [(0, 0, 0), (255, 255, 255)]
            .into_iter()
            .max_by(|a, b| contrast(*a, ground).total_cmp(&contrast(*b, ground)))
            .unwrap_or_default(),
    }
}

/// The contrast ratio of WCAG 2.2.
fn contrast(a: Rgb, b: Rgb) -> f64 {
    let luminance = |(r, g, b): Rgb| {
        let part = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b)
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style(fg: Color, bg: Color) -> Style {
        Style { fg, bg, ..Style::default() }
    }

    #[test]
    fn text_on_any_background_can_be_read() {
        let some = [(0, 0, 0), (255, 255, 255), (128, 128, 128), (255, 0, 0), (0, 0, 255), (250, 240, 10), (20, 90, 90)];
        for ground in some {
            for ink in some.into_iter().map(Some).chain([None]) {
                assert!(contrast(on(ink, ground), ground) >= 4.5, "{ink:?} on {ground:?}");
            }
        }
    }

    #[test]
    fn the_256_are_those_of_xterm() {
        for (n, expect) in
            [(16, (0, 0, 0)), (21, (0, 0, 255)), (196, (255, 0, 0)), (231, (255, 255, 255)), (232, (8, 8, 8)), (255, (238, 238, 238))]
        {
            assert_eq!(indexed(n), expect, "{n}");
        }
    }

    #[test]
    fn named_colours_are_classes_and_others_are_held_to_what_can_be_read() {
        assert_eq!(Look::of(style(Color::Indexed(1), Color::Default)).class(Style::default()), "fg-ansi fg-ansi--red");
        assert_eq!(Look::of(style(Color::Rgb(1, 2, 3), Color::Default)).class(Style::default()), "fg-ansi fg-ansi--ink");
        assert_eq!(Look::of(style(Color::Default, Color::Indexed(1))).class(Style::default()), "fg-ansi fg-ansi--ground");
        let swapped = Style { inverse: true, bold: true, ..Style::default() };
        assert_eq!(Look::of(swapped).class(swapped), "fg-ansi fg-ansi--swapped fg-ansi--bold");
    }
}
