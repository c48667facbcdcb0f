//! What keeps people out, as axe finds it: the rules of WCAG 2.2, level AA, and its best practices.

use crate::{Page, paths};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::OnceLock;

const RUN: &str = r#"
const done = arguments[arguments.length - 1];
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"], preload: false }).then(
  ({ violations, passes }) => done({
    passed: passes.length,
    found: violations.flatMap((v) => v.nodes.map((n) => `${v.id} (${v.help}): ${n.target.join(" ")} ${n.html.slice(0, 300)} ${n.any.concat(n.all, n.none).map((c) => c.message).join("; ")}`)),
  }),
  (cause) => done({ passed: 0, found: [`axe itself: ${cause}`] }),
);
"#;

/// What axe says of a page.
#[derive(Debug, Deserialize)]
struct Verdict {
    /// So many rules found something to look at, and nothing wrong.
    passed: usize,
    found: Vec<String>,
}

impl Page {
    /// Looks at the page as it is now, and returns what breaks a rule: the rule, where, and why.
    pub async fn barriers(&self) -> Vec<String> {
        static AXE: OnceLock<String> = OnceLock::new();
        let axe = AXE.get_or_init(|| std::fs::read_to_string(paths::axe()).unwrap());
        if self.ask::<bool>("return !window.axe", vec![]).await {
            // Through DevTools, as the page's policy lets no script in by another way.
            self.devtools("Runtime.evaluate", json!({"expression": axe})).await;
        }
        let verdict: Verdict = self.ask_later(RUN, Vec::<Value>::new()).await;
        assert!(verdict.passed > 10 || !verdict.found.is_empty(), "axe looked at nothing: {verdict:?}");
        verdict.found
    }
}
