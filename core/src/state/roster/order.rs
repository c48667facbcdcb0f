//! A root's place among others.

use super::RootKey;
use std::sync::Arc;

/// A root's place: by rank, then by a number, then by name, and among equals the older first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Order {
    rank: u32,
    number: u64,
    name: Option<Arc<str>>,
    key: RootKey,
}

impl Order {
    /// Makes a place by rank and number.
    #[must_use]
    pub fn of(key: RootKey, rank: u32, number: u64) -> Self {
        Self { rank, number, name: None, key }
    }

    /// Makes a place by name.
    #[must_use]
    pub fn by_name(key: RootKey, name: &str) -> Self {
        Self { rank: 0, number: 0, name: Some(name.to_lowercase().into()), key }
    }

    /// Returns whose place it is.
    #[must_use]
    pub fn key(&self) -> RootKey {
        self.key
    }
}
