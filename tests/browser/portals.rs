//! Somebody else's page: what it is served with, and what the harness sees in it.

use fleetglass_tests::{Portal, Setup};

/// An element with a shadow root, as a portal may have around ours.
const SHELL: &str = r#"
for (const host of document.querySelectorAll("[data-shadow]")) {
  const root = host.attachShadow({ mode: "open" });
  const button = document.createElement("button");
  button.textContent = `Press ${host.id}`;
  button.addEventListener("click", () => (button.textContent = `Pressed ${host.id}`));
  root.append(button);
}
"#;

#[test]
fn a_portal_is_looked_into_as_a_whole_and_by_element() {
    let html = "<!doctype html><title>Portal</title><link rel=icon href='data:,'><body><p>Around</p><div id=a data-shadow></div>\
                <div id=b data-shadow></div><script type=module src='{second}/shell.js'></script>";
    let policy = "default-src 'none'; script-src {second}; img-src data:";
    Setup::portal(Portal::new(html).file("shell.js", SHELL).policy(policy)).run(async |page, _| {
        page.until_says("Around Press a Press b").await;
        let second = page.within("#b");
        second.click("button", "Press").await;
        second.until_says("Pressed b").await;
        assert_eq!(second.focused().await, ("button".to_owned(), "Pressed b".to_owned()));
        assert_eq!((page.within("#a").words().await, page.all("button", "Press").await.len()), ("Press a".to_owned(), 2));
    });
}
