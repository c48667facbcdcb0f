//! The figures that the look promises, measured over the colours of `style/tokens.css`.

use crate::colour::{BLINDNESS, Colour};
use crate::tree;
use std::collections::BTreeMap;

/// A role's colour, light and dark.
type Tokens = BTreeMap<String, [Colour; 2]>;

const GROUNDS: [&str; 5] = ["canvas", "surface", "sunken", "hover", "selected"];
const TEXT: f64 = 4.5;
const GLYPH: f64 = 3.0;

/// A role, the lowest contrast on any ground, light and dark, and the least it may be.
const LOWEST: [(&str, [f64; 2], f64); 13] = [
    ("control", [3.5, 3.3], GLYPH),
    ("text", [12.3, 10.6], TEXT),
    ("text-2", [6.4, 6.3], TEXT),
    ("text-3", [4.8, 4.7], TEXT),
    ("accent", [5.6, 7.2], TEXT),
    ("waiting", [3.1, 7.7], GLYPH),
    ("waiting-text", [6.1, 8.5], TEXT),
    ("failed", [6.1, 3.8], GLYPH),
    ("failed-text", [6.5, 6.0], TEXT),
    ("running", [4.7, 5.0], GLYPH),
    ("succeeded", [3.1, 7.4], GLYPH),
    ("succeeded-text", [5.9, 7.3], TEXT),
    ("quiet", [4.2, 3.9], GLYPH),
];

/// A role on another, and their contrast.
const PAIRS: [(&str, &str, [f64; 2]); 4] = [
    ("on-accent", "accent", [6.8, 10.1]),
    ("on-waiting", "waiting-fill", [9.0, 9.0]),
    ("text", "waiting-wash", [13.6, 11.0]),
    ("text", "find-now", [8.7, 5.3]),
];

/// Pairs of which nothing is promised but that they can be read.
const READ: [(&str, &str); 5] = [
    ("text", "failed-wash"),
    ("text", "find"),
    ("waiting-text", "waiting-wash"),
    ("failed-text", "failed-wash"),
    ("text-2", "waiting-wash"),
];

const STATUSES: [&str; 5] = ["waiting", "failed", "running", "succeeded", "quiet"];
/// How far two status colours are apart for anybody, in OKLab x 100.
const APART: f64 = 6.8;

fn oklch(text: &str) -> Option<Colour> {
    let inside = text.trim().strip_prefix("oklch(")?.strip_suffix(')')?;
    let mut parts = inside.split_whitespace().map(str::parse);
    let lch = [parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?];
    parts.next().is_none().then(|| Colour::of_oklch(lch))
}

fn tokens(css: &str) -> Tokens {
    let mut tokens = Tokens::new();
    for line in css.lines() {
        let Some((name, value)) = line.trim().strip_prefix("--fg-").and_then(|line| line.strip_suffix(';')?.split_once(": ")) else {
            continue;
        };
        let pair = match value.strip_prefix("light-dark(").and_then(|inside| inside.strip_suffix(')')) {
            Some(inside) => inside.split_once("), ").and_then(|(light, dark)| Some([oklch(&format!("{light})"))?, oklch(dark)?])),
            None => oklch(value).map(|both| [both, both]),
        };
        // The first is the one that holds; what follows are system colours.
        if let Some(pair) = pair {
            tokens.entry(name.to_owned()).or_insert(pair);
        }
    }
    tokens
}

fn held() -> Tokens {
    tokens(&tree::read("style/tokens.css"))
}

const THEMES: [(usize, &str); 2] = [(0, "light"), (1, "dark")];

/// Returns the contrast of two colours as a screen shows them.
fn contrast(one: Colour, other: Colour) -> f64 {
    one.on_screen().contrast(other.on_screen())
}

/// Says what is wrong with a figure: it is rounded to a tenth, and must not be under the least.
fn differs(what: &str, found: f64, promised: f64, least: f64) -> Option<String> {
    let near = (found - promised).abs() < 0.055;
    (!near || found < least).then(|| format!("{what}: {found:.2}, promised is {promised}, {least} at least"))
}

