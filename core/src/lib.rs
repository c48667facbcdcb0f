//! The pure layers of Fleetglass: bytes become frames, frames become events, events add up to state.
//!
//! Nothing here knows a browser, a clock or a framework. A caller hands in bytes, events and `now`, and gets values back,
//! so the page, the simulator, a terminal tool and plain `cargo test` all use the same code.
//!
//! | layer | from | to |
//! |---|---|---|
//! | [`sse`] | bytes | frames, and the life of a connection |
//! | [`protocol`] | frames | events of one of the five APIs |
//! | [`state`] | events | units, logs and what needs a person |
//!
//! [`trial`] judges an address before a source is made of it.
//! [`config`] and [`route`] read and write the two texts people hand to the page: `config.json` and the URL fragment.

pub mod config;
pub mod fuzzy;
pub mod protocol;
pub mod route;
pub mod sse;
pub mod state;
pub mod trial;
