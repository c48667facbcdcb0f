//! `dev`: builds again on every change.
//!
//! trunk can watch and reload too, but its reload script is inline, which the page's policy forbids, and it misses what
//! changes within a second of a build. So the sources are looked at here; the simulator, started with `--dev`, tells open
//! pages to reload when `index.html` changes. A build that fails leaves the last good page where it is.

use std::thread;
use std::time::Duration;

use crate::app::{self, Form};
use crate::args::Serve;
use crate::failure::{Failure, Result};
use crate::fingerprint;
use crate::pins;
use crate::process::{self, Running};
use crate::project::Project;
use crate::serve;
use crate::setup;

/// How often the sources are looked at; reading them all takes a few milliseconds.
const LOOK: Duration = Duration::from_millis(400);

/// What the simulator is made from.
const SIMULATOR: [&str; 5] = ["simulator", "core/src", "core/Cargo.toml", "Cargo.toml", "Cargo.lock"];

/// Serves and rebuilds until Ctrl-C.
pub(crate) fn run(project: &Project, options: &Serve) -> Result<()> {
    serve::check_port(options.port)?;
    setup::toolchain(project)?;
    pins::check_lock(project)?;
    setup::tools(project)?;

    let mut page = Watched::new(project, &app::INPUTS)?;
    let mut server = Watched::new(project, &SIMULATOR)?;
    build_page(project)?;
    build_simulator(project)?;
    let mut simulator = start(project, options)?;
    loop {
        thread::sleep(LOOK);
        if process::stopped() {
            return Err(Failure::Stopped);
        }
        if simulator.ended()? {
            return Err(Failure::said("The simulator ended by itself."));
        }
        if page.changed()? {
            go_on(build_page(project))?;
        }
        if server.changed()? && go_on(build_simulator(project))? {
            drop(simulator);
            simulator = start(project, options)?;
        }
    }
}

fn build_page(project: &Project) -> Result<()> {
    app::compile(project, Form::Dev)?;
    app::bundle(project, Form::Dev)
}

fn build_simulator(project: &Project) -> Result<()> {
    process::run(&mut project.cargo(&["build", "--package", "fleetglass-sim"]))
}

fn start(project: &Project, options: &Serve) -> Result<Running> {
    serve::simulator(project, "debug", &project.dev_dist(), options, &["--dev"])
}

/// Whether it worked; what the person may mend is no reason to end.
fn go_on(built: Result<()>) -> Result<bool> {
    match built {
        Ok(()) => Ok(true),
        Err(Failure::Child { .. }) => {
            println!("Waiting for the next change.");
            Ok(false)
        }
        Err(failure) => Err(failure),
    }
}

/// Files, and how they were when last looked at.
struct Watched<'a> {
    project: &'a Project,
    paths: &'a [&'a str],
    seen: u64,
}

impl<'a> Watched<'a> {
    fn new(project: &'a Project, paths: &'a [&'a str]) -> Result<Self> {
        let mut watched = Self { project, paths, seen: 0 };
        watched.changed()?;
        Ok(watched)
    }

    fn changed(&mut self) -> Result<bool> {
        let now = fingerprint::of(self.project.root(), self.paths).map_err(Failure::cannot("read the sources"))?;
        Ok(std::mem::replace(&mut self.seen, now) != now)
    }
}
