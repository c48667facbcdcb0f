//! The command line: words in, a [`Task`] out. Nothing is looked up or started here.

use crate::failure::{Failure, Result};

/// What `cargo xtask help` prints.
pub(crate) const HELP: &str = "\
Usage: cargo xtask TASK

  run      Set up what is missing, build the page into dist/, serve it with the simulator until Ctrl-C.
             --port N           port on 127.0.0.1 (8080)
             --seed S           the simulator's seed
             --speed X          how fast its agents work (1 is life-like)
             --auth             ask for the keys and tokens that the APIs describe
             --dialect D        documents or observed
             -- FLAGS           anything else `fleetglass-sim serve` takes
  dev      The same from a debug build: rebuilds and reloads the page on every change.
  example NAME
           Build one of the examples, portal-html, portal-react or leptos-hooks, and serve it. Options as for run.
  test     Set up what is missing, then every check: fmt, clippy, clippy-wasm, native, doc, wasm, package, browser.
             --only STAGE,...   only these
             -- ARGUMENTS       passed to the test programs, such as a part of a test's name
  bench logs
           What a million lines cost: written, held, read and looked through, natively and in Chromium.
  bench page
           What half a million lines in the page cost: frames while scrolling, a search, memory, beside an idle page.
  bench fleet
           What 10,000 units with 1,000 updates a second cost: frames beside an idle page, memory.
  build    Build the page into dist/.
  package  The same, and the elements into pkg/, as a package of npm; both compressed. Says what all of it weighs, and fails
             where the page has grown over its budget.
  setup    Only the set-up, of everything.
  help     This text.";

/// One thing to do.
#[derive(Debug, PartialEq)]
pub(crate) enum Task {
    Help,
    Setup,
    Build,
    Package,
    Run(Serve),
    Dev(Serve),
    Example(Example, Serve),
    Test(Test),
    BenchLogs,
    BenchPage,
    BenchFleet,
}

/// How to serve.
#[derive(Debug, PartialEq)]
pub(crate) struct Serve {
    /// On 127.0.0.1; 0 lets the system choose.
    pub(crate) port: u16,
    /// Further arguments of `fleetglass-sim serve`, in the order given.
    pub(crate) simulator: Vec<String>,
}

/// One of `examples/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Example {
    PortalHtml,
    PortalReact,
    LeptosHooks,
}

impl Example {
    pub(crate) const ALL: [Self; 3] = [Self::PortalHtml, Self::PortalReact, Self::LeptosHooks];

    /// The name of its folder.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::PortalHtml => "portal-html",
            Self::PortalReact => "portal-react",
            Self::LeptosHooks => "leptos-hooks",
        }
    }
}

/// What to test.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Test {
    /// In the order they run in.
    pub(crate) stages: Vec<Stage>,
    /// Arguments of the test programs.
    pub(crate) arguments: Vec<String>,
}

/// One step of `test`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    Fmt,
    Clippy,
    ClippyWasm,
    Native,
    Doc,
    Wasm,
    Package,
    Browser,
}

impl Stage {
    /// Cheapest first, so that a failure shows soon.
    pub(crate) const ALL: [Self; 8] =
        [Self::Fmt, Self::Clippy, Self::ClippyWasm, Self::Native, Self::Doc, Self::Wasm, Self::Package, Self::Browser];

    /// The word for `--only`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Clippy => "clippy",
            Self::ClippyWasm => "clippy-wasm",
            Self::Native => "native",
            Self::Doc => "doc",
            Self::Wasm => "wasm",
            Self::Package => "package",
            Self::Browser => "browser",
        }
    }
}

/// Reads the arguments after the program's name.
///
/// # Errors
/// A sentence about the first argument that is not understood.
pub(crate) fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Task> {
    let Some(task) = arguments.next() else { return Ok(Task::Help) };
    match task.as_str() {
        "help" | "--help" | "-h" => Ok(Task::Help),
        "setup" => nothing_after("setup", arguments, Task::Setup),
        "build" => nothing_after("build", arguments, Task::Build),
        "package" => nothing_after("package", arguments, Task::Package),
        "run" => serve("run", arguments).map(Task::Run),
        "dev" => serve("dev", arguments).map(Task::Dev),
        "example" => {
            let name = arguments.next().unwrap_or_default();
            let example = Example::ALL.into_iter().find(|example| example.name() == name).ok_or_else(|| unknown("example", &name))?;
            serve("example", arguments).map(|options| Task::Example(example, options))
        }
        "test" => test(arguments).map(Task::Test),
        "bench" => match arguments.next().as_deref() {
            Some("logs") => nothing_after("bench logs", arguments, Task::BenchLogs),
            Some("page") => nothing_after("bench page", arguments, Task::BenchPage),
            Some("fleet") => nothing_after("bench fleet", arguments, Task::BenchFleet),
            other => Err(unknown("bench", other.unwrap_or_default())),
        },
        other => Err(Failure::said(format!("There is no task `{other}`; `cargo xtask help` lists them."))),
    }
}

fn nothing_after(name: &str, mut arguments: impl Iterator<Item = String>, task: Task) -> Result<Task> {
    arguments.next().map_or(Ok(task), |extra| Err(unknown(name, &extra)))
}

