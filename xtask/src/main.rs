//! Project tasks: `cargo xtask help`.
//!
//! - [`args`]: the command line, to a [`args::Task`] and no further.
//! - [`failure`]: why a task ended early; every message is a sentence for the person who called.
//! - [`project`]: where things lie, and the cargo that builds them.
//! - [`process`]: child processes, none of which outlives its task.
//! - [`pins`], [`tools`], [`browser`], [`setup`]: what a fresh machine lacks, and how it gets there.
//! - [`fingerprint`], [`app`], [`package`]: the page and its package, built only when something changed.
//! - [`small_page`], [`example`]: pages for tests, and the examples.
//! - [`serve`], [`dev`], [`check`], [`bench`]: the tasks `run`, `dev`, `test` and `bench`.
//!
//! Nothing here leaves the checkout, but for what rustup and apt install. Every build goes through cargo and trunk.
#![allow(clippy::print_stdout, reason = "talking to a terminal is what this crate is for")]

use std::process::ExitCode;

mod app;
mod args;
mod bench;
mod browser;
mod check;
mod dev;
mod example;
mod failure;
mod fingerprint;
mod package;
mod pins;
mod process;
mod project;
mod serve;
mod setup;
mod small_page;
mod tools;

use args::Task;
use failure::{Failure, Result};
use project::Project;

fn main() -> ExitCode {
    match args::parse(std::env::args().skip(1)).and_then(perform) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if let Some(words) = failure.words() {
                eprintln!("{words}");
            }
            failure.exit_code()
        }
    }
}

fn perform(task: Task) -> Result<()> {
    if let Task::Help = task {
        println!("{}", args::HELP);
        return Ok(());
    }
    process::end_children_on_ctrl_c()?;
    let project = Project::find()?;
    match task {
        Task::Help => Ok(()),
        Task::Setup => setup::everything(&project),
        Task::Build => app::release(&project),
        Task::Package => package::run(&project),
        // Ctrl-C is how serving is meant to end.
        Task::Run(options) => serve::run(&project, &options).or_else(Failure::unless_stopped),
        Task::Dev(options) => dev::run(&project, &options).or_else(Failure::unless_stopped),
        Task::Example(example, options) => example::run(&project, example, &options).or_else(Failure::unless_stopped),
        Task::Test(options) => check::run(&project, &options),
        Task::BenchLogs => bench::logs(&project),
        Task::BenchPage => check::measure(&project, "half_a_million"),
        Task::BenchFleet => check::measure(&project, "ten_thousand"),
    }
}
