//! `run`: the release page, served by the simulator.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;

use crate::app;
use crate::args::Serve;
use crate::failure::{Failure, Result};
use crate::process::{self, Running};
use crate::project::Project;

/// Serves until Ctrl-C.
pub(crate) fn run(project: &Project, options: &Serve) -> Result<()> {
    check_port(options.port)?;
    app::release_beside(project, || process::run(&mut project.cargo(&["build", "--release", "--package", "fleetglass-sim"])))?;
    simulator(project, "release", &project.dist(), options, &[])?.wait()
}

/// Says now what would otherwise be said after minutes of building.
pub(crate) fn check_port(port: u16) -> Result<()> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            Err(Failure::said(format!("Port {port} on 127.0.0.1 is taken: stop what listens there, or choose another port with --port.")))
        }
        Err(error) => Err(Failure::said(format!("Cannot listen on port {port} of 127.0.0.1: {error}; choose another port with --port."))),
    }
}

/// Starts the simulator of cargo's `profile`, which prints the URL once it listens.
pub(crate) fn simulator(project: &Project, profile: &str, dist: &Path, options: &Serve, more: &[&str]) -> Result<Running> {
    let mut command = project.command(project.simulator(profile));
    command.arg("serve").arg("--dist").arg(dist).arg("--port").arg(options.port.to_string());
    Running::start(command.args(more).args(&options.simulator))
}
