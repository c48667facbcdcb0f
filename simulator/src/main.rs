//! `fleetglass-sim`: serves the five APIs that Fleetglass shows, the built page, and faults on demand.
//!
//! | file | what it owns |
//! |---|---|
//! | `world/` | the work that is pretended: pure, by virtual time, the same for the same seed |
//! | `serve/` | connections, faults, the control under `/sim/`, `config.json` and the page |
//! | `decode.rs`, `reduce.rs` | a stream's bytes on standard input, answered in JSON |

mod args;
mod decode;
mod reduce;
mod serve;
mod world;

use std::process::ExitCode;

fn main() -> ExitCode {
    let done = match args::parse(lexopt::Parser::from_env()) {
        Ok(args::Command::Serve(options)) => serve::run(*options),
        Ok(args::Command::Decode(options)) => decode::run(&options),
        Ok(args::Command::Reduce(options)) => reduce::run(&options),
        Ok(args::Command::Say(text)) => {
            say(&text);
            Ok(())
        }
        Err(cause) => {
            eprintln!("fleetglass-sim: {cause}\nTry `fleetglass-sim --help`.");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(cause) => {
            eprintln!("fleetglass-sim: {cause}");
            ExitCode::FAILURE
        }
    }
}

/// Writes a line to standard output at once: whoever started this waits for it. That nobody reads it is no failure.
fn say(text: &str) {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{text}").and_then(|()| out.flush());
}