fn serve(task: &str, mut arguments: impl Iterator<Item = String>) -> Result<Serve> {
    let mut options = Serve { port: 8080, simulator: Vec::new() };
    while let Some((flag, value)) = arguments.next().map(split) {
        match flag.as_str() {
            "--" => options.simulator.extend(arguments.by_ref()),
            "--port" => {
                let port = value_of(&flag, value, &mut arguments)?;
                options.port = port.parse().map_err(|_| Failure::said(format!("--port {port}: a port is a number up to 65535.")))?;
            }
            "--seed" | "--speed" | "--dialect" => {
                let value = value_of(&flag, value, &mut arguments)?;
                options.simulator.extend([flag, value]);
            }
            "--auth" if value.is_none() => options.simulator.push(flag),
            _ => return Err(unknown(task, &flag)),
        }
    }
    Ok(options)
}

fn test(mut arguments: impl Iterator<Item = String>) -> Result<Test> {
    let mut chosen = Vec::new();
    let mut passed_on = Vec::new();
    while let Some((flag, value)) = arguments.next().map(split) {
        match flag.as_str() {
            "--" => passed_on.extend(arguments.by_ref()),
            "--only" => {
                for name in value_of(&flag, value, &mut arguments)?.split(',') {
                    chosen.push(stage(name)?);
                }
            }
            _ => return Err(unknown("test", &flag)),
        }
    }
    let stages = Stage::ALL.into_iter().filter(|stage| chosen.is_empty() || chosen.contains(stage)).collect();
    Ok(Test { stages, arguments: passed_on })
}

fn stage(name: &str) -> Result<Stage> {
    Stage::ALL.into_iter().find(|stage| stage.name() == name).ok_or_else(|| {
        let names = Stage::ALL.map(Stage::name).join(", ");
        Failure::said(format!("--only {name}: there is no such stage; there are {names}."))
    })
}

/// `--flag=value` is `--flag value`.
fn split(argument: String) -> (String, Option<String>) {
    match argument.split_once('=') {
        Some((flag, value)) if flag.starts_with("--") => (flag.to_owned(), Some(value.to_owned())),
        _ => (argument, None),
    }
}

fn value_of(flag: &str, value: Option<String>, arguments: &mut impl Iterator<Item = String>) -> Result<String> {
    value.or_else(|| arguments.next()).ok_or_else(|| Failure::said(format!("{flag} needs a value after it.")))
}

fn unknown(task: &str, argument: &str) -> Failure {
    Failure::said(format!("`cargo xtask {task}` does not know `{argument}`; `cargo xtask help` lists what it takes."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Task> {
        parse(line.split_whitespace().map(str::to_owned))
    }

    #[track_caller]
    fn check(line: &str, expect: Task) {
        match parsed(line) {
            Ok(task) => assert_eq!(task, expect, "{line}"),
            Err(failure) => panic!("{line}: {failure:?}"),
        }
    }

    #[track_caller]
    fn check_refusal(line: &str, part: &str) {
        let words = parsed(line).err().and_then(|failure| failure.words()).unwrap_or_default();
        assert!(words.contains(part), "{line}: {words:?} does not say {part:?}");
    }

    fn serving(port: u16, simulator: &[&str]) -> Serve {
        Serve { port, simulator: simulator.iter().map(ToString::to_string).collect() }
    }

    #[test]
    fn a_task_stands_alone_or_with_its_options() {
        check("", Task::Help);
        check("help", Task::Help);
        check("setup", Task::Setup);
        check("package", Task::Package);
        check("bench logs", Task::BenchLogs);
        check("bench page", Task::BenchPage);
        check("bench fleet", Task::BenchFleet);
        check("run", Task::Run(serving(8080, &[])));
        check("example leptos-hooks --port 1", Task::Example(Example::LeptosHooks, serving(1, &[])));
        check("run --port 9000", Task::Run(serving(9000, &[])));
        check("dev --port=0 --auth", Task::Dev(serving(0, &["--auth"])));
    }

    #[test]
    fn the_simulator_gets_its_options_in_order_and_all_after_two_dashes() {
        let expect = serving(1, &["--seed", "7", "--dialect", "observed", "--play", "threads=a=b.sse", "--port=x"]);
        check("run --seed 7 --port 1 --dialect=observed -- --play threads=a=b.sse --port=x", Task::Run(expect));
    }

    #[test]
    fn all_stages_run_unless_some_are_named_and_always_in_one_order() {
        check("test", Task::Test(Test { stages: Stage::ALL.to_vec(), arguments: vec![] }));
        let some = Test { stages: vec![Stage::Fmt, Stage::Doc, Stage::Browser], arguments: vec!["opens".to_owned()] };
        check("test --only browser,fmt --only=doc -- opens", Task::Test(some));
    }

    #[test]
    fn what_is_not_understood_is_named() {
        check_refusal("rnu", "`rnu`");
        check_refusal("setup now", "`now`");
        check_refusal("bench", "`cargo xtask bench`");
        check_refusal("bench logs now", "`now`");
        check_refusal("example", "`cargo xtask example`");
        check_refusal("example leptos", "`leptos`");
        check_refusal("run --prot 1", "`--prot`");
        check_refusal("run --port", "--port needs a value");
        check_refusal("run --port 65536", "--port 65536");
        check_refusal("test --only brwoser", "brwoser");
        check_refusal("test browser", "`browser`");
    }
}
