//! Text with terminal styles and links.

mod look;

use fleetglass_core::state::ansi::{Span, Style};
use fleetglass_core::state::log::Spans;
use fleetglass_core::state::log::address::{addresses, is_address};
use leptos::prelude::*;
use look::{Look, css};

/// Shows a line. What leads to an address of http, https or mailto is a link: by OSC 8, or as it stands in the text.
#[must_use]
pub fn painted(text: &str, spans: Spans<'_>) -> AnyView {
    let stretches = stretches(text, spans);
    match stretches.as_slice() {
        [Stretch { style, link: None, .. }] if *style == Style::default() => text.to_owned().into_any(),
        _ => stretches.into_iter().map(show).collect_view().into_any(),
    }
}

/// A stretch of a line that looks and leads as one.
#[derive(Debug, PartialEq)]
struct Stretch<'a> {
    text: &'a str,
    style: Style,
    link: Option<&'a str>,
}

fn stretches<'a>(text: &'a str, spans: Spans<'a>) -> Vec<Stretch<'a>> {
    let mut found: Vec<_> = addresses(text).collect();
    found.reverse();
    let plain = Span { start: 0, style: Style::default(), link: None };
    let mut spans = std::iter::once(plain).chain(spans.iter()).peekable();
    let mut stretches = Vec::new();
    while let Some(span) = spans.next() {
        // The text may end before its styles do, where only the beginning of a line is shown.
        let end = spans.peek().map_or(text.len(), |next| (next.start as usize).min(text.len()));
        let mut at = span.start as usize;
        while at < end {
            found.pop_if(|address| address.end <= at);
            let (to, link) = match found.last() {
                Some(address) if address.start <= at => (address.end, text.get(address.clone())),
                Some(address) => (address.start, None),
                None => (end, None),
            };
            let to = to.min(end);
            // What is said to lead somewhere leads there, whatever stands in it.
            let link = span.link.or(link);
            match stretches.last_mut() {
                Some(Stretch { text: before, style, link: held }) if (*style, *held) == (span.style, link) => {
                    *before = &text[at - before.len()..to];
                }
                _ => stretches.push(Stretch { text: text.get(at..to).unwrap_or_default(), style: span.style, link }),
            }
            at = to;
        }
    }
    stretches
}

fn show(stretch: Stretch<'_>) -> AnyView {
    let words = styled(stretch.text, stretch.style);
    match stretch.link.filter(|link| is_address(link)) {
        Some(link) => {
            let link = link.to_owned();
            crate::ui! { <a class="fg-ansi fg-ansi--link" href=link target="_blank" rel="noopener noreferrer">{words}</a> }.into_any()
        }
        None => words,
    }
}

fn styled(text: &str, style: Style) -> AnyView {
    let text = text.to_owned();
    if style == Style::default() {
        return text.into_any();
    }
    let look = Look::of(style);
    let class = look.class(style);
    match (look.ink, look.ground) {
        (None, None) => crate::ui! { <span class=class>{text}</span> }.into_any(),
        (Some(ink), None) => crate::ui! { <span class=class style=("--fg-ansi-ink", css(ink))>{text}</span> }.into_any(),
        (ink, Some(ground)) => {
            let ink = css(ink.unwrap_or_default());
            crate::ui! { <span class=class style=("--fg-ansi-ink", ink) style=("--fg-ansi-ground", css(ground))>{text}</span> }.into_any()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use fleetglass_core::state::log::{Logs, Meta};

    /// The stretches of the line that a terminal would show.
    fn shown(text: &str) -> Vec<(String, bool, Option<String>)> {
        let mut logs = Logs::default();
        let ix = logs.open("unit");
        logs.write(ix, text, Meta::default());
        let row = logs.get(ix).and_then(|log| log.row(0));
        let stretches = row.map(|row| stretches(row.text, row.spans)).unwrap_or_default();
        stretches.into_iter().map(|stretch| (stretch.text.to_owned(), stretch.style.bold, stretch.link.map(str::to_owned))).collect()
    }

    #[test]
    fn what_leads_somewhere_is_a_link() {
        let x = || Some("https://x.example/".to_owned());
        let part = |text: &str, bold: bool, link: Option<String>| (text.to_owned(), bold, link);
        for (text, expect) in [
            ("plain", vec![part("plain", false, None)]),
            ("", vec![]),
            ("\x1b[1mbold", vec![part("bold", true, None)]),
            ("at https://x.example/.", vec![part("at ", false, None), part("https://x.example/", false, x()), part(".", false, None)]),
            ("https://x.\x1b[1mexample\x1b[0m/", vec![part("https://x.", false, x()), part("example", true, x()), part("/", false, x())]),
            ("\x1b]8;;https://x.example/\x07there\x1b]8;;\x07.", vec![part("there", false, x()), part(".", false, None)]),
            ("\x1b]8;;https://x.example/\x07http://other\x1b]8;;\x07", vec![part("http://other", false, x())]),
            ("\x1b]8;;javascript:x\x07there", vec![part("there", false, None)]),
            ("é→https://x.example/ é", vec![part("é→", false, None), part("https://x.example/", false, x()), part(" é", false, None)]),
        ] {
            assert_eq!(shown(text), expect, "{text:?}");
        }
    }
}
