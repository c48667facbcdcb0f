//! What needs a person: what they do about it, and how the page speaks up.

use super::number;

/// What needs a person.
#[derive(Debug)]
pub struct Attention {
    /// Shows the folded failures.
    pub unfold: &'static str,
    /// Folds them again.
    pub fold: &'static str,
    /// Puts a wait off.
    pub later: &'static str,
    /// Takes a wait that was put off back to its place.
    pub not_later: &'static str,
    /// Takes an entry that nothing has confirmed out of the queue.
    pub dismiss: &'static str,
    /// Where one is among what needs a person, and what it is.
    pub step: fn(at: usize, of: usize, what: &str) -> String,
    /// Nothing needs a person but what one is at.
    pub nothing_else: &'static str,
    /// The switch of alerts.
    pub alerts: &'static str,
    /// The switch of alerts, while they are on.
    pub alerts_on: &'static str,
    /// What alerts do.
    pub alerts_ask: &'static str,
    /// The browser's settings forbid them.
    pub alerts_blocked: &'static str,
    /// The browser shows none for this page.
    pub alerts_phone: &'static str,
    /// Switches them on.
    pub turn_on: &'static str,
    /// Switches them off.
    pub turn_off: &'static str,
    /// One waits.
    pub one_waits: fn(name: &str) -> String,
    /// Several wait.
    pub many_wait: fn(count: u64) -> String,
    /// One failed.
    pub one_failed: fn(name: &str) -> String,
    /// Many failed.
    pub many_failed: fn(count: u64) -> String,
    /// So many failed there.
    pub failed_in: fn(count: u64, name: &str) -> String,
    /// Some wait, some failed. Parts that are zero are left out.
    pub mixed: fn(waiting: u64, failed: u64) -> String,
    /// Stands before what came to light when the browser had a network again.
    pub after_offline: &'static str,
    /// Names, and whether there are more.
    pub names: fn(names: &[String], more: bool) -> String,
}

fn mixed(waiting: u64, failed: u64) -> String {
    let waits = match waiting {
        0 => None,
        1 => Some("1 waits for you".to_owned()),
        n => Some(format!("{} wait for you", number(n))),
    };
    let failed = (failed > 0).then(|| format!("{} failed", number(failed)));
    [waits, failed].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

pub(super) const ENGLISH: Attention = Attention {
    unfold: "Show",
    fold: "Hide",
    later: "Later",
    not_later: "Not later",
    dismiss: "Dismiss",
    step: |at, of, what| format!("{at} of {of}: {what}"),
    nothing_else: "Nothing else needs you.",
    alerts: "Alerts",
    alerts_on: "Alerts on",
    alerts_ask: "Tell me when an agent waits or fails. Works while this page is open.",
    alerts_blocked: "Alerts are blocked in the browser's site settings.",
    alerts_phone: "This browser shows alerts only for pages on the home screen.",
    turn_on: "Turn on",
    turn_off: "Turn off",
    one_waits: |name| format!("{name} waits for you"),
    many_wait: |count| format!("{} agents wait for you", number(count)),
    one_failed: |name| format!("{name} failed"),
    many_failed: |count| format!("{} failed", number(count)),
    failed_in: |count, name| format!("{} in {name}", number(count)),
    mixed,
    after_offline: "While you were offline",
    names: |names, more| format!("{}{}", names.join(", "), if more { ", …" } else { "" }),
};
