//! One hook for each API: a Rust equal of the thread document's `useThreadStream`, and its siblings in the same shape.
//!
//! A hook is called in a component or under any other owner. It opens the stream, shares the connection with whoever else
//! has the same one open, reconnects when its arguments change, and closes it when its owner is disposed of.

mod executions;
mod runner;
mod status;
mod stream;
mod threads;
mod workspace;

pub use executions::{use_agent_execution, use_workflow_execution};
pub use runner::use_runner;
pub use status::use_agent_status;
pub use stream::{EventStream, UseStreamOptions};
pub use threads::{ThreadStream, UseThreadStreamOptions, use_thread_stream};
pub use workspace::use_agent_workspace;
