//! A pattern that people type, as the browser's own regular expression.
//!
//! No regular expressions are compiled into the page: the browser's cost nothing and have the syntax people know. A bad
//! pattern is an answer here, never an exception; and a pattern that could run for ever is refused, since nothing could
//! stop it.

use js_sys::{Array, Function, Reflect, RegExp, global};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue};

/// A pattern that can be looked for.
#[derive(Clone)]
pub struct Pattern {
    source: String,
    case: bool,
    compiled: SendWrapper<RegExp>,
}

/// Why a text is no pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadPattern {
    /// A group is not closed.
    Group,
    /// A class is not closed.
    Class,
    /// There is nothing to repeat.
    Repeat,
    /// It ends in a backslash.
    Backslash,
    /// It repeats a repeat, which can take for ever.
    Explodes,
    /// The browser's words.
    Other(String),
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        (&self.source, self.case) == (&other.source, other.case)
    }
}

impl Pattern {
    /// Makes a pattern.
    ///
    /// # Errors
    /// Says what is wrong with it, as long as it is being typed.
    pub fn new(source: &str, case: bool) -> Result<Self, BadPattern> {
        if repeats_a_repeat(source) {
            return Err(BadPattern::Explodes);
        }
        // Constructed through `Reflect`, since the constructor throws at a bad pattern.
        let arguments = Array::of2(&JsValue::from_str(source), &JsValue::from_str(if case { "" } else { "i" }));
        let constructor = Reflect::get(&global(), &JsValue::from_str("RegExp")).ok().and_then(|found| found.dyn_into::<Function>().ok());
        let made = constructor.map(|constructor| Reflect::construct(&constructor, &arguments));
        match made {
            Some(Ok(compiled)) => {
                Ok(Self { source: source.to_owned(), case, compiled: SendWrapper::new(compiled.unchecked_into::<RegExp>()) })
            }
            Some(Err(thrown)) => Err(cause(&thrown)),
            None => Err(BadPattern::Other(String::new())),
        }
    }

    /// Says whether a text holds it.
    #[must_use]
    pub fn is_in(&self, text: &str) -> bool {
        self.compiled.test(text)
    }
}

fn cause(thrown: &JsValue) -> BadPattern {
    let message = Reflect::get(thrown, &JsValue::from_str("message")).ok().and_then(|message| message.as_string()).unwrap_or_default();
    named(&message)
}

/// Reads what a browser says of a pattern. Each says it in words of its own.
fn named(message: &str) -> BadPattern {
    let has = |words: &[&str]| words.iter().any(|word| message.to_ascii_lowercase().contains(word));
    if has(&["unterminated group", "unterminated parenthetical", "missing )", "unmatched parenthes", "unterminated parenthes"]) {
        BadPattern::Group
    } else if has(&["character class"]) {
        BadPattern::Class
    } else if has(&["nothing to repeat"]) {
        BadPattern::Repeat
    } else if has(&["at end of pattern"]) {
        BadPattern::Backslash
    } else {
        BadPattern::Other(message.rsplit(": ").next().unwrap_or_default().to_owned())
    }
}

/// Says whether a group that holds an unbounded repeat is itself repeated without bound: `(a+)+` takes for ever on some text.
///
/// It errs on the safe side: some such patterns are harmless.
fn repeats_a_repeat(source: &str) -> bool {
    let bytes = source.as_bytes();
    let mut groups = vec![false];
    let (mut at, mut in_class) = (0, false);
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b']' => in_class = false,
            _ if in_class => {}
            b'[' => in_class = true,
            b'(' => groups.push(false),
            b')' => {
                let held = groups.len() > 1 && groups.pop().unwrap_or(false);
                let repeated = is_unbounded(&bytes[at + 1..]);
                if held && repeated {
                    return true;
                }
                if let Some(outer) = groups.last_mut() {
                    *outer |= held || repeated;
                }
            }
            _ => {
                if is_unbounded(&bytes[at..])
                    && let Some(group) = groups.last_mut()
                {
                    *group = true;
                }
            }
        }
        at += 1;
    }
    false
}

/// Says whether a quantifier without an upper bound stands here.
fn is_unbounded(rest: &[u8]) -> bool {
    match rest.first() {
        Some(b'*' | b'+') => true,
        Some(b'{') => {
            let inside: Vec<u8> = rest[1..].iter().copied().take_while(|byte| *byte != b'}').collect();
            inside.ends_with(b",") && inside.len() > 1
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repeated_repeat_is_refused_and_others_are_not() {
        for bad in ["(a+)+", "(a*)*b", "((a+)b?)+", "(x+x+)+y", "(a{2,})*", "(?:a+)+"] {
            assert!(repeats_a_repeat(bad), "{bad}");
        }
        for good in ["a+b+", "(a|b)+", "(a+)?", "[(+]+", r"(\+)+", "(a{2,3})+", "(ab)*c+", "a)+", "(a+){3}"] {
            assert!(!repeats_a_repeat(good), "{good}");
        }
    }

    #[test]
    fn each_browsers_words_are_read() {
        for (message, expect) in [
            ("Invalid regular expression: /(/: Unterminated group", BadPattern::Group),
            ("unterminated parenthetical", BadPattern::Group),
            ("Invalid regular expression: missing )", BadPattern::Group),
            ("Invalid regular expression: /[/: Unterminated character class", BadPattern::Class),
            ("unterminated character class", BadPattern::Class),
            ("Invalid regular expression: /*/: Nothing to repeat", BadPattern::Repeat),
            (r"Invalid regular expression: /\/: \ at end of pattern", BadPattern::Backslash),
            ("Invalid regular expression: /{1}/: Odd", BadPattern::Other("Odd".into())),
        ] {
            assert_eq!(named(message), expect, "{message}");
        }
    }
}
