//! Alerts: what needs a person is told by the browser, while the page is open. When is decided by
//! [`Alerts`](fleetglass_core::state::attention::Alerts); here it is asked, written and shown.

mod button;
mod words;

pub use button::AlertsButton;

use super::attention::Attention;
use crate::live::Fleet;
use crate::platform::notify::{self, Notice, Permission};
use crate::platform::{Host, time::now_ms};
use fleetglass_core::route::{Place, Route};
use fleetglass_core::state::attention;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use std::collections::VecDeque;

/// So many notifications can be clicked; those before stay on the screen until the system takes them.
const KEPT: usize = 8;
/// The setting.
const SETTING: &str = "alerts";

/// Whether alerts are wanted, and whether they work.
#[derive(Clone, Copy)]
pub struct Alerts {
    wanted: RwSignal<bool>,
    permission: RwSignal<Permission>,
    /// This page may speak for itself: it is not inside somebody else's.
    offered: bool,
}

impl Alerts {
    /// Watches what needs a person for as long as the calling component lives.
    #[must_use]
    pub fn new(fleet: &Fleet, host: &Host, attention: Attention) -> Self {
        let wanted = RwSignal::new(host.setting(SETTING).as_deref() == Some("on"));
        let this = Self { wanted, permission: RwSignal::new(notify::permission()), offered: host.owns_page() };
        if this.offered {
            this.watch(fleet, host, attention);
        }
        this
    }

    /// Says whether alerts are told; tracked.
    #[must_use]
    pub fn are_on(self) -> bool {
        self.wanted.get() && self.permission.get() == Permission::Granted
    }

    /// Says whether a page of this kind may offer alerts at all.
    #[must_use]
    pub fn is_offered(self) -> bool {
        self.offered
    }

    /// Returns whether they may be shown; tracked.
    #[must_use]
    pub fn permission(self) -> Permission {
        self.permission.get()
    }

    /// Switches alerts on, on a click of a person, who may be asked; or off.
    pub fn set(self, host: &Host, on: bool) {
        host.set_setting(SETTING, if on { "on" } else { "off" });
        self.wanted.set(on);
        if on {
            notify::ask(move |permission| _ = self.permission.try_set(permission));
        }
    }

    fn watch(self, fleet: &Fleet, host: &Host, attention: Attention) {
        let (fleet, host) = (fleet.clone(), host.clone());
        let state = StoredValue::new_local((attention::Alerts::new(), VecDeque::<Notice>::new(), None::<Timeout>));
        let again = RwSignal::new(0_u32);
        let was_offline = StoredValue::new(false);
        Effect::new(move |_| {
            again.track();
            let offline = fleet.offline_since().is_some();
            if !self.are_on() {
                // What is there when they are switched on again is not told.
                return state.update_value(|(alerts, _, timer)| (*alerts, *timer) = (attention::Alerts::new(), None));
            }
            let (now, entries) = (now_ms(), attention.with_later());
            state.update_value(|(alerts, notices, timer)| {
                if was_offline.get_value() && !offline {
                    alerts.online(now);
                }
                was_offline.set_value(offline);
                if let Some(alert) = attention.with_marks(|marks| alerts.look(&entries, marks, now))
                    && let Some(notice) = show(&alert, attention, &host)
                {
                    notices.push_back(notice);
                    if notices.len() > KEPT {
                        notices.pop_front();
                    }
                }
                *timer = alerts.next_ms().map(|at_ms| {
                    let wait = u32::try_from(at_ms.saturating_sub(now)).unwrap_or(u32::MAX).clamp(20, i32::MAX as u32);
                    Timeout::new(wait, move || _ = again.try_update(|again| *again = again.wrapping_add(1)))
                });
            });
        });
    }
}

/// Shows an alert; a click on it goes there.
fn show(alert: &attention::Alert, attention: Attention, host: &Host) -> Option<Notice> {
    let said = attention.all.with_untracked(|all| words::Said::of(alert, all));
    let (title, body) = said.words();
    let to = match &said.one_way {
        Some(way) => way.clone(),
        None => Route::to(Place::Overview),
    };
    let host = host.clone();
    Notice::show(&title, &body, move || host.go(to.clone()))
}
