//! A new tab asks the open tabs of the same origin for a source's secret, before anybody asks the person.
//!
//! A secret is handed to the same source only: the same address and the same way to prove who asks. It stays in memory.

use super::source::Source;
use crate::platform::tabs::Tabs;
use fleetglass_core::protocol::AuthKind;
use serde_json::{Value, json};
use std::rc::Rc;

const CHANNEL: &str = "fleetglass.keys";

/// What happens when a message of another tab is for a source.
enum Message {
    Ask,
    Give(String),
}

/// Returns what two tabs must agree on; `None` for a source that takes no secret.
fn scope(source: &Source) -> Option<String> {
    let config = source.config();
    match config.auth.kind {
        AuthKind::None | AuthKind::Cookie => None,
        AuthKind::Query | AuthKind::Header => {
            let address = crate::platform::resolve(&config.url, source.base())?;
            Some(json!([config.id, address, format!("{:?}", config.auth.kind), config.auth.name, config.auth.prefix]).to_string())
        }
    }
}

fn read(text: &str) -> Option<(String, Message)> {
    let message: Value = serde_json::from_str(text).ok()?;
    let scope = message["for"].as_str()?.to_owned();
    let secret = message["secret"].as_str().filter(|secret| !secret.is_empty());
    Some((scope, secret.map_or(Message::Ask, |secret| Message::Give(secret.to_owned()))))
}

/// Hears other tabs, and answers them for these sources.
pub(super) fn listen(sources: impl Fn() -> Vec<Source> + 'static) -> Rc<Tabs> {
    Rc::new_cyclic(|tabs: &std::rc::Weak<Tabs>| {
        let tabs = tabs.clone();
        Tabs::join(CHANNEL, move |text| {
            let Some((wanted, message)) = read(&text) else { return };
            let Some(source) = sources().into_iter().find(|source| scope(source).as_ref() == Some(&wanted)) else { return };
            match (message, source.secret()) {
                (Message::Ask, Some(secret)) => {
                    if let Some(tabs) = tabs.upgrade() {
                        tabs.tell(&json!({ "for": wanted, "secret": secret }).to_string());
                    }
                }
                // What somebody typed here is not overwritten.
                (Message::Give(secret), None) => source.give_secret(secret),
                (Message::Ask, None) | (Message::Give(_), Some(_)) => {}
            }
        })
    })
}

/// Asks the other tabs for the secret of a source that has none.
pub(super) fn ask(tabs: &Tabs, source: &Source) {
    if let Some(scope) = scope(source).filter(|_| source.secret().is_none()) {
        tabs.tell(&json!({ "for": scope }).to_string());
    }
}
