//! The texts that agents, tools and people write in the simulator.

/// Tools, and what they are used for.
pub(super) const TOOLS: &[(&str, &str)] = &[
    ("Bash", "cargo test --workspace"),
    ("Bash", "cargo build --release"),
    ("Bash", "git diff --stat main"),
    ("Read", "src/checkout/cart.rs"),
    ("Edit", "src/checkout/totals.rs"),
    ("Grep", "fn apply_discount"),
    ("WebFetch", "https://doc.rust-lang.org/std/num/"),
    ("Write", "docs/adr/0007-rounding.md"),
];

/// First words of sessions.
pub(super) const TITLES: &[&str] = &[
    "please run the tests",
    "why is checkout slow on Mondays?",
    "rename Order to Purchase everywhere",
    "summarise the incident from last night",
    "発注画面の丸め誤差を直して",
    "draft the release notes for 2.4",
    "find the flaky test in billing",
    "translate the onboarding mails",
];

/// Why sessions break.
pub(super) const SESSION_ERRORS: &[&str] =
    &["model overloaded, gave up after 3 tries", "tool `bash` timed out after 120 s", "context window exceeded: 204,118 of 200,000 tokens"];

/// Why threads fail.
pub(super) const THREAD_ERRORS: &[&str] = &["exit 2", "error[E0308]: mismatched types", "exit 101: 3 tests failed"];

/// What threads ask, of which kind, with which answers.
pub(super) const PROMPTS: &[(&str, &str, &[&str])] = &[
    ("Apply these edits? [y/n]", "permission", &["y", "n"]),
    ("Run `rm -rf target && cargo clean`? [y/n]", "permission", &["y", "n"]),
    ("Which database should the migration target?", "choice", &["staging", "shadow", "production"]),
    ("The totals differ by 0.01. Round half up, or half to even?", "choice", &["half up", "half to even", "stop"]),
    ("Push branch `fix/rounding` to origin? [y/n]", "permission", &["y", "n"]),
    ("What should happen to carts that are older than a year?", "question", &[]),
];

/// What an architect writes.
pub(super) const PLANS: &[&str] = &[
    "Planning the change",
    "Three modules touch totals: \u{1b}[1mcart\u{1b}[0m, \u{1b}[1minvoice\u{1b}[0m and \u{1b}[1mexport\u{1b}[0m.",
    "The rounding rule belongs into one place; \u{1b}[36msrc/money.rs\u{1b}[0m is the lowest they share.",
    "1. move `round` to money\n2. give it a mode\n3. port the three callers",
    "Risk: the export is read by accounting, see https://wiki.example/accounting/export",
    "{\"decision\":\"one rounding mode per currency\",\"alternatives\":[\"per caller\",\"global\"],\"confidence\":0.8}",
    "設計方針: 丸めは通貨ごとに一箇所で行う。",
    "Handing over to engineer_a ✅",
];

/// What a reviewer writes.
pub(super) const REVIEWS: &[&str] = &[
    "Reading the diff: 14 files, \u{1b}[32m+312\u{1b}[0m \u{1b}[31m-198\u{1b}[0m",
    "\u{1b}[33mnit\u{1b}[0m: `apply_discount` says what it does twice",
    "src/checkout/totals.rs:88: this rounds before it sums; the old code summed first 🤔",
    "The new test fails without the fix, as it should.",
    "src/export/csv.rs:41: 全角スペースの列名が壊れていませんか?",
    "No further remarks 👍",
];

/// What a scribe writes.
pub(super) const NOTES: &[&str] =
    &["Collecting merged changes since 2.3", "Grouping by area", "Checked 41 links, 0 broken", "Wrote docs/changes/2.4.md"];

/// How turns end.
pub(super) const TURNS: &[&str] =
    &["Done: all checks pass", "Moved the rounding, 3 callers ported", "Reviewed, two remarks left", "Tests are green on this branch"];

/// Crates that are compiled.
pub(super) const CRATES: &[(&str, &str)] = &[
    ("proc-macro2", "1.0.94"),
    ("unicode-ident", "1.0.18"),
    ("serde", "1.0.219"),
    ("memchr", "2.7.4"),
    ("tokio", "1.44.2"),
    ("hyper", "1.6.0"),
    ("money (/home/build/checkout/money)", "0.4.1"),
    ("checkout-core (/home/build/checkout/core)", "0.4.1"),
    ("billing-export (/home/build/checkout/export)", "0.2.0"),
    ("time", "0.3.41"),
];

/// Modules under test.
pub(super) const MODULES: &[&str] = &["money::round", "checkout::cart", "checkout::totals", "export::csv", "invoice::lines"];

/// Cases under test.
pub(super) const CASES: &[&str] = &[
    "half_to_even_keeps_sums",
    "an_empty_cart_costs_nothing",
    "a_discount_never_goes_below_zero",
    "currencies_without_cents_have_none",
    "列名は変わらない",
    "one_line_for_each_item",
    "tax_is_rounded_once",
];

