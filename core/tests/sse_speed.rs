//! The parser's cost is linear in its input at any chunking. Ratios are compared, not times, so a slow machine does not fail.

use cpu_time::ThreadTime;
use fleetglass_core::sse::Parser;
use std::hint::black_box;
use std::time::Duration;

const MIB: usize = 1 << 20;

/// The best of a few runs, in time of this thread: what the work costs, whatever else the machine does meanwhile.
fn best(runs: usize, mut work: impl FnMut()) -> Duration {
    let one = |_| {
        let start = ThreadTime::now();
        work();
        start.elapsed()
    };
    (0..runs).map(one).min().unwrap_or_default()
}

fn events_in(parser: &mut Parser, input: &[u8], chunk: usize) -> usize {
    let mut events = 0;
    for bytes in input.chunks(chunk) {
        parser.feed(bytes);
        while let Some(item) = parser.next() {
            black_box(&item);
            events += 1;
        }
    }
    events
}

fn one_line(bytes: usize) -> Vec<u8> {
    [&b"data: "[..], &vec![b'x'; bytes], b"\n\n"].concat()
}

/// Eight times the input may cost no more than twenty times as much: were any of it quadratic, it would be 64.
fn check_ratio(mut work: impl FnMut(usize)) {
    let mut measure = || {
        let small = best(10, || work(16 << 10));
        let large = best(10, || work(128 << 10));
        (small, large)
    };
    // Another try only after a bad one: caches are shared with whatever else runs.
    let mut tries = Vec::new();
    let linear = (0..3).any(|_| {
        let (small, large) = measure();
        tries.push((small, large));
        large < small * 20 + Duration::from_micros(100)
    });
    assert!(linear, "times for an input, and for eight times as much: {tries:?}");
}

fn check_linear(make: impl Fn(usize) -> Vec<u8>) {
    for chunk in [64, 1000, MIB] {
        let mut parser = Parser::new();
        check_ratio(|bytes| assert!(events_in(&mut parser, &make(bytes), chunk) > 0));
    }
}

#[test]
fn one_long_line_costs_linear_time_at_any_chunking() {
    check_linear(one_line);
}

#[test]
fn many_small_events_cost_linear_time_at_any_chunking() {
    check_linear(|bytes| b"data: x\n\n".repeat(bytes / 4));
}

#[test]
fn many_data_lines_in_one_event_cost_linear_time_at_any_chunking() {
    check_linear(|bytes| [b"data: x\n".repeat(bytes / 8), b"\n".to_vec()].concat());
}

#[test]
fn a_reader_that_is_always_behind_costs_linear_time() {
    // What waits in the buffer must not be moved for every chunk.
    let event = b"data: x\n\n";
    check_ratio(|bytes| {
        let mut parser = Parser::new();
        parser.feed(&event.repeat(bytes));
        for _ in 0..bytes / 64 {
            parser.feed(event);
            black_box(parser.next());
        }
        assert_eq!(parser.buffered(), bytes * event.len());
    });
}

#[test]
#[cfg(not(debug_assertions))]
fn eight_mebibytes_in_one_line_fed_by_the_kibibyte_take_less_than_100_ms() {
    let input = one_line(8 * MIB);
    let took = best(5, || assert_eq!(events_in(&mut Parser::new(), &input, 1024), 1));
    assert!(took < Duration::from_millis(100), "{took:?}");
}

/// Prints the throughput: `cargo test --release -p fleetglass-core --test sse_speed -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement, not a check"]
#[expect(clippy::print_stdout, reason = "its output is its purpose")]
fn throughput() {
    let log = br#"{"runId":"r-418","jobId":"test (1)","stepNumber":3,"line":"   Compiling fleetglass-core v0.1.0 (core)\n"}"#;
    let typical = [&b"event: step.log\ndata: "[..], log, b"\n\n"].concat();
    let with_id = [&b"event: thread_output\nid: 1795318259:1\ndata: "[..], log, b"\n\n"].concat();
    for (name, event) in [("typical", typical), ("with id", with_id), ("tiny", b"data: x\n\n".to_vec())] {
        let input = event.repeat(32 * MIB / event.len());
        for chunk in [16 << 10, 64 << 10, 32 * MIB] {
            let mut parser = Parser::new();
            let seconds = best(5, || assert!(events_in(&mut parser, &input, chunk) > 0)).as_secs_f64();
            let (mb, events) = (input.len() as f64 / 1e6, (input.len() / event.len()) as f64 / 1e6);
            println!("{name:8} chunks of {chunk:8}: {:6.0} MB/s, {:5.1} million events/s", mb / seconds, events / seconds);
        }
    }
    let input = one_line(8 * MIB);
    let took = best(5, || assert_eq!(events_in(&mut Parser::new(), &input, 1024), 1));
    println!("8 MiB in one line, fed by the KiB: {took:?}");
}
