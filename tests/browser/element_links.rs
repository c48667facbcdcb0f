//! What leads out of an element: told to the portal, which may follow it itself; else the full app, else in place.

use fleetglass_tests::{Page, Portal, Setup, json};

const PORTAL: &str = r#"
window.followed = [];
document.addEventListener("fleetglass-link", (event) => {
  window.followed.push(event.detail);
  if (window.takesOver) event.preventDefault();
});
window.open = (...all) => (window.opened ??= []).push(all);
"#;

fn portal(attributes: &str) -> Setup {
    let body = format!(
        r#"<fleetglass-overview {attributes} src="api/executions/exec-123/threads/stream"></fleetglass-overview><script type="module" src="portal.js"></script>"#
    );
    Setup::portal(Portal::of(&body).file("portal.js", PORTAL))
}

/// Makes one thread wait, so that the queue has a link to it.
async fn one_waits(page: &Page, sim: &fleetglass_tests::Sim) {
    sim.until_open("threads", 1).await;
    sim.thread("architect", "blocked", 1, &json!({ "prompt": "Apply these edits? [y/n]" }));
    page.until_says("Apply these edits?").await;
}

#[test]
fn without_an_app_a_link_is_followed_in_place_and_there_is_a_way_back() {
    portal("").run(async |page, sim| {
        one_waits(page, sim).await;
        let where_it_is = "return [location.href, history.length]";
        let before: (String, usize) = page.ask(where_it_is, vec![]).await;
        page.click("link", "Open").await;
        page.until_says("‹ Overview").await;
        let followed: Vec<fleetglass_tests::Value> = page.ask("return window.followed", vec![]).await;
        assert_eq!((followed.len(), &followed[0]["place"]), (1, &json!("threads")));
        page.click("link", "‹ Overview").await;
        page.until_says("Needs you").await;
        assert_eq!(page.ask::<(String, usize)>(where_it_is, vec![]).await, before, "the portal's address and history are the portal's");
    });
}

#[test]
fn a_portal_may_follow_a_link_itself() {
    portal("").run(async |page, sim| {
        one_waits(page, sim).await;
        page.ask::<()>("window.takesOver = true", vec![]).await;
        page.click("link", "Open").await;
        page.until("it is told", async || page.ask::<usize>("return window.followed.length", vec![]).await, |told| *told == 1).await;
        assert!(page.says("Needs you").await && !page.says("‹ Overview").await);
    });
}

#[test]
fn with_an_app_a_link_opens_there_and_can_be_copied() {
    portal(r#"app-url="https://fleet.example/app/""#).run(async |page, sim| {
        one_waits(page, sim).await;
        let href = page.attribute("link", "Open", "href").await.unwrap_or_default();
        assert!(href.starts_with("https://fleet.example/app/#/threads?") && href.contains("architect"), "{href}");
        page.click("link", "Open").await;
        let opened = page
            .until(
                "it opens",
                async || page.ask::<Vec<Vec<String>>>("return window.opened ?? []", vec![]).await,
                |opened| opened.len() == 1,
            )
            .await;
        assert_eq!(opened, [vec![href, "_blank".to_owned(), "noopener".to_owned()]]);
        assert!(page.says("Needs you").await);
    });
}

#[test]
fn what_opens_over_an_element_stays_in_it_and_gives_the_focus_back() {
    let body = r#"<button id="before">Before</button><fleetglass-app src="api/executions/exec-123/threads/stream"></fleetglass-app>"#;
    Setup::portal(Portal::of(body)).run(async |page, sim| {
        sim.until_open("threads", 1).await;
        page.until_says("Go to anything").await;
        // Keys act only while the element has the focus.
        page.click("button", "Before").await;
        page.press("?").await;
        assert!(page.all("dialog", "").await.is_empty());
        page.click("button", "Go to anything").await;
        let palette = page.find("dialog", "Go to anything").await;
        let inside = "const [dialog, element] = [arguments[0].getBoundingClientRect(), document.querySelector('fleetglass-app').getBoundingClientRect()]; \
                      return dialog.left >= element.left && dialog.right <= element.right && dialog.top >= element.top && dialog.bottom <= element.bottom";
        assert!(page.ask::<bool>(inside, vec![json!(palette)]).await);
        assert_eq!(page.focused().await.0, "combobox");
        page.press_escape().await;
        page.until("it is closed", async || page.all("dialog", "Go to anything").await.len(), |open| *open == 0).await;
        assert_eq!(page.focused().await.1, "Go to anything");
    });
}

#[test]
fn an_app_url_that_is_no_page_is_none() {
    portal(r#"app-url="javascript:alert(1)""#).run(async |page, sim| {
        one_waits(page, sim).await;
        let href = page.attribute("link", "Open", "href").await.unwrap_or_default();
        assert!(href.starts_with("#/threads?"), "{href}");
        page.click("link", "Open").await;
        page.until_says("‹ Overview").await;
    });
}
