//! A program that lives no longer than the test that started it, however that ends.
//!
//! A shell stands between: it waits on its standard input, and kills the program with everything the program started when
//! that closes. The system closes it when this process ends, so that even a test that is killed leaves nothing behind.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Child as Process, ChildStdout, Command, Stdio};

/// The group gets a signal that the guard itself ignores, so that it lives to take leave of its child.
const GUARD: &str =
    r#""$@" </dev/null & child=$!; exec >/dev/null 2>&1; trap '' TERM; read -r _; kill -TERM 0; kill -KILL $child; wait $child"#;

/// A running program; dropping it kills it.
#[derive(Debug)]
pub(crate) struct Child {
    guard: Process,
    output: BufReader<ChildStdout>,
}

impl Child {
    /// Starts a program.
    pub(crate) fn start(program: &OsStr, arguments: &[String]) -> Self {
        Self::launch(Command::new("sh"), program, arguments)
    }

    /// The same, with more in its environment; what it complains of is not heard.
    pub(crate) fn start_silent(program: &OsStr, arguments: &[String], settings: &[(&str, &str)]) -> Self {
        let mut command = Command::new("sh");
        command.envs(settings.iter().copied()).stderr(Stdio::null());
        Self::launch(command, program, arguments)
    }

    fn launch(mut command: Command, program: &OsStr, arguments: &[String]) -> Self {
        command.args(["-c", GUARD, "guard"]).arg(program).args(arguments);
        // A group of its own, so that killing the group spares this process.
        command.process_group(0).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut guard = command.spawn().unwrap_or_else(|cause| panic!("{}: {cause}", program.display()));
        let output = BufReader::new(guard.stdout.take().unwrap());
        Self { guard, output }
    }

    /// Reads until the program says so; returns `false` where it ends without.
    pub(crate) fn says(&mut self, words: &str) -> bool {
        let mut said = String::new();
        loop {
            let at = said.len();
            if self.output.read_line(&mut said).unwrap() == 0 {
                eprintln!("{said}");
                return false;
            }
            if said[at..].contains(words) {
                return true;
            }
        }
    }

    /// Reads the port that the program says on a line after `before`.
    pub(crate) fn port_after(&mut self, before: &str) -> u16 {
        let mut said = String::new();
        loop {
            let at = said.len();
            let read = self.output.read_line(&mut said).unwrap();
            assert!(read > 0, "the program ended before it said `{before}`: {said}");
            if let Some((_, rest)) = said[at..].split_once(before) {
                let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
                return rest[..digits].parse().unwrap_or_else(|cause| panic!("{rest}: {cause}"));
            }
        }
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        drop(self.guard.stdin.take());
        let _ = self.guard.wait();
    }
}
