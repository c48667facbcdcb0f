//! Which lines are held already: by id, else by time and text among the last [`REPEATED_LINES`].
//!
//! Ids are remembered for longer than the server repeats lines, because lines come by run and are repeated by time. Only
//! hashes are kept, so a line of any length costs the same.

use crate::protocol::workspace::REPEATED_LINES;
use std::collections::{HashMap, HashSet, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};

/// How many ids are remembered.
const IDS: usize = 5_000;

/// The lines that were seen last.
#[derive(Debug, Default)]
pub(super) struct Recent {
    ids: VecDeque<u64>,
    held_ids: HashSet<u64>,
    words: VecDeque<Words>,
}

/// A line without id: whether it has a time, and the hash of time and text.
type Words = (bool, u64);

/// What one event may repeat: each line that is held counts once.
#[derive(Debug)]
pub(super) struct Repeated {
    /// Lines without id and time are taken for repeated ones only where lines are expected to be repeated.
    untimed: bool,
    left: HashMap<Words, u32>,
}

impl Recent {
    /// Begins an event.
    pub(super) fn repeated(&self, untimed: bool) -> Repeated {
        let mut left: HashMap<Words, u32> = HashMap::new();
        for words in &self.words {
            *left.entry(*words).or_default() += 1;
        }
        Repeated { untimed, left }
    }

    fn hold_id(&mut self, id: u64) {
        if self.ids.len() == IDS
            && let Some(oldest) = self.ids.pop_front()
        {
            self.held_ids.remove(&oldest);
        }
        self.ids.push_back(id);
        self.held_ids.insert(id);
    }
}

impl Repeated {
    /// Says whether a line is held already, and holds it if not.
    pub(super) fn holds(&mut self, recent: &mut Recent, id: Option<String>, at_ms: Option<i64>, text: &str) -> bool {
        if let Some(id) = id {
            let id = hash(&id);
            let known = recent.held_ids.contains(&id);
            if !known {
                recent.hold_id(id);
            }
            return known;
        }
        let words = (at_ms.is_some(), hash(&(at_ms, text)));
        if let Some(left) = self.left.get_mut(&words).filter(|left| **left > 0)
            && (self.untimed || words.0)
        {
            *left -= 1;
            return true;
        }
        if recent.words.len() == REPEATED_LINES {
            recent.words.pop_front();
        }
        recent.words.push_back(words);
        false
    }
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
