//! The command line: what was asked for, or a sentence that says what is wrong with it.

use crate::world::Dialect;
use fleetglass_core::protocol::Api;
use lexopt::prelude::*;
use std::collections::BTreeMap;
use std::path::PathBuf;

const HELP: &str = "\
fleetglass-sim: the five agent APIs that Fleetglass shows, simulated

fleetglass-sim serve [--dist DIR] [--port N] ...   serve the APIs, the page and its config.json
fleetglass-sim decode [--chunk N] [--last-event-id ID] < bytes
                                                   print a stream's events, one JSON line each
fleetglass-sim reduce --api API [--subject NAME] < bytes
                                                   print what a stream adds up to, as one JSON object

serve:
  --dist DIR          the folder of the built page; without it only the APIs are served
  --policy TEXT       this Content-Security-Policy for its files, in place of the page's own; '' is none. `{second}` in it
                      is the origin of the second port
  --config FILE       serve FILE as config.json, read anew each time, in place of the six sources
  --port N            the first port, 8787 by default; 0 takes a free one. The second is the next free one
  --seed S            the same seed gives the same work, 1 by default
  --speed X           the work goes X times as fast; polls, heartbeats and cuts do not
  --auth              every API demands what its document says; the test secret is printed
  --dialect D         observed (default): what real servers send; documents: only what the documents show
  --play API=FILE     each connection to API gets the bytes of FILE at once, then heartbeats; may be repeated
  --still             nobody works until `POST /sim/do {\"do\":\"resume\"}`; every snapshot is empty until then
  --fleet N           N units, in place of those that work otherwise: threads, pipelines and runs
  --rate R            R updates a second of those, 1000 by default
  --heartbeat-ms N    a sign of life every N ms on every API, instead of what its document says
  --cut-ms N          API 1 ends its connections after N ms, instead of 300000; 0 never
  --dev               pages reload themselves when index.html in --dist changes

APIs: agent-workspace, agent-status, threads, agent-execution, workflow-execution, runner";

/// What was asked for.
#[derive(Debug)]
pub(crate) enum Command {
    Serve(Box<Serve>),
    Decode(Decode),
    Reduce(Reduce),
    /// Only a text, and an end.
    Say(String),
}

/// `serve`
#[derive(Debug)]
pub(crate) struct Serve {
    pub(crate) dist: Option<PathBuf>,
    pub(crate) policy: Option<String>,
    pub(crate) config: Option<PathBuf>,
    pub(crate) port: u16,
    pub(crate) seed: u64,
    pub(crate) speed: f64,
    pub(crate) auth: bool,
    pub(crate) dialect: Dialect,
    pub(crate) play: BTreeMap<Api, PathBuf>,
    pub(crate) still: bool,
    pub(crate) fleet: Option<usize>,
    pub(crate) rate: u32,
    pub(crate) heartbeat_ms: Option<u64>,
    pub(crate) cut_ms: Option<u64>,
    pub(crate) dev: bool,
}

/// `decode`
#[derive(Debug, Default)]
pub(crate) struct Decode {
    pub(crate) chunk: Option<usize>,
    pub(crate) last_event_id: String,
}

/// `reduce`
#[derive(Debug)]
pub(crate) struct Reduce {
    pub(crate) api: Api,
    pub(crate) subject: Option<String>,
}

/// Reads the command line.
///
/// # Errors
/// Says in a sentence what cannot be understood.
pub(crate) fn parse(mut from: lexopt::Parser) -> Result<Command, lexopt::Error> {
    match from.next()? {
        Some(Value(name)) if name == "serve" => serve(from),
        Some(Value(name)) if name == "decode" => decode(from),
        Some(Value(name)) if name == "reduce" => reduce(from),
        Some(Long("help") | Short('h')) => Ok(Command::Say(HELP.to_owned())),
        Some(Long("version") | Short('V')) => Ok(Command::Say(format!("fleetglass-sim {}", env!("CARGO_PKG_VERSION")))),
        Some(Value(name)) => Err(format!("there is no command `{}`: it is serve, decode or reduce", name.to_string_lossy()).into()),
        Some(other) => Err(other.unexpected()),
        None => Err("a command is missing: serve, decode or reduce".into()),
    }
}

