//! Child processes.
//!
//! Each child leads a process group of its own, so that what it starts itself (rustc, a test's browser) ends with it: on
//! Ctrl-C, on a request to terminate, and when a [`Running`] is dropped. Only groups started here are ever signalled.

use std::ffi::OsStr;
use std::fs::File;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::failure::{Failure, Result};

/// How long a child may take to end before it is killed.
const PATIENCE: Duration = Duration::from_secs(5);

static GROUPS: Mutex<Vec<u32>> = Mutex::new(Vec::new());
static STOPS: AtomicU32 = AtomicU32::new(0);

/// From now on Ctrl-C asks the children to end; the second time it kills them.
pub(crate) fn end_children_on_ctrl_c() -> Result<()> {
    ctrlc::set_handler(end_children).map_err(Failure::cannot("listen for Ctrl-C"))
}

/// Asks every child to end, and no further one to start.
pub(crate) fn end_children() {
    let force = STOPS.fetch_add(1, Ordering::SeqCst) > 0;
    for group in groups().iter() {
        signal(*group, force);
    }
}

/// Whether the task is to end.
pub(crate) fn stopped() -> bool {
    STOPS.load(Ordering::SeqCst) > 0
}

fn groups() -> MutexGuard<'static, Vec<u32>> {
    GROUPS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A child at work; ended when dropped.
#[derive(Debug)]
#[must_use = "a dropped child is ended"]
pub(crate) struct Running {
    child: Child,
    name: String,
}

impl Running {
    /// Starts `command`.
    pub(crate) fn start(command: &mut Command) -> Result<Self> {
        let running = Self::start_undisturbed(command)?;
        groups().push(running.child.id());
        if stopped() {
            signal(running.child.id(), false);
        }
        Ok(running)
    }

    /// Starts `command`, which must come to its own end once it has begun.
    fn start_undisturbed(command: &mut Command) -> Result<Self> {
        let name = name_of(command);
        if stopped() {
            return Err(Failure::Stopped);
        }
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(command, 0);
        // A group in the background that reads from the terminal would be suspended.
        command.stdin(Stdio::null());
        let child = command.spawn().map_err(Failure::cannot(format!("start `{name}`")))?;
        Ok(Self { child, name })
    }

    /// Waits for its end.
    ///
    /// # Errors
    /// When it fails, or the task was stopped meanwhile.
    pub(crate) fn wait(mut self) -> Result<()> {
        let status = self.child.wait().map_err(Failure::cannot(format!("wait for `{}`", self.name)))?;
        self.judge(status)
    }

    /// Whether it has ended, without waiting.
    pub(crate) fn ended(&mut self) -> Result<bool> {
        match self.child.try_wait().map_err(Failure::cannot(format!("wait for `{}`", self.name)))? {
            Some(status) => self.judge(status).map(|()| true),
            None => Ok(false),
        }
    }

    fn judge(&self, status: ExitStatus) -> Result<()> {
        match status.success() {
            _ if stopped() => Err(Failure::Stopped),
            true => Ok(()),
            false => Err(Failure::Child { name: self.name.clone(), status }),
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let id = self.child.id();
        // Also where the child itself has ended: a test that fails may leave a browser behind, and its group lives on with it.
        signal(id, false);
        let start = Instant::now();
        while matches!(self.child.try_wait(), Ok(None)) && start.elapsed() < PATIENCE {
            sleep(Duration::from_millis(20));
        }
        if matches!(self.child.try_wait(), Ok(None)) {
            signal(id, true);
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
        groups().retain(|group| *group != id);
    }
}

/// Runs `command` to its end, on our terminal.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    Running::start(command)?.wait()
}

/// Runs `command` with all it prints going to the end of `log`.
pub(crate) fn run_logged(command: &mut Command, log: &Path) -> Result<()> {
    print_to(log, command)?;
    run(command)
}

/// The same for what would leave a system half-changed if it were stopped: then Ctrl-C waits for it.
pub(crate) fn run_undisturbed(command: &mut Command, log: &Path) -> Result<()> {
    print_to(log, command)?;
    Running::start_undisturbed(command)?.wait()
}

fn print_to(log: &Path, command: &mut Command) -> Result<()> {
    let cannot = || Failure::cannot(format!("write {}", log.display()));
    let file = File::options().create(true).append(true).open(log).map_err(cannot())?;
    command.stderr(file.try_clone().map_err(cannot())?).stdout(file);
    Ok(())
}

/// What `program` prints on stdout when it succeeds.
pub(crate) fn output_of<S: AsRef<OsStr>>(program: impl AsRef<OsStr>, arguments: &[S]) -> Option<String> {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Whether `program` runs and succeeds.
pub(crate) fn succeeds(program: impl AsRef<OsStr>, arguments: &[&str]) -> bool {
    output_of(program, arguments).is_some()
}

fn name_of(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let first = command.get_args().next().map(|argument| format!(" {}", argument.display())).unwrap_or_default();
    format!("{}{first}", program.display())
}

#[cfg(unix)]
fn signal(group: u32, force: bool) {
    use nix::sys::signal::{Signal, killpg};
    use nix::unistd::Pid;
    let Ok(group) = i32::try_from(group) else { return };
    // An error says that the group has ended already.
    let _ = killpg(Pid::from_raw(group), if force { Signal::SIGKILL } else { Signal::SIGTERM });
}

#[cfg(not(unix))]
fn signal(_group: u32, _force: bool) {
    // Here children share our console, which sends them Ctrl-C itself.
}
