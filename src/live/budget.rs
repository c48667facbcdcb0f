//! How much memory the logs of a page take: each stream keeps to its limits, and this keeps all of them to the page's.

use super::registry;
use fleetglass_core::state::log::Limits;
use leptos::prelude::Notify;
use std::cell::Cell;

thread_local! {
    static LIMITS: Cell<Option<Limits>> = const { Cell::new(None) };
}

/// So much is asked of one stream before it is looked again which holds most, in bytes.
const SHARE: usize = 4 << 20;

/// Returns how much logs may hold.
pub(super) fn limits() -> Limits {
    LIMITS.get().unwrap_or_default()
}

/// Sets how much logs may hold, in megabytes: one, and all of the page.
pub(super) fn set(log_mb: u32, page_mb: u32) {
    let limits = Limits { log: (log_mb as usize) << 20, page: (page_mb as usize) << 20 };
    LIMITS.set(Some(limits));
    for live in registry::open() {
        if let Ok(mut state) = live.state.try_borrow_mut() {
            state.limit_logs(limits);
        }
    }
    keep();
}

/// Where the logs of all streams hold too much together, the stream that holds most gives up its oldest rows.
pub(super) fn keep() {
    let open = registry::open();
    let most = limits().page;
    loop {
        let held = open.iter().filter_map(|live| Some((live.state.try_borrow().ok()?.logs().bytes(), live)));
        let (total, largest) = held.fold((0, None), |(total, largest), (bytes, live)| match largest {
            Some((most, _)) if most >= bytes => (total + bytes, largest),
            _ => (total + bytes, Some((bytes, live))),
        });
        let Some((bytes, live)) = largest.filter(|_| total > most) else { return };
        let left = match live.state.try_borrow_mut() {
            Ok(mut state) => {
                state.evict_logs((total - most).min(SHARE));
                state.logs().bytes()
            }
            Err(_) => return,
        };
        if left >= bytes {
            return;
        }
        live.logs.notify();
    }
}
