//! The life of a connection, one rule a test, against a virtual clock and a transport that obeys.

mod answers;
mod backoff;
mod browser;
mod driver;
mod heartbeats;
mod random;
mod resume;
