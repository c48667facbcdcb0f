//! What whoever embeds the views is told: what needs a person, how the connections are, what was chosen.

use super::attention::Attention;
use crate::components::chip::link_slug;
use crate::live::Fleet;
use crate::platform::Host;
use leptos::prelude::*;
use serde_json::{Value, json};

/// Tells for as long as the calling component lives; nobody, where the page is our own.
pub(super) fn tell(fleet: &Fleet, host: &Host, attention: Attention) {
    if host.owns_page() {
        return;
    }
    let counts = Memo::new(move |_| attention.counts());
    let told = host.clone();
    Effect::new(move |_| {
        let (waiting, failed) = counts.get();
        say(&told, "attention", &json!({ "waiting": waiting, "failed": failed }));
    });
    let (fleet, told) = (fleet.clone(), host.clone());
    let links = Memo::new(move |_| fleet.sources().iter().map(|source| (source.id(), link_slug(source))).collect::<Vec<_>>());
    Effect::new(move |_| {
        let links = links.get();
        let connected = !links.is_empty() && links.iter().all(|(_, link)| matches!(*link, "live" | "open" | "quiet" | "complete"));
        let sources: Vec<Value> = links.iter().map(|(id, link)| json!({ "id": id, "link": link })).collect();
        say(&told, "status", &json!({ "connected": connected, "sources": sources }));
    });
    let (routed, told) = (host.clone(), host.clone());
    let chosen = Memo::new(move |_| {
        let route = routed.route();
        (route.place, route.source, route.unit, route.threads)
    });
    Effect::new(move |first: Option<()>| {
        let (place, source, unit, threads) = chosen.get();
        if first.is_some() {
            say(&told, "select", &json!({ "place": place.as_str(), "source": source, "unit": unit, "threads": threads }));
        }
    });
}

fn say(host: &Host, name: &str, detail: &Value) {
    if let Ok(detail) = js_sys::JSON::parse(&detail.to_string()) {
        host.tell_value(name, &detail);
    }
}
