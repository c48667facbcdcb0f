//! The harness itself: what is wrong in a page fails its test.

use fleetglass_tests::Setup;

#[test]
fn a_page_that_breaks_its_policy_throws_or_panics_is_noticed() {
    Setup::with([]).run(async |page, _| {
        for (script, words) in [
            ("document.body.insertAdjacentHTML('beforeend', '<b>x</b>')", "require-trusted-types-for"),
            ("document.body.setAttribute('style', 'color: red')", "style-src"),
            ("setTimeout(() => { throw new Error('thrown in a test') })", "thrown in a test"),
            ("Promise.reject(new Error('rejected in a test'))", "rejected in a test"),
            ("console.error('said in a test')", "said in a test"),
            ("fetch('http://127.0.0.1:9/').catch(() => {})", "connect-src"),
        ] {
            page.ask::<()>(&format!("try {{ {script} }} catch (refused) {{}}"), vec![]).await;
            let mut wrong = String::new();
            page.until(
                script,
                async || {
                    wrong += &page.wrong().await.join("\n");
                    wrong.clone()
                },
                |wrong| wrong.contains(words),
            )
            .await;
        }
        // What came twice, through the page and through the browser's log, was asked for, too.
        page.until("nothing more", async || page.wrong().await, Vec::is_empty).await;
    });
}
