//! How far somebody read the log of each unit, for as long as the stream lives: places come and go, what was read stays read.

use fleetglass_core::state::unit::UnitIx;
use std::cell::RefCell;
use std::collections::HashMap;

/// With more units than this those that are gone are looked for.
const MANY: usize = 1_024;

/// The number of the next row to read, by unit; a slot that was used before for another unit starts anew.
#[derive(Default)]
pub(super) struct Looked(RefCell<HashMap<UnitIx, (u64, u64)>>);

impl Looked {
    pub(super) fn get(&self, ix: UnitIx, serial: u64) -> Option<u64> {
        self.0.borrow().get(&ix).filter(|(of, _)| *of == serial).map(|(_, end)| *end)
    }

    /// Takes how far a unit was read; `is_there` says which units there still are.
    pub(super) fn set(&self, ix: UnitIx, serial: u64, end: u64, is_there: impl Fn(UnitIx, u64) -> bool) {
        let mut looked = self.0.borrow_mut();
        if looked.len() >= MANY && !looked.contains_key(&ix) {
            looked.retain(|ix, (serial, _)| is_there(*ix, *serial));
        }
        looked.insert(ix, (serial, end));
    }
}
