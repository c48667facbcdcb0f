//! Waiting for something to become true, within a bound; the only place where tests let time pass.

use std::fmt::Debug;
use std::time::{Duration, Instant};

/// No page needs longer for anything; generous, since the machines of CI are shared.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// The pause between two looks.
pub(crate) async fn a_moment() {
    tokio::time::sleep(Duration::from_millis(30)).await;
}

/// Looks again and again until `done` likes what it sees; returns that.
pub(crate) async fn until<T: Debug>(what: &str, mut look: impl AsyncFnMut() -> T, mut done: impl FnMut(&T) -> bool) -> T {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let seen = look().await;
        if done(&seen) {
            return seen;
        }
        assert!(Instant::now() < deadline, "{what}: not within {} s; seen last: {seen:#?}", PATIENCE.as_secs());
        a_moment().await;
    }
}