fn serve(mut from: lexopt::Parser) -> Result<Command, lexopt::Error> {
    let mut options = Serve {
        dist: None,
        policy: None,
        config: None,
        port: 8787,
        seed: 1,
        speed: 1.0,
        auth: false,
        dialect: Dialect::Observed,
        play: BTreeMap::new(),
        still: false,
        fleet: None,
        rate: 1000,
        heartbeat_ms: None,
        cut_ms: None,
        dev: false,
    };
    while let Some(arg) = from.next()? {
        match arg {
            Long("dist") => options.dist = Some(from.value()?.into()),
            Long("policy") => {
                let policy = from.value()?.string()?;
                if !policy.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
                    return Err("--policy is one line of ASCII, as a header is".into());
                }
                options.policy = Some(policy);
            }
            Long("config") => options.config = Some(from.value()?.into()),
            Long("port") => options.port = number(&mut from, "--port", "a port number from 0 to 65535")?,
            Long("seed") => options.seed = number(&mut from, "--seed", "a whole number from 0")?,
            Long("speed") => {
                options.speed = number(&mut from, "--speed", "a number above 0, such as 10")?;
                if !(options.speed > 0.0 && options.speed <= 1000.0) {
                    return Err("--speed is a number above 0 and up to 1000".into());
                }
            }
            Long("auth") => options.auth = true,
            Long("dialect") => {
                options.dialect = match from.value()?.string()?.as_str() {
                    "documents" => Dialect::Documents,
                    "observed" => Dialect::Observed,
                    other => return Err(format!("--dialect is documents or observed, not `{other}`").into()),
                }
            }
            Long("play") => {
                let pair = from.value()?.string()?;
                let (api, file) = pair.split_once('=').ok_or_else(|| format!("--play is API=FILE, not `{pair}`"))?;
                let file = PathBuf::from(file);
                if let Err(cause) = std::fs::File::open(&file) {
                    return Err(format!("--play {pair}: {}: {cause}", file.display()).into());
                }
                options.play.insert(api_named(api)?, file);
            }
            Long("still") => options.still = true,
            Long("fleet") => options.fleet = Some(number::<usize>(&mut from, "--fleet", "a number of units up to 100000")?.min(100_000)),
            Long("rate") => options.rate = number(&mut from, "--rate", "updates a second")?,
            Long("heartbeat-ms") => options.heartbeat_ms = Some(number::<u64>(&mut from, "--heartbeat-ms", "milliseconds")?.max(1)),
            Long("cut-ms") => options.cut_ms = Some(number(&mut from, "--cut-ms", "milliseconds")?),
            Long("dev") => options.dev = true,
            Long("help") | Short('h') => return Ok(Command::Say(HELP.to_owned())),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Command::Serve(Box::new(options)))
}

fn decode(mut from: lexopt::Parser) -> Result<Command, lexopt::Error> {
    let mut options = Decode::default();
    while let Some(arg) = from.next()? {
        match arg {
            Long("chunk") => match number(&mut from, "--chunk", "a number of bytes from 1")? {
                0 => return Err("--chunk is a number of bytes from 1".into()),
                bytes => options.chunk = Some(bytes),
            },
            Long("last-event-id") => options.last_event_id = from.value()?.string()?,
            Long("help") | Short('h') => return Ok(Command::Say(HELP.to_owned())),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Command::Decode(options))
}

fn reduce(mut from: lexopt::Parser) -> Result<Command, lexopt::Error> {
    let (mut api, mut subject) = (None, None);
    while let Some(arg) = from.next()? {
        match arg {
            Long("api") => api = Some(api_named(&from.value()?.string()?)?),
            Long("subject") => subject = Some(from.value()?.string()?),
            Long("help") | Short('h') => return Ok(Command::Say(HELP.to_owned())),
            other => return Err(other.unexpected()),
        }
    }
    let api = api.ok_or_else(|| format!("--api is missing: it is one of {}", api_names()))?;
    Ok(Command::Reduce(Reduce { api, subject }))
}

fn number<T: std::str::FromStr>(from: &mut lexopt::Parser, option: &str, what: &str) -> Result<T, lexopt::Error> {
    let text = from.value()?.string()?;
    text.parse().map_err(|_| format!("{option} is {what}, not `{text}`").into())
}

fn api_named(name: &str) -> Result<Api, lexopt::Error> {
    Api::from_name(name).ok_or_else(|| format!("there is no API `{name}`: it is one of {}", api_names()).into())
}

/// Returns the names of the APIs, for sentences.
pub(crate) fn api_names() -> String {
    Api::ALL.map(Api::name).join(", ")
}
