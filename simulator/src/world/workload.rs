//! What a runner's jobs do, as scripts: steps, their lines, and how they end.

use super::chance::Chance;
use super::words;
use fleetglass_core::protocol::runner::Conclusion;
use std::collections::VecDeque;

/// Acts to come, each with the milliseconds before it.
pub(crate) type Script = VecDeque<(u64, Act)>;

/// One thing a job does.
#[derive(Debug, Clone)]
pub(crate) enum Act {
    Begin {
        number: u64,
        name: &'static str,
    },
    Line(u64, String),
    End {
        number: u64,
        conclusion: Conclusion,
    },
    /// It failed and the job goes on: the observed server leaves it `in_progress` with a conclusion.
    Tolerate {
        number: u64,
    },
    /// It was never begun.
    Skip {
        number: u64,
        name: &'static str,
    },
}

/// A job as it is planned.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    /// Indices of the jobs that must succeed first.
    pub(crate) needs: &'static [usize],
    pub(crate) script: Script,
    pub(crate) fails: bool,
}

/// Returns the jobs of the workflow `ci`: a build, tests on three systems, a deployment.
pub(crate) fn ci(chance: &mut Chance) -> Vec<Plan> {
    let broken = chance.one_in(4).then(|| chance.between(1, 3) as usize);
    let mut plans = vec![Plan { id: "build", name: "Build", needs: &[], script: build(chance), fails: false }];
    for (at, id) in ["test (ubuntu)", "test (mac)", "test (win)"].into_iter().enumerate() {
        let fails = broken == Some(at + 1);
        plans.push(Plan { id, name: id, needs: &[0], script: test(fails, chance), fails });
    }
    plans.push(Plan { id: "deploy", name: "Deploy", needs: &[1, 2, 3], script: deploy(chance), fails: false });
    plans
}

/// Returns the jobs of the workflow `nightly`: a long log, and a called workflow.
pub(crate) fn nightly(chance: &mut Chance) -> Vec<Plan> {
    vec![
        Plan { id: "soak", name: "Soak test", needs: &[], script: soak(chance), fails: false },
        Plan { id: "report/publish", name: "report / publish", needs: &[0], script: deploy(chance), fails: false },
    ]
}

fn step(number: u64, name: &'static str, script: &mut Script) {
    script.push_back((250, Act::Begin { number, name }));
}

fn line(pause: u64, number: u64, text: impl Into<String>, script: &mut Script) {
    script.push_back((pause, Act::Line(number, text.into() + "\n")));
}

fn end(number: u64, conclusion: Conclusion, script: &mut Script) {
    script.push_back((200, Act::End { number, conclusion }));
}

fn checkout(script: &mut Script) {
    step(1, "actions/checkout@v4", script);
    step(101, "Checkout", script);
    line(400, 101, "Workspace already available, no checkout needed", script);
    end(101, Conclusion::Success, script);
    step(102, "Fetch tags", script);
    line(300, 102, " * [new tag]         v2.3.1     -> v2.3.1", script);
    end(102, Conclusion::Success, script);
    end(1, Conclusion::Success, script);
}

fn build(chance: &mut Chance) -> Script {
    let mut script = Script::new();
    checkout(&mut script);
    step(2, "Install toolchain", &mut script);
    for part in ["cargo", "rustc", "rust-std"] {
        let bar = |done: usize| format!("{part} [{}{}] {:3}%\r", "#".repeat(done), ".".repeat(20 - done), done * 5);
        let drawn: String = (0..=20).step_by(4).map(bar).collect();
        line(chance.between(400, 1200), 2, drawn + part + " installed", &mut script);
    }
    end(2, Conclusion::Success, &mut script);
    step(3, "Compile", &mut script);
    line(200, 3, "::group::Dependencies", &mut script);
    for _ in 0..chance.between(25, 60) {
        let (name, version) = chance.pick(words::CRATES);
        line(chance.between(30, 400), 3, format!("\u{1b}[1m\u{1b}[32m   Compiling\u{1b}[0m {name} v{version}"), &mut script);
    }
    line(100, 3, "::endgroup::", &mut script);
    for text in words::WARNING {
        line(50, 3, *text, &mut script);
    }
    line(300, 3, "\u{1b}[1m\u{1b}[32m    Finished\u{1b}[0m `release` profile [optimized] target(s) in 21.40s", &mut script);
    end(3, Conclusion::Success, &mut script);
    step(4, "Audit", &mut script);
    line(500, 4, "\u{1b}[33mwarning\u{1b}[0m: 1 crate is unmaintained", &mut script);
    script.push_back((300, Act::Tolerate { number: 4 }));
    script.push_back((0, Act::Skip { number: 5, name: "Upload to staging" }));
    script
}

fn test(fails: bool, chance: &mut Chance) -> Script {
    let mut script = Script::new();
    checkout(&mut script);
    step(2, "Run tests", &mut script);
    let count = chance.between(60, 140);
    line(300, 2, format!("running {count} tests"), &mut script);
    for _ in 0..count {
        let text = format!("test {}::{} ... \u{1b}[32mok\u{1b}[0m", chance.pick(words::MODULES), chance.pick(words::CASES));
        line(chance.between(20, 420), 2, text, &mut script);
    }
    if fails {
        line(200, 2, "test checkout::totals::tax_is_rounded_once ... \u{1b}[31mFAILED\u{1b}[0m", &mut script);
        for text in words::COMPILE_ERROR {
            line(30, 2, *text, &mut script);
        }
        line(50, 2, "::error file=src/checkout/totals.rs,line=88::mismatched types", &mut script);
        end(2, Conclusion::Failure, &mut script);
        script.push_back((0, Act::Skip { number: 3, name: "Upload report" }));
    } else {
        line(200, 2, format!("test result: \u{1b}[32mok\u{1b}[0m. {count} passed; 0 failed"), &mut script);
        end(2, Conclusion::Success, &mut script);
        step(3, "Upload report", &mut script);
        line(600, 3, "unicode: héllo ✓ 日本", &mut script);
        end(3, Conclusion::Success, &mut script);
    }
    script
}

fn deploy(chance: &mut Chance) -> Script {
    let mut script = Script::new();
    step(1, "Push image", &mut script);
    for layer in 1..=6 {
        line(chance.between(200, 900), 1, format!("{}: Pushed (layer {layer} of 6)", chance.hex(12)), &mut script);
    }
    end(1, Conclusion::Success, &mut script);
    step(2, "Wait for health", &mut script);
    line(chance.between(2000, 6000), 2, "200 OK from https://preview-418.example/health 🚀", &mut script);
    end(2, Conclusion::Success, &mut script);
    script
}

fn soak(chance: &mut Chance) -> Script {
    let mut script = Script::new();
    checkout(&mut script);
    step(2, "Soak", &mut script);
    for round in 1..=chance.between(300, 600) {
        let colour = chance.pick(&[32, 36, 90]);
        let text = format!("\u{1b}[{colour}mround {round:4}\u{1b}[0m p50 {} ms, p99 {} ms", chance.between(3, 9), chance.between(20, 90));
        line(chance.between(100, 700), 2, text, &mut script);
    }
    end(2, Conclusion::Success, &mut script);
    script
}
