//! `test`: every check, the cheap ones first; the first failure ends it.
//!
//! Cold, most of the time is compiling. So the tools install while the native stages run, and cargo is always given the
//! whole workspace: a choice of packages would resolve features anew, and compile shared dependencies once more. The
//! browser tests are told apart by their target, which has `test = false`: only naming it runs it.

use std::thread;
use std::time::Instant;

use crate::app;
use crate::args::{Stage, Test};
use crate::browser;
use crate::example;
use crate::failure::Result;
use crate::package;
use crate::process;
use crate::project::{Project, WASM};
use crate::setup::{self, spoken};
use crate::small_page;
use crate::tools;

/// Runs the chosen stages.
pub(crate) fn run(project: &Project, options: &Test) -> Result<()> {
    let start = Instant::now();
    let (bundled, native): (Vec<_>, Vec<_>) =
        options.stages.iter().partition(|stage| matches!(stage, Stage::Wasm | Stage::Package | Stage::Browser));
    setup::toolchain(project)?;
    thread::scope(|scope| {
        let wants_browser = bundled.contains(&Stage::Browser);
        let installing = (!bundled.is_empty()).then(|| scope.spawn(move || setup::for_tests(project, wants_browser)));
        let checked = stages(project, &native, options);
        if checked.is_err() {
            process::end_children();
        }
        let installed = installing.map_or(Ok(()), setup::joined);
        checked.and(installed)
    })?;
    stages(project, &bundled, options)?;
    println!("\nAll passed, in {}.", spoken(start.elapsed()));
    Ok(())
}

fn stages(project: &Project, stages: &[Stage], options: &Test) -> Result<()> {
    for stage in stages {
        println!("\n== {}", title(*stage));
        let start = Instant::now();
        run_stage(project, *stage, &options.arguments)?;
        println!("== {}: {}", stage.name(), spoken(start.elapsed()));
    }
    Ok(())
}

fn title(stage: Stage) -> &'static str {
    match stage {
        Stage::Fmt => "fmt: the format",
        Stage::Clippy => "clippy: lints, native",
        Stage::ClippyWasm => "clippy-wasm: lints, as the browser compiles it",
        Stage::Native => "native: tests without a browser",
        Stage::Doc => "doc: examples in the documentation and the README",
        Stage::Wasm => "wasm: the page into dist/",
        Stage::Package => "package: both compressed, and their sizes",
        Stage::Browser => "browser: the page as a person uses it",
    }
}

fn run_stage(project: &Project, stage: Stage, arguments: &[String]) -> Result<()> {
    let cargo = |words: &[&str]| process::run(&mut project.cargo(words));
    let tests = |words: &[&str]| {
        let mut command = project.cargo(words);
        command.arg("--").args(arguments);
        command
    };
    match stage {
        Stage::Fmt => cargo(&["fmt", "--all", "--check"]),
        Stage::Clippy => {
            cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])?;
            cargo(&["clippy", "--workspace", "--test", "browser", "--", "-D", "warnings"])
        }
        Stage::ClippyWasm => cargo(&[
            "clippy",
            "--target",
            WASM,
            "--package",
            "fleetglass",
            "--package",
            "fleetglass-core",
            "--package",
            "fleetglass-hooks-page",
            "--package",
            "fleetglass-bench",
            "--package",
            "fleetglass-example-leptos-hooks",
            "--",
            "-D",
            "warnings",
        ]),
        Stage::Native => {
            process::run(&mut tests(&["test", "--workspace", "--tests"]))?;
            // What is promised of speed is promised of a release.
            process::run(&mut tests(&["test", "--workspace", "--release", "--test", "sse_speed"]))
        }
        Stage::Doc => process::run(&mut tests(&["test", "--workspace", "--doc"])),
        Stage::Wasm => app::release(project),
        Stage::Package => package::run(project),
        Stage::Browser => browser_tests(project, tests(&["test", "--workspace", "--test", "browser"])),
    }
}

/// Measures what the page does: the test of that name among those that measure.
pub(crate) fn measure(project: &Project, test: &str) -> Result<()> {
    setup::for_tests(project, true)?;
    let test = format!("measured::{test}");
    browser_tests(project, project.cargo(&["test", "--quiet", "--workspace", "--test", "browser", "--", &test, "--ignored", "--nocapture"]))
}

fn browser_tests(project: &Project, mut tests: std::process::Command) -> Result<()> {
    let browser = browser::require()?;
    package::build(project)?;
    process::run(&mut project.cargo(&["build", "--workspace", "--bin", "fleetglass-sim"]))?;
    small_page::compile(project, &[&small_page::HOOKS, &small_page::LEPTOS_HOOKS])?;
    tests.env("FLEETGLASS_CHROMIUM", browser.chromium).env("FLEETGLASS_CHROMEDRIVER", browser.driver);
    tests.env("FLEETGLASS_DIST", project.dist()).env("FLEETGLASS_PKG", project.pkg()).env("FLEETGLASS_SIM", project.simulator("debug"));
    tests.env("FLEETGLASS_HOOKS_PAGE", small_page::HOOKS.build(project, project.hooks_page())?).env("FLEETGLASS_AXE", tools::axe(project));
    tests.env("FLEETGLASS_EXAMPLES", example::all(project)?);
    // geckodriver is one of the tools.
    tests.env("PATH", tools::path(project)?);
    for other in browser::OTHERS {
        match other.find() {
            Some(programs) => drop(tests.envs(programs)),
            None => {
                println!("{} is not here: its tests are left out.", other.name);
                tests.args(["--skip", other.tests]);
            }
        }
    }
    process::run(&mut tests)
}
