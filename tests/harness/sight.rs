//! What the page shows, by the attributes that scripts may rely on.

use crate::page::Page;
use crate::wait;
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeMap;

/// A unit's own row.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Unit {
    /// `data-unit-id`
    pub id: String,
    /// `data-source-id`
    pub source: String,
    /// `data-kind`
    pub kind: String,
    /// `data-status`
    pub status: String,
    /// `data-unconfirmed` is there.
    pub unconfirmed: bool,
    /// Its words.
    pub text: String,
}

/// A row of a log.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Line {
    /// `data-row`
    pub kind: String,
    /// Its words, times and letters with them.
    pub text: String,
}

// A row that `content-visibility` has not laid out yet has no `innerText`, though its words are there.
const UNITS: &str = "return all('[data-unit-id]').map((e) => ({ id: e.dataset.unitId, source: e.dataset.sourceId ?? '', \
    kind: e.dataset.kind ?? '', status: e.dataset.status ?? '', unconfirmed: 'unconfirmed' in e.dataset, \
    text: (e.innerText || e.textContent).replace(/\\s+/g, ' ').trim() }))";

const LINES: &str =
    "return all('[role=log] [data-row]').map((e) => ({ kind: e.dataset.row, text: e.innerText.replace(/\\s+/g, ' ').trim() }))";

const LINKS: &str = "return Object.fromEntries(all('[data-source-id][data-link]').map((e) => [e.dataset.sourceId, e.dataset.link]))";

impl Page {
    /// Returns the units' own rows.
    pub async fn units(&self) -> Vec<Unit> {
        self.look(UNITS, vec![]).await
    }

    /// Waits until the units are as wanted.
    pub async fn until_units(&self, what: &str, done: impl FnMut(&Vec<Unit>) -> bool) -> Vec<Unit> {
        wait::until(what, async || self.units().await, done).await
    }

    /// Waits until a unit's row is there with this status.
    pub async fn until_unit(&self, id: &str, status: &str) -> Unit {
        let is = |unit: &Unit| unit.id == id && unit.status == status;
        let units = self.until_units(&format!("the unit {id} is {status}"), |units| units.iter().any(is)).await;
        units.into_iter().find(is).unwrap()
    }

    /// Returns the state of each source's connection.
    pub async fn links(&self) -> BTreeMap<String, String> {
        self.look(LINKS, vec![]).await
    }

    /// Waits until a source's connection is in a state.
    pub async fn until_link(&self, source: &str, link: &str) {
        let done = |links: &BTreeMap<String, String>| links.get(source).is_some_and(|held| held == link);
        wait::until(&format!("the connection of {source} is {link}"), async || self.links().await, done).await;
    }

    /// Returns the states that a source's connection was ever shown in, in order.
    pub async fn links_seen(&self, source: &str) -> Vec<String> {
        self.ask("return window.__seen.links[arguments[0]] ?? []", vec![json!(source)]).await
    }

    /// Begins to watch the units' rows for moments that a look now and then would miss.
    pub async fn watch_units(&self) {
        self.ask::<()>("window.__seen.watch()", vec![]).await;
    }

    /// Returns the fewest rows that were on screen at once since [`Page::watch_units`], and the ids that were there twice.
    pub async fn units_watched(&self) -> (Option<usize>, Vec<String>) {
        self.ask("return [window.__seen.fewest, window.__seen.doubles]", vec![]).await
    }

    /// Returns how often the page was hidden.
    pub async fn times_hidden(&self) -> u32 {
        self.ask("return window.__seen.hidden", vec![]).await
    }

    /// Returns the rows of the log.
    pub async fn lines(&self) -> Vec<Line> {
        self.look(LINES, vec![]).await
    }

    /// Waits until the log is as wanted.
    pub async fn until_lines(&self, what: &str, done: impl FnMut(&Vec<Line>) -> bool) -> Vec<Line> {
        wait::until(what, async || self.lines().await, done).await
    }

    /// Waits until a row of the log holds these words.
    pub async fn until_line(&self, words: &str) -> Line {
        let lines = self.until_lines(&format!("a line `{words}`"), |lines| lines.iter().any(|line| line.text.contains(words))).await;
        lines.into_iter().find(|line| line.text.contains(words)).unwrap()
    }
}
