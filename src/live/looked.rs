//! How far somebody read the log of each unit, and which prompts were put away, for as long as the stream lives: places come
//! and go, what was read stays read.

use fleetglass_core::state::unit::UnitIx;
use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};

/// With more units than this those that are gone are looked for.
const MANY: usize = 1_024;

/// The number of the next row to read, by unit; a slot that was used before for another unit starts anew.
#[derive(Default)]
pub(super) struct Looked {
    read: RefCell<HashMap<UnitIx, (u64, u64)>>,
    /// Waits that were put away: whose, and since when.
    away: RefCell<HashSet<(u64, u64)>>,
    /// How many waits were ever put away.
    put_away: Cell<u64>,
}

impl Looked {
    pub(super) fn get(&self, ix: UnitIx, serial: u64) -> Option<u64> {
        self.read.borrow().get(&ix).filter(|(of, _)| *of == serial).map(|(_, end)| *end)
    }

    /// Takes how far a unit was read; `is_there` says which units there still are.
    pub(super) fn set(&self, ix: UnitIx, serial: u64, end: u64, is_there: impl Fn(UnitIx, u64) -> bool) {
        let mut looked = self.read.borrow_mut();
        if looked.len() >= MANY && !looked.contains_key(&ix) {
            looked.retain(|ix, (serial, _)| is_there(*ix, *serial));
        }
        looked.insert(ix, (serial, end));
    }

    pub(super) fn is_away(&self, serial: u64, since_ms: u64) -> bool {
        self.away.borrow().contains(&(serial, since_ms))
    }

    pub(super) fn away(&self) -> u64 {
        self.put_away.get()
    }

    pub(super) fn put_away(&self, serial: u64, since_ms: u64) {
        self.put_away.set(self.put_away.get() + 1);
        let mut away = self.away.borrow_mut();
        if away.len() >= MANY {
            away.clear();
        }
        away.insert((serial, since_ms));
    }
}
