//! A pattern that people type, as the browser's own regular expression.
//!
//! A bad pattern is an answer here, never an exception. A good one is tried in a worker, since nothing in the page could stop
//! one that takes for ever: a text's verdict is unknown until the worker said it. A text that does not hold what every match
//! must hold needs no worker.

use super::index::Verdict;
use crate::platform::patterns::{Asked, Batch, Unanswered, test};
use fleetglass_core::state::log::Needle as Literal;
use fleetglass_core::state::log::literal::required_literal;
use js_sys::{Array, Function, Reflect, global};
use send_wrapper::SendWrapper;
use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};

/// So many bytes or rows are asked about at once.
const BATCH_BYTES: usize = 1 << 20;
const BATCH_ROWS: usize = 20_000;

/// A pattern that can be looked for.
#[derive(Clone)]
pub struct Pattern(SendWrapper<Rc<Inner>>);

struct Inner {
    source: String,
    case: bool,
    literal: Option<Literal>,
    answers: RefCell<Answers>,
}

#[derive(Default)]
struct Answers {
    /// Of the last batch, by the print of a text.
    known: HashMap<u64, bool>,
    waiting: bool,
    failed: Option<Unanswered>,
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
    /// The browser's words.
    Other(String),
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        (&self.0.source, self.0.case) == (&other.0.source, other.0.case)
    }
}

impl Pattern {
    /// Makes a pattern.
    ///
    /// # Errors
    /// Says what is wrong with it, as long as it is being typed.
    pub fn new(source: &str, case: bool) -> Result<Self, BadPattern> {
        // Constructed through `Reflect`, since the constructor throws at a bad pattern.
        let arguments = Array::of2(&JsValue::from_str(source), &JsValue::from_str(if case { "" } else { "i" }));
        let constructor = Reflect::get(&global(), &JsValue::from_str("RegExp")).ok().and_then(|found| found.dyn_into::<Function>().ok());
        match constructor.map(|constructor| Reflect::construct(&constructor, &arguments)) {
            Some(Ok(_)) => {
                let literal = required_literal(source, case).map(|text| Literal::new(&text, case));
                let inner = Inner { source: source.to_owned(), case, literal, answers: RefCell::default() };
                Ok(Self(SendWrapper::new(Rc::new(inner))))
            }
            Some(Err(thrown)) => Err(cause(&thrown)),
            None => Err(BadPattern::Other(String::new())),
        }
    }

    /// Returns what was typed.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.0.source
    }

    /// Returns what the worker is asked, for the rows or for the places of the matches.
    pub(super) fn asked(&self, places: bool) -> Asked {
        Asked { source: self.0.source.clone(), case: self.0.case, places }
    }

    /// Says whether a text holds it, if that is known. One that failed is in every text: nothing is hidden by it.
    #[must_use]
    pub fn verdict(&self, text: &str) -> Verdict {
        if self.lacks_literal(text) {
            return Verdict::No;
        }
        let answers = self.0.answers.borrow();
        match answers.known.get(&print(text)) {
            _ if answers.failed.is_some() => Verdict::Yes,
            Some(true) => Verdict::Yes,
            Some(false) => Verdict::No,
            None => Verdict::Later,
        }
    }

    fn lacks_literal(&self, text: &str) -> bool {
        self.0.literal.as_ref().is_some_and(|literal| !literal.is_in(text))
    }

    /// Says why it is not used, where it failed.
    #[must_use]
    pub fn failed(&self) -> Option<Unanswered> {
        self.0.answers.borrow().failed
    }

    /// Begins a question to the worker; `None` while one is with it already, or it failed.
    pub(super) fn question(&self) -> Option<Question> {
        let answers = self.0.answers.borrow();
        (!answers.waiting && answers.failed.is_none()).then(|| Question {
            pattern: self.clone(),
            batch: Batch::default(),
            prints: Vec::new(),
        })
    }
}

/// Texts to be tested by the worker.
pub(super) struct Question {
    pattern: Pattern,
    batch: Batch,
    prints: Vec<u64>,
}

impl Question {
    /// Adds a text whose verdict is not known. Says whether there is room for more.
    pub(super) fn add(&mut self, text: &str) -> bool {
        if self.pattern.verdict(text) == Verdict::Later {
            self.batch.push(text);
            self.prints.push(print(text));
        }
        self.batch.bytes() < BATCH_BYTES && self.batch.rows() < BATCH_ROWS
    }

    /// Sends it, if something is asked; `then` is called when the answer is known.
    pub(super) fn send(self, then: impl FnOnce() + 'static) {
        let Self { pattern, batch, prints } = self;
        if batch.rows() == 0 {
            return;
        }
        pattern.0.answers.borrow_mut().waiting = true;
        test(pattern.asked(false), batch, move |found| {
            {
                let mut answers = pattern.0.answers.borrow_mut();
                answers.waiting = false;
                match found {
                    Ok(found) => {
                        answers.known = prints.iter().map(|print| (*print, false)).collect();
                        for row in found {
                            if let Some(print) = prints.get(row as usize) {
                                answers.known.insert(*print, true);
                            }
                        }
                    }
                    Err(why) => answers.failed = Some(why),
                }
            }
            then();
        });
    }
}

fn print(text: &str) -> u64 {
    let mut print = DefaultHasher::new();
    text.hash(&mut print);
    print.finish()
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

#[cfg(test)]
mod tests {
    use super::*;

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
