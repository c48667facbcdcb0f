//! The page as a person uses it, in a browser, against the simulator. `cargo xtask test --only browser` runs these.

/// Tests that hold over both transports: each is run over one, and over the other.
macro_rules! over_both {
    ($($(#[$doc:meta])* fn $name:ident($transport:ident) $body:block)*) => {
        $($(#[$doc])* mod $name {
            use super::*;

            fn over($transport: Transport) $body

            #[test]
            fn over_event_source() {
                over(Transport::EventSource);
            }

            #[test]
            fn over_fetch() {
                over(Transport::Fetch);
            }
        })*
    };
}

/// Tests that hold in every engine.
macro_rules! in_every_engine {
    ($($(#[$doc:meta])* fn $name:ident($engine:ident) $body:block)*) => {
        $($(#[$doc])* mod $name {
            use super::*;

            fn within($engine: Engine) $body

            #[test]
            fn in_chromium() {
                within(Engine::Chromium);
            }

            #[test]
            fn in_firefox() {
                within(Engine::Firefox);
            }

            #[test]
            fn in_webkit() {
                within(Engine::WebKit);
            }
        })*
    };
}

mod access;
mod alerts;
mod answers;
mod apis;
mod asked;
mod built;
mod bursts;
mod deploy;
mod element_life;
mod element_links;
mod elements;
mod endings;
mod engines;
mod examples;
mod filters;
mod fits;
mod fleet;
mod framed;
mod guests;
mod hidden;
mod hooks;
mod inspector;
mod keyboard;
mod late;
mod log_place;
mod log_rows;
mod log_scroll;
mod log_store;
mod log_tools;
mod losses;
mod many_steps;
mod measured;
mod overview;
mod palette;
mod panes;
mod payloads;
mod places;
mod policy;
mod portal_policies;
mod portals;
mod prompts;
mod queue;
mod runs;
mod sources;
mod start;
mod states;
mod stopped;
mod thread_list;
mod thread_stream;
mod threads;
mod threads_played;
mod tokens;
mod trials;
mod unheard;
mod words;
