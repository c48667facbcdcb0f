//! The palette, the help and the keys, by keyboard.

use fleetglass_tests::{Key, Page, Setup, Source, json};

fn key(key: Key) -> String {
    char::from(key).to_string()
}

/// Presses Ctrl and K, whatever has the focus.
async fn open_palette(page: &Page) {
    page.press(&format!("{}k{}", key(Key::Control), key(Key::Null))).await;
    page.until("the field has the focus", async || page.focused().await, |(role, name)| role == "combobox" && name == "Go to anything")
        .await;
}

async fn until_chosen(page: &Page, words: &str) {
    let chosen = "const input = document.querySelector('.fg-palette [role=combobox]'); \
                  return document.getElementById(input?.getAttribute('aria-activedescendant') ?? '')?.textContent ?? '';";
    page.until(words, async || page.ask::<String>(chosen, vec![]).await, |text| text.starts_with(words)).await;
}

async fn until_address(page: &Page, words: &str) {
    page.until(words, async || page.address().await, |address| address.contains(words)).await;
}

async fn until_closed(page: &Page) {
    page.until(
        "no dialog is open",
        async || page.ask::<u32>("return document.querySelectorAll('dialog').length", vec![]).await,
        |n| *n == 0,
    )
    .await;
}

#[test]
fn the_palette_goes_to_a_unit_a_place_and_an_action_by_a_few_letters() {
    let pipelines = json!([{"id": "p1", "projectName": "checkout-api", "status": "implementing"}, {"id": "p2", "projectName": "mobile-shell", "status": "implementing"}]);
    Setup::with([Source::of("agent-workspace")]).play("agent-workspace", &[("state", json!({"pipelines": pipelines}))]).run(
        async |page, _| {
            page.find("button", "Go to anything").await;
            open_palette(page).await;
            page.press("src").await;
            until_chosen(page, "Sources").await;
            page.press_enter().await;
            until_address(page, "#/sources").await;
            until_closed(page).await;
            // What was chosen last is first.
            open_palette(page).await;
            until_chosen(page, "Sources").await;
            page.press(&key(Key::Down)).await;
            until_chosen(page, "Overview").await;
            page.press(&key(Key::Up)).await;
            page.press(&key(Key::Up)).await;
            until_chosen(page, "Show all keys").await;
            page.press("dark").await;
            until_chosen(page, "Theme: Dark").await;
            page.press_enter().await;
            let theme = async || page.ask::<Option<String>>("return document.documentElement.dataset.theme ?? null", vec![]).await;
            page.until("the theme", theme, |theme| theme.as_deref() == Some("dark")).await;
            until_closed(page).await;
            open_palette(page).await;
            page.press("nothing is called so").await;
            page.until_says("Nothing is called \"nothing is called so\".").await;
            page.press_escape().await;
            until_closed(page).await;
        },
    );
}

#[test]
fn the_help_lists_the_keys_and_gives_the_focus_back() {
    Setup::with([Source::of("agent-workspace")]).run(async |page, _| {
        page.find("button", "Keys").await;
        page.press("?").await;
        page.find("dialog", "Keys").await;
        for words in ["Go to Overview", "Next that needs you", "Go to the filter", "Follow the end", "Next error"] {
            page.until_says(words).await;
        }
        // No key of the page acts while it is open.
        page.press("gs").await;
        page.press_escape().await;
        until_closed(page).await;
        until_address(page, "#/overview").await;
        page.click("button", "Keys").await;
        page.find("dialog", "Keys").await;
        page.click("button", "Close").await;
        until_closed(page).await;
        page.until("the focus is back", async || page.focused().await, |focused| *focused == ("button".to_owned(), "Keys".to_owned()))
            .await;
    });
}

#[test]
fn single_keys_can_be_switched_off_and_others_go_on() {
    Setup::with([Source::of("agent-workspace")]).run(async |page, _| {
        page.find("button", "Keys").await;
        page.press("gr").await;
        until_address(page, "#/runs").await;
        page.press("?").await;
        page.click("checkbox", "Single keys act").await;
        page.press_escape().await;
        until_closed(page).await;
        page.press("gs").await;
        page.press("?").await;
        // Ctrl K is none of them; that it opens shows that the keys before it did nothing.
        open_palette(page).await;
        until_address(page, "#/runs").await;
        page.press("keys").await;
        until_chosen(page, "Show all keys").await;
        page.press_enter().await;
        page.find("dialog", "Keys").await;
        page.click("checkbox", "Single keys act").await;
        page.press_escape().await;
        until_closed(page).await;
        page.press("gt").await;
        until_address(page, "#/threads").await;
    });
}
