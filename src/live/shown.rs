//! The state of a connection as it is shown: a loss that is too short to notice is not.

use super::inner::Inner;
use crate::platform::time::now_ms;
use fleetglass_core::sse::Link;

impl Inner {
    /// Returns the state to show: while a loss is too short to notice, the one before it.
    pub(super) fn shown_link(&self) -> Link {
        let now = now_ms();
        let link = self.connection.borrow().link(now);
        let lost = matches!(link, Link::Reconnecting { last_ms: Some(_), .. } | Link::Connecting { .. } | Link::Refused(_));
        if lost
            && !link.alarm(now)
            && let Some(steady) = self.steady.borrow().clone().filter(|_| !matches!(link, Link::Connecting { .. }))
        {
            return steady;
        }
        link
    }
}

/// Says whether two links would be shown with the same words, clocks apart.
pub(super) fn same(a: &Link, b: &Link) -> bool {
    match (a, b) {
        (Link::Live { .. }, Link::Live { .. }) | (Link::Open { .. }, Link::Open { .. }) => true,
        _ => a == b,
    }
}