/// What a compiler says of an error.
pub(super) const COMPILE_ERROR: &[&str] = &[
    "\u{1b}[1m\u{1b}[31merror[E0308]\u{1b}[0m\u{1b}[1m: mismatched types\u{1b}[0m",
    "  \u{1b}[1m\u{1b}[34m-->\u{1b}[0m src/checkout/totals.rs:88:24",
    "   \u{1b}[1m\u{1b}[34m|\u{1b}[0m",
    "\u{1b}[1m\u{1b}[34m88\u{1b}[0m \u{1b}[1m\u{1b}[34m|\u{1b}[0m     let total: Cents = lines.iter().map(Line::amount).sum();",
    "   \u{1b}[1m\u{1b}[34m|\u{1b}[0m                \u{1b}[1m\u{1b}[34m-----\u{1b}[0m   \u{1b}[1m\u{1b}[31m^^^^^^^^^^^^\u{1b}[0m expected `Cents`, found `Amount`",
    "\u{1b}[1m\u{1b}[31merror\u{1b}[0m\u{1b}[1m: could not compile `checkout-core` due to 1 previous error\u{1b}[0m",
];

/// What a compiler says of a warning.
pub(super) const WARNING: &[&str] = &[
    "\u{1b}[1m\u{1b}[33mwarning\u{1b}[0m\u{1b}[1m: unused variable: `mode`\u{1b}[0m",
    "  \u{1b}[1m\u{1b}[34m-->\u{1b}[0m src/money.rs:41:9",
];

/// Projects of pipelines.
pub(super) const PROJECTS: &[&str] = &["checkout-api", "billing-export", "docs-refresh", "search-index", "mobile-shell", "auth-gateway"];

/// What pipelines' agents log, with the level.
pub(super) const AGENT_LOG: &[(&str, &str)] = &[
    ("info", "Reading the issue and its linked changes"),
    ("thinking", "The totals differ by one cent only when a discount splits a line; so the order of rounding and summing matters."),
    ("tool_call", "read_file src/checkout/totals.rs"),
    ("tool_result", "312 lines, 9,841 bytes"),
    ("tool_call", "bash: cargo test -p checkout-core"),
    ("tool_result", "test result: \u{1b}[32mok\u{1b}[0m. 212 passed; 0 failed"),
    ("info", "Wrote crates/money/src/round.rs (+88 −12)"),
    ("thinking", "会計の出力は列の順番に依存しているので、変えない。"),
    ("metric", "tokens in=18214 out=3120 cost=0.11"),
    ("error", "bash: exit 101, trying again with --no-fail-fast"),
    ("info", "Checked 41 links, 0 broken 🎉"),
];

/// Why pipelines' jobs fail.
pub(super) const JOB_ERRORS: &[&str] = &[
    "3 tests failed: checkout::totals::tax_is_rounded_once and 2 more",
    "agent gave up: the change does not compile after 5 tries",
    "deadline of 20 min passed",
];

/// What people ask of pipelines.
pub(super) const INSTRUCTIONS: &[(&str, &str)] = &[
    ("inject", "Please keep the old CSV column order."),
    ("note", "Accounting signs off on Thursday."),
    ("interrupt", "Stop before touching the migrations."),
    ("take_over", "I will finish the release notes myself."),
];

/// An agent's steps, with what it reports.
pub(super) const AGENT_STEPS: &[(&str, &[&str])] = &[
    ("analyzing", &["Reading codebase...", "Found 3 callers of round()", "Measuring test coverage"]),
    ("planning", &["Drafting the change", "Choosing the smallest diff"]),
    (
        "implementing",
        &[
            "Writing code...",
            "Moved round() to money",
            "Porting checkout::cart",
            "Porting invoice::lines",
            "Porting export::csv",
            "Writing code... é ✓",
            "Updating the docs",
            "Formatting",
        ],
    ),
    ("testing", &["Running 212 tests", "212 passed", "Running the export against last month", "No row differs"]),
    ("reviewing", &["Reading the diff once more", "Writing the summary"]),
];

/// A workflow's steps: name, agent, messages, result.
pub(super) const WORKFLOW_STEPS: &[(&str, &str, &[&str], &str)] = &[
    ("Code Review", "reviewer-agent", &["Reading 14 files", "Found 1 issue", "Found 3 issues"], "3 issues found"),
    ("Fix Issues", "coder-agent", &["Fixing issue 1 of 3", "Fixing issue 2 of 3", "Fixing issue 3 of 3"], "3 issues fixed"),
    ("Security Scan", "scanner-agent", &["Checking 212 dependencies", "Checking secrets"], "no findings"),
    ("Run Tests", "tester-agent", &["Running 215 tests", "100 passed", "180 passed"], ""),
    ("Write Changelog", "writer-agent", &["Collecting changes", "変更履歴を書いています"], "docs/changes/2.4.md"),
    ("Deploy Preview", "ops-agent", &["Building the image", "Waiting for the health check"], "https://preview-418.example/"),
];
