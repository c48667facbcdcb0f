//! What a page keeps over a reload: how it looks and what it is set to, never a secret.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

/// Settings of this origin's pages begin with this.
const PREFIX: &str = "fleetglass.";

/// Settings by name; where the browser keeps none, they last until the tab closes.
#[derive(Debug)]
pub(super) struct Settings {
    /// Somebody else's storage takes nothing without their leave.
    allowed: bool,
    refused: Cell<bool>,
    held: RefCell<BTreeMap<String, String>>,
}

impl Settings {
    pub(super) fn new(allowed: bool) -> Self {
        let settings = Self { allowed, refused: Cell::new(false), held: RefCell::default() };
        settings.refused.set(settings.storage().is_none());
        settings
    }

    pub(super) fn get(&self, key: &str) -> Option<String> {
        let held = self.held.try_borrow().ok().and_then(|held| held.get(key).cloned());
        held.or_else(|| self.storage()?.get_item(&format!("{PREFIX}{key}")).ok()?)
    }

    pub(super) fn set(&self, key: &str, value: &str) {
        let kept = self.storage().is_some_and(|storage| storage.set_item(&format!("{PREFIX}{key}"), value).is_ok());
        self.refused.set(!kept);
        if let Ok(mut held) = self.held.try_borrow_mut() {
            held.insert(key.to_owned(), value.to_owned());
        }
    }

    /// Says whether the browser keeps them.
    pub(super) fn are_kept(&self) -> bool {
        !self.refused.get()
    }

    fn storage(&self) -> Option<web_sys::Storage> {
        if self.allowed { super::window()?.local_storage().ok()? } else { None }
    }
}
