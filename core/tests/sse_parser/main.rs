//! The parser and the encoder of event streams: the standard's rules, the limits, and what holds of any stream.

mod check;
mod conformance;
mod encoder;
mod limits;
mod properties;
mod seen;
