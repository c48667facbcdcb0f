//! The page in every engine: streams over both transports, a filter typed, a log read, and a page that goes.

use fleetglass_tests::{Engine, Setup, Source, Transport};

use crate::threads::{three_threads, until_shown};

in_every_engine! {
    fn the_page_shows_threads_and_their_log_and_filters_it(engine) {
        let near = Source::of("threads").over(Transport::EventSource);
        let far = Source::of("agent-workspace").named("far").over(Transport::Fetch).elsewhere();
        Setup::with([near, far]).at("#/threads").engine(engine).run(async |page, sim| {
            page.until_link("box", "open").await;
            page.until_link("far", "live").await;
            three_threads(page, sim).await;
            page.fill("searchbox", "Text or /pattern/", "error").await;
            until_shown(page, "a text in any case", &["E0308", "one test failed"]).await;
            page.click("link", "Overview").await;
            page.until_unit("exec-123/engineer_a", "running").await;
            page.open("about:blank").await;
            sim.until_nobody_is_here().await;
        });
    }
}
