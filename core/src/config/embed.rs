//! `embed` of `config.json`: the pages that may hold this one in a frame and talk with it.

use super::{Config, Wrong, short};
use serde_json::{Value, json};

impl Config {
    pub(super) fn read_embed(&mut self, value: &Value) {
        let Value::Object(fields) = value else {
            if !value.is_null() {
                self.problem("embed", Wrong::Value { found: short(value), wanted: "an object" });
            }
            return;
        };
        for (key, value) in fields {
            match (key.as_str(), value) {
                ("origins", Value::Array(origins)) => {
                    for (at, origin) in origins.iter().enumerate() {
                        match origin.as_str().and_then(origin_of) {
                            Some(origin) => self.embed_origins.push(origin),
                            None => {
                                let wrong = Wrong::Value { found: short(origin), wanted: "an origin such as https://portal.example" };
                                self.problem(&format!("embed.origins[{at}]"), wrong);
                            }
                        }
                    }
                }
                ("origins", Value::Null) => {}
                ("origins", other) => self.problem("embed.origins", Wrong::Value { found: short(other), wanted: "a list" }),
                (key, _) => self.problem(&format!("embed.{key}"), Wrong::UnknownKey),
            }
        }
    }
}

/// Returns an origin as a browser writes it: scheme, host and port, and nothing behind them.
fn origin_of(written: &str) -> Option<String> {
    let origin = written.strip_suffix('/').unwrap_or(written).to_ascii_lowercase();
    let authority = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"))?;
    let plain = !authority.is_empty() && !authority.contains(|c: char| c.is_whitespace() || "/?#@*".contains(c));
    plain.then_some(origin)
}

/// Returns the origins as `config.json` holds them; `None` where there are none.
pub(super) fn written(origins: &[String]) -> Option<Value> {
    (!origins.is_empty()).then(|| json!({ "origins": origins }))
}
