//! What logs take: counted by the allocator, against the text they hold.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps")]

use cap::Cap;
use fleetglass_core::state::log::{Limits, Logs, Meta, RowKind};
use std::alloc::System;

// One test in this file: others beside it would be counted, too.
#[global_allocator]
static ALLOCATOR: Cap<System> = Cap::new(System, usize::MAX);

const MB: usize = 1 << 20;

/// Writes lines until about so much is held; returns what is held, what the allocator says, the text, and the lines.
fn held(logs: usize, length: usize, bytes: usize, decorate: fn(usize, &str) -> String) -> (usize, usize, usize, usize) {
    let text = "x".repeat(length);
    let before = ALLOCATOR.allocated();
    let mut held = Logs::default();
    let ixs: Vec<_> = (0..logs).map(|n| held.open(&format!("unit {n}"))).collect();
    let (mut lines, mut turn) = (0, 0);
    while lines * (length + 16) < bytes {
        let at_ms = Some(1_795_000_000_000 + lines as i64 * 7);
        held.write(ixs[turn % logs], &decorate(lines, &text), Meta { at_ms, level: Some("info"), sequence: Some(lines as i64) });
        (lines, turn) = (lines + 1, turn + 1);
    }
    let counted = ALLOCATOR.allocated() - before - ixs.capacity() * 4;
    let text = held.iter().flat_map(|(_, log)| log.rows()).map(|row| row.text.len()).sum();
    (held.bytes(), counted, text, lines)
}

#[test]
fn logs_take_little_more_than_their_text_and_say_how_much() {
    let plain = |_: usize, text: &str| format!("{text}\n");
    for logs in [1, 2] {
        for length in [0, 10, 120, 5_000] {
            for bytes in [MB / 8, 2 * MB, 10 * MB] {
                let (said, counted, text, lines) = held(logs, length, bytes, plain);
                let what = format!("{logs} logs, {lines} lines of {length}: {said} said, {counted} counted");
                assert!(counted <= text * 5 / 4 + lines * 16 + MB, "{what}");
                assert!(said <= text * 5 / 4 + lines * 16 + MB, "{what}");
                assert!(said.abs_diff(counted) <= counted / 50 + 8192, "{what}");
            }
        }
    }
    // What is said stays true for what is rare, and for many small logs, which stay small.
    let painted = |n: usize, text: &str| format!("\x1b[38;5;{}m{text}\x1b]8;;https://x.example/{n}\x1b\\link\x1b]8;;\x1b\\\n", n % 256);
    for (logs, length, decorate) in
        [(1, 120, painted as fn(usize, &str) -> String), (2, 10, painted), (1_000, 40, painted), (1_000, 100, plain), (10_000, 10, plain)]
    {
        let (said, counted, ..) = held(logs, length, MB, decorate);
        assert!(said.abs_diff(counted) <= counted / 20 + 8192, "{logs} logs, lines of {length}: {said} said, {counted} counted");
    }
    let (said, ..) = held(10_000, 10, 10_000 * 26, plain);
    assert!(said < 10 * MB, "10,000 logs of a line take {said}");

    let before = ALLOCATOR.allocated();
    let mut logs = Logs::default();
    logs.set_limits(Limits { log: 3 * MB, page: 4 * MB });
    let (a, b) = (logs.open("a"), logs.open("b"));
    for n in 0..200_000 {
        let ix = if n % 3 == 0 { a } else { b };
        logs.write(ix, "a line that is neither short nor long, but as lines are\n", Meta::default());
        if n % 1_000 == 0 {
            logs.event(
                ix,
                RowKind::Blocked { options: vec!["yes".into()], answered_by_itself: false, sign_in: false },
                "?",
                Meta::default(),
            );
            let (said, counted) = (logs.bytes(), ALLOCATOR.allocated() - before);
            assert!(said <= 4 * MB && said.abs_diff(counted) <= counted / 50 + 8192, "{said} said, {counted} counted");
        }
    }
    logs.clear("a");
    logs.clear("b");
    let (said, counted) = (logs.bytes(), ALLOCATOR.allocated() - before);
    assert!(said <= MB && said.abs_diff(counted) <= 16384, "{said} said, {counted} counted");
}
