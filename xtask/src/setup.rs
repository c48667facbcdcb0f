//! What a fresh machine lacks: all at once, with a line of progress now and then.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread::{self, ScopedJoinHandle};
use std::time::{Duration, Instant};

use crate::browser;
use crate::failure::{Failure, Result};
use crate::process;
use crate::project::{Project, WASM};
use crate::tools::{self, Tool};

/// How often a line says that it goes on.
const PROGRESS: Duration = Duration::from_secs(30);

/// All that any task needs.
pub(crate) fn everything(project: &Project) -> Result<()> {
    toolchain(project)?;
    for_tests(project, true)?;
    println!("Everything is there.");
    Ok(())
}

/// The tools that the build of the page needs.
pub(crate) fn tools(project: &Project) -> Result<()> {
    for_tests(project, false)
}

/// The same, and the browsers if wanted.
pub(crate) fn for_tests(project: &Project, browser: bool) -> Result<()> {
    let missing = missing(project, browser);
    if missing.is_empty() {
        return Ok(());
    }
    let folder = project.tools();
    fs::create_dir_all(&folder).map_err(Failure::cannot(format!("create {}", folder.display())))?;
    let _alone = alone(&folder)?;
    // Somebody else may have done it while we waited.
    let missing = self::missing(project, browser);
    thread::scope(|scope| {
        let installing: Vec<_> = missing.into_iter().map(|part| scope.spawn(move || part.install(project))).collect();
        // All are joined, so that one that fails does not hide another.
        installing.into_iter().map(joined).fold(Ok(()), Result::and)
    })
}

/// The compiler's parts, through rustup.
pub(crate) fn toolchain(project: &Project) -> Result<()> {
    let library = ["--print", "target-libdir", "--target", WASM];
    if !process::output_of("rustc", &library).is_some_and(|folder| Path::new(&folder).is_dir()) {
        rustup(project, &["target", "add", WASM])?;
    }
    if !process::succeeds("cargo", &["clippy", "--version"]) || !process::succeeds("cargo", &["fmt", "--version"]) {
        rustup(project, &["component", "add", "clippy", "rustfmt"])?;
    }
    Ok(())
}

/// What a thread came to.
pub(crate) fn joined(thread: ScopedJoinHandle<'_, Result<()>>) -> Result<()> {
    thread.join().unwrap_or_else(|_| Err(Failure::said("The set-up stopped unexpectedly.")))
}

fn rustup(project: &Project, arguments: &[&str]) -> Result<()> {
    if !process::succeeds("rustup", &["--version"]) {
        let wanted = arguments.join(" ");
        return Err(Failure::said(format!("Rust is here without rustup: please install rustup, which can do `rustup {wanted}`.")));
    }
    process::run(project.command("rustup").args(arguments))
}

/// One set-up a checkout at a time.
fn alone(folder: &Path) -> Result<File> {
    let path = folder.join("lock");
    let lock = File::create(&path).map_err(Failure::cannot(format!("create {}", path.display())))?;
    let mut told = false;
    // Where files cannot be locked, nobody is waited for.
    while matches!(lock.try_lock(), Err(TryLockError::WouldBlock)) {
        if process::stopped() {
            return Err(Failure::Stopped);
        }
        if !told {
            println!("Set-up: another one is at work in this checkout; waiting for it.");
            told = true;
        }
        thread::sleep(Duration::from_millis(200));
    }
    Ok(lock)
}

enum Part {
    Tool(&'static Tool),
    Browser,
}

static TOOLS: [Tool; 6] = tools::ALL;

fn missing(project: &Project, browser: bool) -> Vec<Part> {
    let tools = TOOLS.iter().filter(|tool| (browser || !tool.for_tests) && !tool.is_there(project)).map(Part::Tool);
    tools.chain((browser && !browser::are_there()).then_some(Part::Browser)).collect()
}

impl Part {
    fn title(&self) -> String {
        match self {
            Self::Tool(tool) => tool.title(),
            Self::Browser => "the browsers and their drivers".to_owned(),
        }
    }

    fn expected(&self) -> &'static str {
        match self {
            Self::Tool(tool) => tool.expected,
            Self::Browser => "about two minutes",
        }
    }

    fn log(&self, project: &Project) -> PathBuf {
        match self {
            Self::Tool(tool) => tool.log(project),
            Self::Browser => project.tools().join("browser.log"),
        }
    }

    /// Installs it, and says how it goes.
    fn install(&self, project: &Project) -> Result<()> {
        let (title, log) = (self.title(), self.log(project));
        println!("Set-up: installing {title}, {}.", self.expected());
        let start = Instant::now();
        let (done, wait) = channel::<()>();
        let result = thread::scope(|scope| {
            let (title, log) = (&title, &log);
            scope.spawn(move || {
                while let Err(RecvTimeoutError::Timeout) = wait.recv_timeout(PROGRESS) {
                    println!("Set-up: {title}, {}{}.", spoken(start.elapsed()), compiled(log));
                }
            });
            let result = match self {
                Self::Tool(tool) => tool.install(project),
                Self::Browser => browser::install(project, log),
            };
            drop(done);
            result
        });
        match &result {
            Ok(()) => println!("Set-up: {title} is there, after {}.", spoken(start.elapsed())),
            Err(Failure::Child { .. }) => eprintln!("Set-up: {title} failed. The end of {}:\n{}", log.display(), end_of(&log)),
            Err(_) => {}
        }
        result
    }
}

/// How far cargo's log says it is.
fn compiled(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap_or_default();
    match text.lines().filter(|line| line.trim_start().starts_with("Compiling ")).count() {
        0 => String::new(),
        crates => format!(", {crates} crates so far"),
    }
}

fn end_of(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<_> = text.lines().collect();
    lines[lines.len().saturating_sub(20)..].join("\n")
}

/// "1 min 20 s".
pub(crate) fn spoken(time: Duration) -> String {
    match (time.as_secs() / 60, time.as_secs() % 60) {
        (0, _) => format!("{:.1} s", time.as_secs_f64()),
        (minutes, seconds) => format!("{minutes} min {seconds} s"),
    }
}
