//! The life of an element: known late, moved, taken out and put back, told something else, paused, and one among several.

use fleetglass_tests::{Engine, Page, Portal, Setup, Sim, json};

const URL: &str = "api/executions/exec-123/threads/stream";

/// Loads the elements when somebody presses the button.
const LOAD: &str = "document.querySelector('#load').onclick = () => void import('./fleetglass/fleetglass.js')";

/// A portal that loads the elements when the test says so.
fn late(body: &str) -> Portal {
    let html = format!(
        "<!doctype html><html lang=en><head><title>Portal</title><link rel=icon href='data:,'><script type=module src=load.js></script></head>\
         <body><button id=load>Load</button>{body}</body></html>"
    );
    Portal::new(&html).file("load.js", LOAD)
}

async fn script(page: &Page, script: &str) {
    page.ask::<()>(script, vec![]).await;
}

/// Loads the elements.
async fn load(page: &Page) {
    page.click("button", "Load").await;
    page.until(
        "the elements",
        async || page.ask::<bool>("return !!customElements.get('fleetglass-threads')", vec![]).await,
        |known| *known,
    )
    .await;
}

/// Waits until the threads' stream is asked for the `count`th time, and open.
async fn opened(page: &Page, sim: &Sim, count: u64) {
    page.until(&format!("connection {count}"), async || sim.count("threads", "total"), |total| *total == count).await;
    sim.until_open("threads", 1).await;
}

in_every_engine! {
    fn an_element_that_is_known_late_has_its_attributes_and_what_was_set_before(engine) {
        let body = format!("<fleetglass-threads id=a src='{URL}' name=box></fleetglass-threads><fleetglass-overview id=b></fleetglass-overview>");
        Setup::portal(late(&body)).engine(engine).run(async |page, sim| {
            script(page, "document.querySelector('#b').sources = [{ id: 'late', api: 'agent-workspace', url: 'api/agent-workspace/stream' }];").await;
            load(page).await;
            sim.until_open("threads", 1).await;
            sim.until_open("agent-workspace", 1).await;
            sim.say("architect", 0, "Planning the change");
            page.within("#a").until_line("Planning").await;
            page.within("#b").until_says("late").await;
        });
    }

    fn an_element_that_is_moved_stays_as_it_is_and_one_that_is_put_back_begins_anew(engine) {
        let body = format!("<main><fleetglass-threads src='{URL}' name=box></fleetglass-threads></main><aside></aside>");
        Setup::portal(late(&body)).engine(engine).run(async |page, sim| {
            load(page).await;
            opened(page, sim, 1).await;
            let view = page.within("fleetglass-threads");
            sim.say("architect", 0, "Planning the change");
            view.until_line("Planning").await;
            view.fill("searchbox", "Text or /pattern/", "plan").await;
            script(page, "document.querySelector('aside').append(document.querySelector('fleetglass-threads'))").await;
            sim.say("architect", 1, "planned");
            view.until_line("planned").await;
            let filter = view.find("searchbox", "Text or /pattern/").await.prop("value").await;
            assert_eq!(filter.ok().flatten().as_deref(), Some("plan"));
            assert_eq!(sim.count("threads", "total"), 1, "a move does not connect anew");

            script(page, "window.held = document.querySelector('fleetglass-threads'); held.remove()").await;
            sim.until_nobody_is_here().await;
            script(page, "document.querySelector('main').append(held)").await;
            opened(page, sim, 2).await;
            sim.say("architect", 2, "here again");
            view.until_line("here again").await;
        });
    }

    fn another_address_closes_the_stream_and_opens_another_and_another_theme_does_not(engine) {
        let body = format!("<fleetglass-threads src='{URL}' name=box></fleetglass-threads>");
        Setup::portal(late(&body)).engine(engine).run(async |page, sim| {
            load(page).await;
            opened(page, sim, 1).await;
            let view = page.within("fleetglass-threads");
            sim.say("architect", 0, "Planning the change");
            view.until_line("Planning").await;
            let ink = "const log = document.querySelector('fleetglass-threads').shadowRoot.querySelector('[role=log]'); return getComputedStyle(log).color";
            let before: String = page.ask(ink, vec![]).await;
            script(page, "document.querySelector('fleetglass-threads').setAttribute('theme', 'dark')").await;
            page.until("another ink", async || page.ask::<String>(ink, vec![]).await, |now| *now != before).await;
            script(page, "document.querySelector('fleetglass-threads').density = 'compact'").await;
            view.until_lines("what was received stays", |lines| lines.len() == 1).await;
            assert_eq!(sim.count("threads", "total"), 1, "looks do not connect anew");

            script(page, "document.querySelector('fleetglass-threads').src = 'api/executions/exec-456/threads/stream'").await;
            opened(page, sim, 2).await;
            assert_eq!(sim.stats("threads")["path"], json!("/api/executions/exec-456/threads/stream"));
            view.until_lines("nothing of the other stream", Vec::is_empty).await;
            script(page, "document.querySelector('fleetglass-threads').threadIds = ['architect']").await;
            opened(page, sim, 3).await;
            assert_eq!(sim.stats("threads")["query"], json!("threadIds=architect"));
        });
    }

    fn a_paused_element_has_no_connection_and_keeps_what_it_shows(engine) {
        let body = format!("<fleetglass-threads src='{URL}' name=box></fleetglass-threads>");
        Setup::portal(late(&body)).engine(engine).run(async |page, sim| {
            load(page).await;
            opened(page, sim, 1).await;
            let view = page.within("fleetglass-threads");
            sim.say("architect", 0, "Planning the change");
            view.until_line("Planning").await;
            script(page, "document.querySelector('fleetglass-threads').pause()").await;
            sim.until_nobody_is_here().await;
            view.until_line("Planning").await;
            script(page, "document.querySelector('fleetglass-threads').resume()").await;
            opened(page, sim, 2).await;
            sim.say("architect", 1, "going on");
            view.until_line("going on").await;
        });
    }

    fn what_is_mounted_is_updated_and_unmounted_by_its_handle(engine) {
        let portal = late("<div id=here></div><button id=again>Again</button><script type=module src=mount.js></script>").file(
            "mount.js",
            &format!(
                "import {{ mount }} from './fleetglass/fleetglass.js';\n\
                 const here = document.querySelector('#here');\n\
                 window.view = mount(here, {{ view: 'threads', src: '{URL}', name: 'box' }});\n\
                 document.querySelector('#again').onclick = () => (window.view = mount(here, {{ view: 'overview' }}));"
            ),
        );
        Setup::portal(portal).engine(engine).run(async |page, sim| {
            opened(page, sim, 1).await;
            script(page, "document.querySelector('#here').dataset.shadow = ''").await;
            let view = page.within("#here");
            sim.say("architect", 0, "Planning the change");
            view.until_line("Planning").await;
            script(page, "view.update({ threadIds: ['architect'] })").await;
            opened(page, sim, 2).await;
            assert_eq!(sim.stats("threads")["query"], json!("threadIds=architect"));
            script(page, "view.unmount()").await;
            sim.until_nobody_is_here().await;
            assert_eq!(view.words().await, "");
            // The same place takes another view.
            page.click("button", "Again").await;
            view.until_says("Nothing to show here").await;
        });
    }
}

