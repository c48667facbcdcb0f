//! The server: two ports on the loopback, five APIs, the page, and the control.
//!
//! A browser opens at most six connections to one HTTP/1.1 host, and a seventh stream would wait for ever without a word. So
//! `config.json` puts three streams on the first port and three on the second, which answers the first one's pages by CORS.

mod accept;
mod assets;
mod auth;
mod clock;
mod config;
mod control;
mod cors;
mod faults;
mod hub;
mod pieces;
mod pump;
mod reload;
mod stats;
mod streams;

use crate::args::Serve;
use crate::say;
use crate::world::{Settings, World};
use axum::Router;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::net::TcpListener;

/// How many real milliseconds there are between two polls of API 1.
const POLL_MS: f64 = 3000.0;
/// How many real milliseconds API 2 waits for more changes.
const DEBOUNCE_MS: f64 = 1000.0;

/// What all requests share.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) options: Serve,
    pub(crate) ports: [u16; 2],
    /// Locked before the hub wherever both are: a client's greeting and its place in the hub must be one step.
    world: Mutex<World>,
    pub(crate) hub: hub::Hub,
    pub(crate) faults: faults::Faults,
    pub(crate) paused: std::sync::atomic::AtomicBool,
}

impl Shared {
    /// Takes the world. A panic of another task does not make its state wrong enough to stop the simulator.
    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Serves until Ctrl-C.
///
/// # Errors
/// Where the port is taken, or the system gives no socket.
pub(crate) fn run(options: Serve) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|cause| format!("the runtime: {cause}"))?;
    let done = runtime.block_on(serve(options));
    // Streams are open; nobody waits for them.
    runtime.shutdown_background();
    done
}

async fn serve(options: Serve) -> Result<(), String> {
    let first = listen(options.port).await.map_err(|cause| taken(options.port, &cause))?;
    let port = |listener: &TcpListener| listener.local_addr().map(|address| address.port()).map_err(|cause| format!("the port: {cause}"));
    let second = match (options.port, options.port.checked_add(1)) {
        (0, _) | (_, None) => listen(0).await,
        (_, Some(next)) => match listen(next).await {
            Ok(listener) => Ok(listener),
            Err(_) => listen(0).await,
        },
    }
    .map_err(|cause| format!("no second port: {cause}"))?;
    let ports = [port(&first)?, port(&second)?];
    let settings = Settings {
        seed: options.seed,
        dialect: options.dialect,
        poll_ms: (POLL_MS * options.speed) as u64,
        debounce_ms: (DEBOUNCE_MS * options.speed) as u64,
    };
    let mut world = World::new(settings, clock::now_ms(), options.speed, options.still);
    if let Some(units) = options.fleet {
        world.gather(units, options.rate, clock::now_ms());
    }
    let paused = std::sync::atomic::AtomicBool::new(options.still);
    let shared =
        Arc::new(Shared { options, ports, world: Mutex::new(world), hub: hub::Hub::default(), faults: faults::Faults::default(), paused });
    greet(&shared);
    let router = Router::new().merge(streams::routes()).merge(control::routes()).merge(config::routes()).merge(reload::routes());
    let router = router.fallback(assets::serve).with_state(shared.clone());
    tokio::select! {
        () = accept::run(first, router.clone(), shared.clone(), 0) => Ok(()),
        () = accept::run(second, router, shared.clone(), 1) => Ok(()),
        () = clock::run(shared) => Ok(()),
        stopped = tokio::signal::ctrl_c() => stopped.map_err(|cause| format!("Ctrl-C cannot be heard: {cause}")),
    }
}

async fn listen(port: u16) -> std::io::Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await
}

fn taken(port: u16, cause: &std::io::Error) -> String {
    match cause.kind() {
        std::io::ErrorKind::AddrInUse => {
            format!("port {port} is taken by another program; stop it, or choose another with --port (0 takes a free one)")
        }
        std::io::ErrorKind::PermissionDenied => {
            format!("port {port} needs more rights; choose one above 1023 with --port (0 takes a free one)")
        }
        _ => format!("port {port} cannot be used: {cause}"),
    }
}

/// Says where the simulator is. The first line is what scripts wait for.
fn greet(shared: &Shared) {
    let [first, second] = shared.ports;
    say(&format!("Fleetglass simulator on http://127.0.0.1:{first}/"));
    say(&format!("Second port for streams: http://127.0.0.1:{second}/"));
    if shared.options.auth {
        say(&format!("The test secret is `{}`: X-Status-Key, ?key=, or Authorization: Bearer. Cookie: open /sim/login", auth::SECRET));
    }
    if let Some(dist) = shared.options.dist.as_ref().filter(|dist| !dist.join("index.html").is_file()) {
        say(&format!("{} holds no index.html yet: build the page first. The APIs are served.", dist.display()));
    }
}
