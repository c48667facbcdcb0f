//! Fleetglass: a live view of AI-agent fleets over five Server-Sent-Events APIs, as an app and as a library of hooks.
//!
//! Data flows one way: bytes come in through [`transport`], the pure layers of [`fleetglass_core`] turn them into state,
//! [`live`] makes that state reactive, [`hooks`] hand it to components, and [`pages`] show it.
//!
//! | layer | holds |
//! |---|---|
//! | [`platform`] | the one door to the browser: clock, route, storage, clipboard |
//! | [`text`] | every text people read |
//! | [`transport`] | `EventSource` and fetch streaming |
//! | [`live`] | shared connections, one flush a frame, a trigger a row |
//! | [`hooks`] | [`use_thread_stream`](hooks::use_thread_stream) and its siblings |
//! | [`components`] | status shapes, progress, logs, filters |
//! | [`pages`] | overview, threads, runs, sources |
//! | [`embed`] | what JavaScript calls: the page, views in other pages |
//!
//! A layer imports only from those above it in this table and from the core.

pub mod components;
pub mod embed;
pub mod hooks;
pub mod live;
pub mod pages;
pub mod platform;
pub mod text;
pub mod transport;

/// Leptos' `view!` with one class, `fg`, for all elements, and the only view macro of this crate.
///
/// `view!` writes nested static elements and the children of SVG elements into a template through `innerHTML`, which the
/// page's policy (`require-trusted-types-for 'script'`) forbids. A class on the macro makes it build every element by
/// itself. The class must not be empty: a browser throws for each element then.
#[macro_export]
macro_rules! ui {
    ($($view:tt)*) => { ::leptos::view! { class = "fg", $($view)* } };
}

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
