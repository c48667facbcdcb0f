//! What the browser tests share: a browser, a simulator and a page for each, and ways to look at the page as a person does.
//!
//! A test says what it needs with [`Setup`], and gets a [`Page`] and a [`Sim`]. When it ends, however it ends, both are gone,
//! and the test fails if the page broke its policy, threw, or panicked.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod axe;
mod browser;
mod child;
mod engine;
mod find;
mod front;
mod host;
mod http_client;
mod page;
mod paths;
mod portal;
mod served;
mod setup;
mod sight;
mod sim;
mod source;
mod wait;

pub use engine::Engine;
pub use front::Front;
pub use host::{Host, Wrong};
pub use page::Page;
pub use paths::{dist as built_page, pkg as built_package};
pub use portal::Portal;
pub use setup::Setup;
pub use sight::{Line, Unit};
pub use sim::Sim;
pub use source::{Source, Transport};

/// Keys that write nothing.
pub use fantoccini::key::Key;

/// For the few values a test gives to the page or the simulator.
pub use serde_json::{Value, json};
