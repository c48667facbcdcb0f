//! `bench`: what logs cost, natively and in Chromium. A server of a few lines hands the page out, and waits for what it measured.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use crate::browser;
use crate::failure::{Failure, Result};
use crate::process::{self, Running};
use crate::project::{Project, WASM};
use crate::setup;
use crate::tools;

/// What the page needs beside what is compiled: its name there, and where it is here.
const FILES: [(&str, &str); 3] = [("index.html", "bench/index.html"), ("start.js", "bench/start.js"), ("pattern.js", "public/pattern.js")];
/// So long a browser may take for all of it.
const PATIENCE: Duration = Duration::from_secs(600);

/// Measures natively, then in a browser.
pub(crate) fn logs(project: &Project) -> Result<()> {
    println!("== native");
    process::run(&mut project.cargo(&["run", "--quiet", "--release", "--package", "fleetglass-bench"]))?;
    setup::for_tests(project, true)?;
    let (chromium, folder) = (browser::require()?.chromium, page(project)?);
    println!("\n== Chromium");
    println!("{}", measured(project, &chromium, &folder)?.trim());
    Ok(())
}

/// Builds the page of the benchmark and returns its folder.
fn page(project: &Project) -> Result<PathBuf> {
    let mut cargo = project.cargo(&["build", "--target", WASM, "--profile", "wasm-release", "--package", "fleetglass-bench"]);
    project.hide_folders(&mut cargo);
    process::run(&mut cargo)?;
    let folder = project.bench_page();
    let mut bindgen = project.command("wasm-bindgen");
    bindgen.env("PATH", tools::path(project)?).args(["--target", "web", "--no-typescript", "--out-dir"]);
    process::run(bindgen.arg(&folder).arg(project.wasm("fleetglass-bench")))?;
    for (name, file) in FILES {
        fs::copy(project.root().join(file), folder.join(name)).map_err(Failure::cannot(format!("copy {file}")))?;
    }
    Ok(folder)
}

/// Opens the page and returns what it says in the end.
fn measured(project: &Project, chromium: &Path, folder: &Path) -> Result<String> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(Failure::cannot("serve the page"))?;
    let port = listener.local_addr().map_err(Failure::cannot("serve the page"))?.port();
    listener.set_nonblocking(true).map_err(Failure::cannot("serve the page"))?;
    let profile = folder.join("profile");
    let mut command = project.command(chromium);
    command.args(["--headless", "--no-first-run", "--disable-gpu", "--disable-background-networking", "--log-level=3"]);
    if process::output_of("id", &["-u"]).as_deref() == Some("0") {
        command.arg("--no-sandbox");
    }
    command.arg(format!("--user-data-dir={}", profile.display())).arg(format!("http://127.0.0.1:{port}/"));
    command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    let mut browser = Running::start(&mut command)?;
    let start = Instant::now();
    loop {
        match listener.accept() {
            Ok((stream, _)) => {
                // A request that breaks off is the browser's to repeat.
                if let Ok(Some(result)) = answer(stream, folder) {
                    return Ok(result);
                }
            }
            Err(_) if browser.ended()? || start.elapsed() > PATIENCE => {
                return Err(Failure::said("Chromium ended, or took too long, without a result."));
            }
            Err(_) => thread::sleep(Duration::from_millis(20)),
        }
    }
}

/// Answers one request; returns the result, if it brought one.
fn answer(stream: TcpStream, folder: &Path) -> std::io::Result<Option<String>> {
    stream.set_nonblocking(false)?;
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    let (mut reader, mut length) = (BufReader::new(&stream), 0);
    let mut request = String::new();
    reader.read_line(&mut request)?;
    loop {
        let mut header = String::new();
        reader.read_line(&mut header)?;
        match header.trim().split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => length = value.trim().parse().unwrap_or(0),
            Some(_) => {}
            None => break,
        }
    }
    let mut result = None;
    let mut words = request.split_whitespace();
    let (body, kind) = match (words.next(), words.next()) {
        (Some("POST"), _) => {
            let mut bytes = vec![0; length];
            reader.read_exact(&mut bytes)?;
            result = Some(String::from_utf8_lossy(&bytes).into_owned());
            (Vec::new(), "text/plain")
        }
        (_, path) => {
            let name = path.unwrap_or_default().trim_start_matches('/');
            let name = if name.is_empty() { FILES[0].0 } else { name };
            let kind = match name.rsplit('.').next() {
                Some("js") => "text/javascript",
                Some("wasm") => "application/wasm",
                _ => "text/html",
            };
            // Names of this folder, no paths.
            let file = if name.contains(['/', '\\']) { Ok(Vec::new()) } else { fs::read(folder.join(name)) };
            (file.unwrap_or_default(), kind)
        }
    };
    // Isolated, the page's clock tells microseconds.
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\
         Cross-Origin-Opener-Policy: same-origin\r\nCross-Origin-Embedder-Policy: require-corp\r\n\r\n",
        body.len()
    );
    (&stream).write_all(head.as_bytes())?;
    (&stream).write_all(&body)?;
    Ok(result)
}
