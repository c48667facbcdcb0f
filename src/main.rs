//! The one wasm of the page and of the elements: whoever loads it calls what [`fleetglass::embed`] exports.

use fleetglass as _;

fn main() {}
