//! The page as a person uses it, in a browser, against the simulator. `cargo xtask test browser` runs these.

mod apis;
mod places;
mod policy;
