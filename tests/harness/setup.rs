//! What a test needs, and the life of it: a simulator, a browser, a page, and the end of all three.

use crate::browser::{Folder, Seat};
use crate::engine::{self, Engine};
use crate::front::Front;
use crate::page::{self, Page};
use crate::paths;
use crate::portal::Portal;
use crate::served;
use crate::sim::Sim;
use crate::source::Source;
use serde_json::{Value, json};
use std::panic::{AssertUnwindSafe, Location, catch_unwind, resume_unwind};

/// Whose page is served, where it is not a portal of the test's own.
#[derive(Debug, Default)]
enum Served {
    #[default]
    Page,
    Hooks,
    Example(&'static str),
}

/// What a test needs.
#[derive(Debug, Default)]
#[must_use = "call run"]
pub struct Setup {
    config: Option<Value>,
    flags: Vec<String>,
    fragment: String,
    size: Option<(u32, u32)>,
    pace: Option<u32>,
    alone: bool,
    played: Vec<(String, String)>,
    page: Served,
    portal: Option<Portal>,
    front: Option<Front>,
    engine: Engine,
}

impl Setup {
    /// The simulator's own six sources, and nothing happens but what the test does.
    pub fn all_sources() -> Self {
        Self::default().flags(&["--still"])
    }

    /// These sources, and nothing happens but what the test does.
    pub fn with(sources: impl IntoIterator<Item = Source>) -> Self {
        let sources: Vec<Source> = sources.into_iter().collect();
        // The second port is known only when the simulator runs.
        let sources: Vec<Value> = sources.into_iter().map(|source| source.written(0)).collect();
        Self::config(json!({"version": 1, "sources": sources}))
    }

    /// The page of nothing but hooks, and nothing happens but what the test does.
    pub fn hooks() -> Self {
        Self { page: Served::Hooks, ..Self::all_sources() }
    }

    /// One of the examples as it was built, and nothing happens but what the test does.
    pub fn example(name: &'static str) -> Self {
        Self { page: Served::Example(name), ..Self::all_sources() }
    }

    /// Somebody else's page that embeds Fleetglass, and nothing happens but what the test does.
    pub fn portal(portal: Portal) -> Self {
        Self { portal: Some(portal), ..Self::all_sources() }
    }

    /// This `config.json`.
    pub fn config(config: Value) -> Self {
        Self { config: Some(config), ..Self::all_sources() }
    }

    /// The page comes from this web server, which passes the simulator's streams on. Its sources are those of [`Setup::with`].
    pub fn behind(mut self, front: Front) -> Self {
        self.front = Some(front);
        self
    }

    /// More flags of the simulator.
    pub fn flags(mut self, flags: &[&str]) -> Self {
        self.flags.extend(flags.iter().map(|flag| (*flag).to_owned()));
        self
    }

    /// New streams of an API get these events first, each time, even from a server that was restarted.
    pub fn play(mut self, api: &str, events: &[(&str, Value)]) -> Self {
        let text = events.iter().map(|(event, data)| format!("event: {event}\ndata: {data}\n\n")).collect();
        self.played.push((api.to_owned(), text));
        self
    }

    /// The address's end: a fragment, or a query and a fragment.
    pub fn at(mut self, fragment: &str) -> Self {
        fragment.clone_into(&mut self.fragment);
        self
    }

    /// The window's inner size.
    pub fn size(mut self, width: u32, height: u32) -> Self {
        self.size = Some((width, height));
        self
    }

    /// What draws the page; Chromium, unless said otherwise.
    pub fn engine(mut self, engine: Engine) -> Self {
        self.engine = engine;
        self
    }

    /// Runs while no other test of this program does, since it measures.
    pub fn alone(mut self) -> Self {
        self.alone = true;
        self
    }

    /// A page whose clock runs so many times as fast.
    pub fn pace(mut self, times: u32) -> Self {
        self.pace = Some(times);
        self
    }

    /// Runs a test, and then fails if anything is wrong that no test asked for.
    #[track_caller]
    pub fn run(self, test: impl AsyncFnOnce(&Page, &mut Sim)) {
        let name = test_name(Location::caller());
        let _seat = Seat::take(self.alone);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let (profile, files) = (Folder::new(), Folder::new());
        let mut flags = self.flags;
        let built = match self.page {
            Served::Page => paths::dist(),
            Served::Hooks => paths::hooks_page(),
            Served::Example(name) => paths::example(name),
        };
        let in_page = (self.engine != Engine::Chromium).then(|| page::scripts(self.pace));
        let folder = files.path().join("served");
        std::fs::create_dir(&folder).unwrap();
        let dist = if self.portal.is_some() || in_page.is_some() { &folder } else { &built };
        flags.extend(["--dist".to_owned(), dist.display().to_string()]);
        if let Some(policy) = self.portal.as_ref().and_then(|portal| portal.policy.clone()) {
            flags.extend(["--policy".to_owned(), policy]);
        }
        for (api, text) in self.played {
            let file = files.path().join(format!("{api}.sse"));
            std::fs::write(&file, text).unwrap();
            flags.extend(["--play".to_owned(), format!("{api}={}", file.display())]);
        }
        let config = files.path().join("config.json");
        if self.config.is_some() {
            flags.extend(["--config".to_owned(), config.display().to_string()]);
        }
        let mut sim = Sim::start(flags);
        if let Some(written) = self.config {
            let written = written.to_string().replace("http://127.0.0.1:0/", &format!("http://127.0.0.1:{}/", sim.second_port()));
            std::fs::write(&config, written).unwrap();
        }
        match (&self.portal, &in_page) {
            (Some(portal), scripts) => {
                portal.write(&folder, sim.address().trim_end_matches('/'), sim.second_port());
                scripts.iter().for_each(|scripts| served::put_in(&folder, scripts));
            }
            (None, Some(scripts)) => served::copy(&built, &folder, scripts),
            (None, None) => {}
        }
        let size = self.size.unwrap_or((1440, 900));
        let session = runtime.block_on(engine::open(self.engine, profile.path(), size));
        let page = Page::new(session.client.clone(), name, self.engine);
        if self.engine == Engine::Chromium {
            runtime.block_on(page.prepare(self.pace, size));
        }
        let front = self.front.map(|front| front.start(files.path(), &config, sim.first_port()));
        let begin = front.as_ref().map_or_else(|| sim.address(), |front| front.address());
        let address = format!("{begin}{}", self.fragment);
        let result = catch_unwind(AssertUnwindSafe(|| {
            runtime.block_on(async {
                page.open(&address).await;
                test(&page, &mut sim).await;
                assert_eq!(page.wrong().await, Vec::<String>::new(), "what the page did wrong, and no test asked for");
            });
        }));
        runtime.block_on(page.end(result.is_err()));
        if let Err(panic) = result {
            resume_unwind(panic);
        }
    }
}

/// libtest names a test's thread after it, except where tests run one by one.
fn test_name(at: &Location<'_>) -> String {
    match std::thread::current().name() {
        Some(name) if name != "main" => name.replace("::", "-"),
        _ => format!("{}-{}", at.file().rsplit('/').next().unwrap_or_default(), at.line()),
    }
}