#[test]
fn several_elements_of_one_address_share_a_connection_until_the_last_has_gone() {
    let threads = |id: &str| format!("<fleetglass-threads id={id} src='{URL}' name=box></fleetglass-threads>");
    let body = format!("{}{}<fleetglass-overview id=c></fleetglass-overview>", threads("a"), threads("b"));
    Setup::portal(late(&body)).run(async |page, sim| {
        let sources = format!("[{{ id: 'crew', api: 'threads', url: '{URL}' }}]");
        script(page, &format!("document.querySelector('#c').sources = {sources}")).await;
        load(page).await;
        opened(page, sim, 1).await;
        sim.say("architect", 0, "Planning the change");
        for id in ["#a", "#b"] {
            page.within(id).until_line("Planning").await;
        }
        page.within("#c").until_unit("exec-123/architect", "running").await;
        assert_eq!((sim.count("threads", "total"), sim.open_streams()), (1, 1));

        for (left, gone) in [("#b", "#a"), ("#c", "#b")] {
            script(page, &format!("document.querySelector('{gone}').remove()")).await;
            page.until(
                "it is gone",
                async || page.ask::<bool>(&format!("return !document.querySelector('{gone}')"), vec![]).await,
                |gone| *gone,
            )
            .await;
            sim.say("architect", 1, &format!("still here without {gone}"));
            if left == "#b" {
                page.within(left).until_line("still here").await;
            }
            assert_eq!((sim.count("threads", "total"), sim.open_streams()), (1, 1), "{left} keeps the connection");
        }
        script(page, "document.querySelector('#c').pause()").await;
        sim.until_nobody_is_here().await;
    });
}
