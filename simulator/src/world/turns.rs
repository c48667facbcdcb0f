//! What threads do, as scripts: a list of acts, each with the pause before it.

use super::chance::Chance;
use super::words;
use std::collections::VecDeque;

/// Acts to come, each with the milliseconds before it.
pub(crate) type Script = VecDeque<(u64, Act)>;

/// What a thread is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Architect,
    Engineer,
    Tester,
    Reviewer,
    Scribe,
}

/// One thing a thread does.
#[derive(Debug, Clone)]
pub(crate) enum Act {
    Ready,
    Working(&'static str),
    Tool(&'static str, String),
    Output(String),
    Complaint(String),
    Blocked { prompt: &'static str, kind: &'static str, options: &'static [&'static str] },
    Turn(&'static str, f64),
    Stall(u64),
    Failed(&'static str),
    Completed,
}

/// Returns a turn of ordinary work, and now and then the end of a session and the next one's start.
pub(crate) fn working(role: Role, chance: &mut Chance) -> Script {
    let mut script = Script::from([(chance.between(400, 2500), Act::Working("Agent working"))]);
    for _ in 0..chance.between(1, 3) {
        let (tool, description) = chance.pick(words::TOOLS);
        script.push_back((chance.between(200, 900), Act::Tool(tool, description.to_owned())));
        match role {
            Role::Architect => prose(words::PLANS, chance, &mut script),
            Role::Engineer => compile(chance, &mut script),
            Role::Tester => test(chance, &mut script),
            Role::Reviewer => prose(words::REVIEWS, chance, &mut script),
            Role::Scribe => prose(words::NOTES, chance, &mut script),
        }
    }
    let confidence = chance.between(6, 10) as f64 / 10.0;
    script.push_back((chance.between(500, 1500), Act::Turn(chance.pick(words::TURNS), confidence)));
    script.push_back((chance.between(3000, 9000), Act::Working("Agent working")));
    if chance.one_in(12) {
        script.push_back((1000, Act::Completed));
        script.push_back((chance.between(5000, 10_000), Act::Ready));
    }
    script
}

/// Returns a prompt, the wait for its answer, and how the thread goes on.
pub(crate) fn blocking(chance: &mut Chance) -> Script {
    let (prompt, kind, options) = chance.pick(words::PROMPTS);
    let answer = chance.between(55_000, 110_000);
    Script::from([
        (0, Act::Output("Before I go on I need a decision.\n".to_owned())),
        (700, Act::Blocked { prompt, kind, options }),
        (answer, Act::Working("Agent working")),
        (150, Act::Output("Answer received, going on.\n".to_owned())),
    ])
}

/// Returns an error, the failure, and after a while a new session.
pub(crate) fn failing(chance: &mut Chance) -> Script {
    let mut script = Script::from([(0, Act::Tool("Bash", "cargo test --workspace".to_owned()))]);
    script.extend(words::COMPILE_ERROR.iter().map(|line| (120, Act::Complaint(format!("{line}\n")))));
    script.push_back((300, Act::Failed(chance.pick(words::THREAD_ERRORS))));
    script.push_back((chance.between(40_000, 70_000), Act::Ready));
    script
}

/// Returns silence that the server notices.
pub(crate) fn stalling(chance: &mut Chance) -> Script {
    Script::from([
        (0, Act::Tool("Bash", "npm ci --prefer-offline".to_owned())),
        (15_000, Act::Stall(15_000)),
        (chance.between(8000, 16_000), Act::Output("npm: added 412 packages in 29 s\n".to_owned())),
    ])
}

fn prose(lines: &[&str], chance: &mut Chance, script: &mut Script) {
    for _ in 0..chance.between(2, 5) {
        script.push_back((chance.between(300, 1800), Act::Output(format!("{}\n", chance.pick(lines)))));
    }
}

fn compile(chance: &mut Chance, script: &mut Script) {
    let crates = chance.between(6, 16);
    for _ in 0..crates {
        let (name, version) = chance.pick(words::CRATES);
        let line = format!("\u{1b}[1m\u{1b}[32m   Compiling\u{1b}[0m {name} v{version}\n");
        script.push_back((chance.between(60, 500), Act::Output(line)));
    }
    if chance.one_in(3) {
        bar("Downloading crates", chance, script);
    }
    if chance.one_in(4) {
        script.push_back((200, Act::Output(words::WARNING.join("\n") + "\n")));
    }
    let seconds = chance.between(300, 4200) as f64 / 100.0;
    let line = format!("\u{1b}[1m\u{1b}[32m    Finished\u{1b}[0m `dev` profile [unoptimized + debuginfo] target(s) in {seconds:.2}s\n");
    script.push_back((400, Act::Output(line)));
}

fn test(chance: &mut Chance, script: &mut Script) {
    let count = chance.between(8, 26);
    script.push_back((300, Act::Output(format!("\nrunning {count} tests\n"))));
    for _ in 0..count {
        let line = format!("test {}::{} ... \u{1b}[32mok\u{1b}[0m\n", chance.pick(words::MODULES), chance.pick(words::CASES));
        script.push_back((chance.between(20, 260), Act::Output(line)));
    }
    if chance.one_in(2) {
        bar("coverage", chance, script);
    }
    let line =
        format!("\ntest result: \u{1b}[32mok\u{1b}[0m. {count} passed; 0 failed; 0 ignored; finished in 1.{}s\n", chance.between(10, 99));
    script.push_back((300, Act::Output(line)));
}

/// A bar that draws itself over and over in one line.
fn bar(what: &str, chance: &mut Chance, script: &mut Script) {
    for step in 0..=12_usize {
        let text = format!("{what} [{}{}] {:3}%\r", "=".repeat(step * 2), " ".repeat(24 - step * 2), step * 100 / 12);
        script.push_back((chance.between(90, 300), Act::Output(text)));
    }
    script.push_back((100, Act::Output(format!("{what} [{}] done\n", "=".repeat(24)))));
}