#[test]
fn every_role_has_the_contrast_that_is_promised_on_every_ground() {
    let tokens = held();
    let mut wrong = Vec::new();
    for (role, promised, least) in LOWEST {
        for (at, theme) in THEMES {
            let lowest = GROUNDS.map(|ground| contrast(tokens[role][at], tokens[ground][at])).into_iter().fold(f64::MAX, f64::min);
            wrong.extend(differs(&format!("{role}, {theme}"), lowest, promised[at], least));
        }
    }
    for (role, ground, promised) in PAIRS {
        for (at, theme) in THEMES {
            let found = contrast(tokens[role][at], tokens[ground][at]);
            wrong.extend(differs(&format!("{role} on {ground}, {theme}"), found, promised[at], TEXT));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn what_stands_on_a_wash_can_be_read() {
    let tokens = held();
    for (role, ground) in READ {
        for (at, theme) in THEMES {
            let found = contrast(tokens[role][at], tokens[ground][at]);
            assert!(found >= TEXT, "{role} on {ground}, {theme}: {found:.2}");
        }
    }
}

#[test]
fn letters_of_threads_and_terminal_colours_can_be_read_in_logs() {
    let tokens = held();
    for (prefix, count, promised) in [("gutter-", 6, [5.5, 8.6]), ("ansi-", 12, [4.6, 7.8])] {
        for (at, theme) in THEMES {
            let found: Vec<f64> = tokens
                .iter()
                .filter(|(name, _)| name.starts_with(prefix))
                .map(|(_, colours)| contrast(colours[at], tokens["sunken"][at]))
                .collect();
            assert_eq!(found.len(), count, "{prefix}");
            let lowest = found.into_iter().fold(f64::MAX, f64::min);
            assert!((lowest - promised[at]).abs() < 0.1 && lowest >= TEXT, "{prefix}, {theme}: {lowest:.2}, promised is {}", promised[at]);
        }
    }
}

#[test]
fn other_terminal_colours_are_held_to_a_lightness_that_can_be_read_whatever_the_hue() {
    let (css, sunken) = (tree::read("style/tokens.css"), held()["sunken"]);
    for (bound, (at, theme)) in [("--fg-ansi-most: .48;", THEMES[0]), ("--fg-ansi-least: .66;", THEMES[1])] {
        assert!(css.contains(bound), "{bound}");
        let lightness: f64 = bound.trim_end_matches(';').rsplit(' ').next().and_then(|text| text.parse().ok()).expect("a number");
        let (least, most) = if at == 0 { (0.0, lightness) } else { (lightness, 1.0) };
        let steps = || (0..=255_u8).step_by(15);
        let colours = steps().flat_map(|r| steps().flat_map(move |g| steps().map(move |b| [r, g, b])));
        let lowest = colours.map(|sent| contrast(Colour::of_bytes(sent).held_to(least, most), sunken[at])).fold(f64::MAX, f64::min);
        assert!(lowest >= TEXT, "{theme}: {lowest:.2}");
    }
}

#[test]
fn status_colours_stay_apart_for_people_who_see_fewer_colours() {
    let tokens = held();
    let mut nearest = (f64::MAX, String::new());
    for (at, theme) in THEMES {
        for (kind, matrix) in BLINDNESS {
            for (nth, one) in STATUSES.iter().enumerate() {
                for other in &STATUSES[nth + 1..] {
                    let found = tokens[*one][at].seen_by(matrix).distance(tokens[*other][at].seen_by(matrix));
                    if found < nearest.0 {
                        nearest = (found, format!("{one} and {other}, {theme}, {kind}"));
                    }
                }
            }
        }
    }
    assert!(nearest.0 >= APART, "{nearest:?}");
}

#[test]
fn a_colour_that_nobody_could_read_would_be_found() {
    let held = tokens("--fg-a: light-dark(oklch(.9 0 0), oklch(.2 0 0));\n  --fg-b: oklch(.88 0 0);\n--fg-a: CanvasText;\n");
    assert_eq!(held.len(), 2);
    assert!(held["a"][0].contrast(held["b"][0]) < 1.2);
    assert!(differs("a", 1.1, 4.5, TEXT).is_some() && differs("a", 4.4, 4.4, TEXT).is_some() && differs("a", 4.52, 4.5, TEXT).is_none());
}
