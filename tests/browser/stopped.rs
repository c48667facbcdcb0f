//! When our own code fails: the page says so, stops, and can be loaded anew. On the page of hooks, which can be made to fail.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps")]

use fleetglass_tests::{Page, Setup};

async fn until_connected(page: &Page) {
    let connected = async || page.ask::<u32>("return document.querySelectorAll('[data-connected=true]').length;", vec![]).await;
    page.until("every hook is connected", connected, |count| *count == 6).await;
}

#[test]
fn when_our_own_code_fails_the_page_says_so_hands_out_a_report_and_reloads() {
    Setup::hooks().run(async |page, sim| {
        until_connected(page).await;
        page.click("button", "Fail").await;
        page.find("alertdialog", "Fleetglass stopped:").await;
        page.find("alertdialog", "failed on purpose").await;
        page.until_says("Your agents are not affected.").await;
        assert_eq!(page.focused().await.0, "alertdialog");
        // It holds no connection any more, so that the next page can have them.
        for api in ["threads", "agent-workspace", "runner"] {
            sim.until_open(api, 0).await;
        }
        let report = page.find("group", "Report").await.text().await.unwrap();
        for words in ["failed on purpose", "place: ", "browser: Mozilla", "Fleetglass "] {
            assert!(report.contains(words), "{words}: {report}");
        }
        page.press_tab().await;
        page.press_tab().await;
        assert_eq!(page.focused().await, ("button".to_owned(), "Copy report".to_owned()));
        page.press_enter().await;
        let said = async || page.find("status", "").await.text().await.unwrap();
        page.until("what became of the copy", said, |said| said == "Copied" || said.starts_with("The browser refused")).await;
        let wrong = page.wrong().await;
        assert!(wrong.iter().any(|wrong| wrong.contains("failed on purpose")), "the console has it, too: {wrong:?}");
        page.click("button", "Reload").await;
        until_connected(page).await;
    });
}
