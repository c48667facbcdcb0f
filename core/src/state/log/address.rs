//! Addresses in text: what may be followed, and where it ends.

use memchr::memchr_iter;
use std::ops::Range;

/// Says whether an address may be followed: http, https and mailto, no other scheme.
///
/// ```
/// use fleetglass_core::state::log::address::is_address;
/// assert!(is_address("HTTPS://example.org/a?b#c") && is_address("mailto:someone@example.org"));
/// assert!(!is_address("javascript:alert(1)") && !is_address("/here") && !is_address("https://"));
/// ```
#[must_use]
pub fn is_address(address: &str) -> bool {
    let follows = |scheme: &str| {
        let (start, rest) = address.split_at_checked(scheme.len()).unwrap_or_default();
        start.eq_ignore_ascii_case(scheme) && !rest.is_empty()
    };
    ["https://", "http://", "mailto:"].into_iter().any(follows) && !address.chars().any(ends)
}

/// Returns where addresses stand in a text, without the punctuation of the sentence around them.
///
/// ```
/// use fleetglass_core::state::log::address::addresses;
/// let text = "see https://example.org/a_(b), or (http://localhost:3000/).";
/// assert_eq!(addresses(text).map(|range| &text[range]).collect::<Vec<_>>(), ["https://example.org/a_(b)", "http://localhost:3000/"]);
/// ```
pub fn addresses(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut after = 0;
    memchr_iter(b':', text.as_bytes()).filter_map(move |colon| {
        let range = around(text, colon).filter(|range| range.start >= after)?;
        after = range.end;
        Some(range)
    })
}

/// The longest address that is found, in bytes.
const ADDRESS_BYTES: usize = 2048;

fn around(text: &str, colon: usize) -> Option<Range<usize>> {
    let scheme = text[..colon].bytes().rev().take_while(u8::is_ascii_alphabetic).take(7).count();
    let start = colon - scheme;
    let is = |name: &str| text[start..colon].eq_ignore_ascii_case(name);
    let mail = is("mailto");
    let web = (is("http") || is("https")) && text[colon + 1..].starts_with("//");
    // `1http:` is another scheme.
    if !(mail || web) || text[..start].ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let rest = &text[start..text.floor_char_boundary(start + ADDRESS_BYTES)];
    let address = without_punctuation(&rest[..rest.find(ends).unwrap_or(rest.len())]);
    let named = address.get(scheme + 1..)?;
    let reaches =
        if mail { named.contains('@') } else { named.trim_start_matches('/').starts_with(|c: char| c.is_alphanumeric() || c == '[') };
    (is_address(address) && reaches).then(|| start..start + address.len())
}

/// Says whether no address goes on with this character: spaces, quotes, brackets of markup, punctuation of other scripts, and
/// what is not seen.
fn ends(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '"' | '<' | '>' | '`' | '{' | '}' | '|' | '\\' | '^' | '«' | '»' | '\u{ad}' | '\u{feff}')
        || matches!(c, '\u{2010}'..='\u{206f}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff1f}')
}

/// Leaves out what ends the sentence, not the address; and a closing bracket that was opened before it.
fn without_punctuation(mut address: &str) -> &str {
    loop {
        let Some(last) = address.chars().next_back() else { return address };
        let open = match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '~' | '(' | '[' => None,
            ')' => Some('('),
            ']' => Some('['),
            _ => return address,
        };
        let count = |wanted: char| address.matches(wanted).count();
        if open.is_some_and(|open| count(open) >= count(last)) {
            return address;
        }
        address = &address[..address.len() - last.len_utf8()];
    }
}
