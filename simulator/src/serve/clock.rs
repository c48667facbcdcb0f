//! The one place that reads the clock and steps the world.

use super::Shared;
use crate::world::STEP_MS;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Returns milliseconds since the epoch.
pub(crate) fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// Steps the world for as long as the server runs: always whole steps of one size, so that what happens depends on the
/// seed alone, and only how many there are in a second depends on the speed.
pub(crate) async fn run(shared: Arc<Shared>) {
    let mut ticks = tokio::time::interval(Duration::from_millis(STEP_MS));
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut owed = 0.0;
    loop {
        ticks.tick().await;
        if shared.paused.load(Ordering::Relaxed) {
            continue;
        }
        owed += shared.options.speed;
        while owed >= 1.0 {
            owed -= 1.0;
            let mut world = shared.world();
            let events = world.step(now_ms());
            shared.hub.send(events);
        }
    }
}
