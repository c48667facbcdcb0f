//! What JavaScript hands over: a plain object, as `embed/fleetglass.d.ts` has it.

use fleetglass_core::config::Config;
use fleetglass_core::protocol::{Api, AuthKind};
use fleetglass_core::route::Place;
use js_sys::{Array, Function, JSON, Reflect};
use serde_json::{Map, Value, json};
use wasm_bindgen::{JsCast, JsValue};

/// Reads the values of a plain object.
pub(super) struct Bag<'a>(pub(super) &'a JsValue);

impl Bag<'_> {
    fn get(&self, key: &str) -> Option<JsValue> {
        let value = Reflect::get(self.0, &JsValue::from_str(key)).ok()?;
        Some(value).filter(|value| !value.is_null() && !value.is_undefined())
    }

    /// Returns a text that is not empty.
    pub(super) fn text(&self, key: &str) -> Option<String> {
        self.get(key)?.as_string().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// Returns a list: an array, or a text with commas.
    pub(super) fn list(&self, key: &str) -> Vec<String> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let items: Vec<String> = match value.as_string() {
            Some(text) => text.split(',').map(|item| item.trim().to_owned()).collect(),
            None => Array::from(&value).iter().filter_map(|item| item.as_string()).collect(),
        };
        items.into_iter().filter(|item| !item.is_empty()).collect()
    }

    /// Returns a function.
    pub(super) fn function(&self, key: &str) -> Option<Function> {
        self.get(key)?.dyn_into().ok()
    }

    /// Returns anything else as JSON.
    pub(super) fn json(&self, key: &str) -> Option<Value> {
        let text = JSON::stringify(&self.get(key)?).ok()?;
        serde_json::from_str(&text.as_string()?).ok()
    }
}

/// Where an element's sources come from.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum From {
    /// A `config.json`, by its address.
    Address(String),
    /// Handed over: the same as text.
    Given(String),
    /// Nothing was given.
    Nothing,
}

/// What an element is told.
pub(super) struct Options {
    pub(super) alone: Option<Place>,
    pub(super) from: From,
    pub(super) app_url: Option<String>,
    pub(super) theme: Option<String>,
    pub(super) density: Option<String>,
    pub(super) language: Option<String>,
    pub(super) keeps_settings: bool,
    pub(super) route: Option<String>,
    pub(super) get_token: Option<Function>,
}

impl Options {
    pub(super) fn read(value: &JsValue) -> Self {
        let bag = Bag(value);
        let view = bag.text("view").unwrap_or_default();
        let from = match (source(&bag), bag.json("sources"), bag.text("config")) {
            (Some(source), ..) => From::Given(json!({ "version": 1, "sources": [source] }).to_string()),
            (None, Some(sources), _) => From::Given(json!({ "version": 1, "sources": sources }).to_string()),
            (None, None, Some(address)) => From::Address(address),
            (None, None, None) => From::Nothing,
        };
        Self {
            alone: Place::ALL.into_iter().find(|place| place.as_str() == view),
            from,
            app_url: bag.text("appUrl").filter(|url| is_http(url)),
            theme: bag.text("theme"),
            density: bag.text("density"),
            language: bag.text("lang"),
            keeps_settings: bag.text("storage").as_deref() == Some("local"),
            route: bag.text("route"),
            get_token: bag.function("getToken"),
        }
    }
}

/// Returns the source that `src` and what belongs to it make, in the shape of `config.json`.
fn source(bag: &Bag<'_>) -> Option<Value> {
    let url = bag.text("src")?;
    let api = bag.text("api").or_else(|| Api::recognise(&url).map(|found| found.api.name().to_owned()));
    let api_of = api.as_deref().and_then(Api::from_name);
    let mut source = Map::new();
    source.insert("id".into(), Value::from(bag.text("name").unwrap_or_else(|| host_of(&url))));
    source.insert("url".into(), Value::from(url));
    for (key, value) in
        [("api", api), ("transport", bag.text("transport")), ("credentials", bag.text("credentials")), ("answerUrl", bag.text("answerUrl"))]
    {
        if let Some(value) = value {
            source.insert(key.into(), Value::from(value));
        }
    }
    for key in ["ids", "threadIds"] {
        let list = bag.list(key);
        if !list.is_empty() {
            source.insert(key.into(), Value::from(list));
        }
    }
    let documented = api_of.map(Api::auth);
    let bearer = || json!({ "kind": "header", "name": "Authorization", "prefix": "Bearer " });
    // Whoever gives tokens for an API whose document knows none wants them sent.
    let takes_none = matches!(documented, Some((AuthKind::None | AuthKind::Cookie, ..))) && bag.function("getToken").is_some();
    if let Some(auth) = bag.json("auth").or_else(|| takes_none.then(bearer)) {
        source.insert("auth".into(), auth);
    }
    Some(Value::Object(source))
}

/// Says whether an address leads to a page: a frame's options come from its address, which may hold `javascript:`.
fn is_http(url: &str) -> bool {
    let address = crate::platform::resolve(url, &crate::platform::base_address());
    address.is_some_and(|address| address.starts_with("http://") || address.starts_with("https://"))
}

/// What people read where an element names no source: the server, or that it is this one.
fn host_of(url: &str) -> String {
    let base = crate::platform::base_address();
    crate::platform::resolve(url, &base).and_then(|url| crate::platform::server_of(&url)).unwrap_or_else(|| "src".to_owned())
}

/// Reads what was given; wrong values are named with their path.
pub(super) fn config(given: &str) -> Config {
    Config::read(given)
}
