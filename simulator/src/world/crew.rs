//! API 3: the threads of two executions, and the one who decides when somebody blocks, stalls or fails.
//!
//! A thread left to itself works turn after turn. Trouble is dealt out here, so that there is always some and never
//! much: one thread waits for its person every two minutes or so, one fails every three.

use super::chance::Chance;
use super::thread::Thread;
use super::turns::{self, Role};
use super::{Moment, Out, Settings};

/// The executions that have threads.
pub(crate) const EXECUTIONS: [&str; 2] = ["exec-123", "exec-456"];

/// All threads of the server.
#[derive(Debug)]
pub(crate) struct Crew {
    chance: Chance,
    threads: Vec<Thread>,
    next_block: u64,
    next_fail: u64,
    next_stall: u64,
}

impl Crew {
    /// Makes a crew that starts at `birth`. The first thread blocks and the first fails soon after `seen_from`.
    pub(crate) fn new(settings: Settings, birth: u64, seen_from: u64) -> Self {
        let [first, second] = EXECUTIONS;
        let members = [
            (first, "architect", Role::Architect),
            (first, "engineer_a", Role::Engineer),
            (first, "engineer_b", Role::Engineer),
            (first, "tester", Role::Tester),
            (first, "reviewer", Role::Reviewer),
            (second, "scribe", Role::Scribe),
        ];
        let thread = |(at, (execution, id, role)): (usize, (&'static str, &'static str, Role))| {
            Thread::new(settings, execution, id, role, birth + 300 + at as u64 * 700)
        };
        Self {
            chance: Chance::of(settings.seed, "crew"),
            threads: members.into_iter().enumerate().map(thread).collect(),
            next_block: seen_from + 9_000,
            next_fail: seen_from + 34_000,
            next_stall: seen_from + 70_000,
        }
    }

    /// Does what is due.
    pub(crate) fn step(&mut self, now: Moment, out: &mut Out) {
        self.deal(now.virtual_ms);
        for thread in &mut self.threads {
            thread.step(now, out);
        }
    }

    fn deal(&mut self, now: u64) {
        if now >= self.next_block {
            self.next_block = now + self.chance.between(80_000, 140_000);
            let script = turns::blocking(&mut self.chance);
            self.give(now, script);
        }
        if now >= self.next_fail {
            self.next_fail = now + self.chance.between(150_000, 220_000);
            let script = turns::failing(&mut self.chance);
            self.give(now, script);
        }
        if now >= self.next_stall {
            self.next_stall = now + self.chance.between(120_000, 200_000);
            let script = turns::stalling(&mut self.chance);
            self.give(now, script);
        }
    }

    /// Gives a script to one of the threads that work, if any does.
    fn give(&mut self, now: u64, script: turns::Script) {
        let free: Vec<usize> = (0..self.threads.len() - 1).filter(|&at| self.threads[at].is_free()).collect();
        if !free.is_empty() {
            let at = self.chance.pick(&free);
            self.threads[at].follow(script, now);
        }
    }

    /// Makes a thread print so many lines at once.
    pub(crate) fn burst(&mut self, id: &str, lines: usize, now: Moment, out: &mut Out) {
        if let Some(thread) = self.threads.iter_mut().find(|thread| thread.id() == id) {
            thread.burst(lines, now, out);
        }
    }
}
