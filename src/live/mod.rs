//! Core state made reactive: one shared connection for each address and credential, one flush a frame, a trigger a row.
//!
//! Bytes and events queue where they arrive and are applied once a frame, within a budget, so that a burst never starves
//! the page; in a hidden tab the task that received them applies them. State is borrowed, changed and released, and only
//! then is anybody told. What is told is small: the rows that changed and are shown, the order, the logs, the server.
//!
//! [`Fleet`] holds the page's [`Source`]s, a source its [`Live`] streams. A hook opens a [`Live`] by itself and shares the
//! connection if one is open to the same address.

mod budget;
mod fleet;
mod flush;
mod frame;
mod handover;
mod hold;
mod inner;
mod keys;
mod looked;
mod plan;
mod queue;
mod registry;
mod rows;
mod runs;
mod shown;
mod source;
mod stream;
mod tap;
mod trial;
mod watch;

pub use fleet::{ConfigState, Fleet};
pub use frame::is_catching_up;
pub use plan::Spec;
pub use rows::Row;
pub use source::Source;
pub use stream::{Live, Stats};
pub use tap::Tap;
pub use trial::Trial;
pub use watch::{Changed, Watch};
