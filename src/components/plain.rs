//! Text of others on one line: without terminal escapes, line ends or what would never be seen.

/// So many characters are shown at most; a row is narrower than that.
const MOST: usize = 400;

/// Puts text on one line: escape sequences and control characters go, any white space becomes one space.
///
/// ```
/// use fleetglass::components::plain::one_line;
/// assert_eq!(one_line("\u{1b}[1m\u{1b}[32m  Compiling\u{1b}[0m core\n"), "Compiling core");
/// ```
#[must_use]
pub fn one_line(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars().peekable();
    let mut space = false;
    while let Some(c) = chars.next() {
        match c {
            '\u{1b}' => skip_escape(&mut chars),
            c if c.is_whitespace() => space = !out.is_empty(),
            c if c.is_control() => {}
            c => {
                if std::mem::take(&mut space) {
                    out.push(' ');
                }
                out.push(c);
            }
        }
        if out.len() > MOST {
            break;
        }
    }
    out
}

/// Skips what follows an ESC: a control sequence to its final byte, a string to its end, else one character.
fn skip_escape(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) {
    match chars.next() {
        Some('[') => drop(chars.find(|c| ('@'..='~').contains(c))),
        Some(']' | 'P' | '^' | '_' | 'X') => drop(chars.find(|c| matches!(c, '\u{7}' | '\u{9c}' | '\\'))),
        _ => {}
    }
}
