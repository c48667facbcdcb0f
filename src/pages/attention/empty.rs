//! What is known where nothing needs a person: no false nothing.

use crate::components::link_words::still_since;
use crate::live::Fleet;
use crate::platform::time::clock_short;
use crate::text::t;
use fleetglass_core::protocol::Memory;
use fleetglass_core::sse::Link;

/// Says what is known of nothing waiting; tracks the connections.
#[must_use]
pub fn empty_words(fleet: &Fleet) -> String {
    let words = &t().overview;
    let (mut silent, mut still, mut forgetful) = (Vec::new(), None, None);
    for source in fleet.sources() {
        let config = source.config();
        let Some(live) = source.worst() else { continue };
        match live.link() {
            Link::Live { .. } | Link::Open { .. } | Link::Complete { .. } => {}
            _ => {
                silent.push(config.name.clone());
                still = still.max(still_since(&live));
            }
        }
        if config.api.memory() == Memory::Nothing {
            for live in source.streams() {
                if let Link::Live { since_ms, .. } | Link::Open { since_ms, .. } = live.link() {
                    forgetful = forgetful.max(Some(since_ms));
                }
            }
        }
    }
    if !silent.is_empty() {
        let still = still.map(clock_short);
        return (words.queue_not_live)(still.as_deref(), &silent.join(", "), silent.len() > 1);
    }
    forgetful.map_or_else(|| words.queue_empty.to_owned(), |since| (words.queue_no_memory)(&clock_short(since)))
}
