//! `logs` of `config.json`: how much memory logs may take.

use super::{Config, Wrong, short};
use serde_json::{Map, Value};

/// How much memory logs may take, in megabytes; beyond it the oldest lines go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogBudget {
    /// One log: `logMb`.
    pub log_mb: u32,
    /// All logs of the page: `pageMb`.
    pub page_mb: u32,
}

impl Default for LogBudget {
    fn default() -> Self {
        Self { log_mb: 192, page_mb: 512 }
    }
}

/// What a browser's WebAssembly can hold, with room for the rest of the page.
const MOST_MB: u32 = 3072;
/// Less than this is full before a page is.
const LEAST_MB: u32 = 8;

impl Config {
    pub(super) fn read_logs(&mut self, value: &Value) {
        let Value::Object(fields) = value else {
            if !value.is_null() {
                self.problem("logs", Wrong::Value { found: short(value), wanted: "an object" });
            }
            return;
        };
        for (key, value) in fields {
            let place = match key.as_str() {
                "logMb" => &mut self.logs.log_mb,
                "pageMb" => &mut self.logs.page_mb,
                _ => {
                    self.problem(&format!("logs.{key}"), Wrong::UnknownKey);
                    continue;
                }
            };
            match value.as_u64().and_then(|mb| u32::try_from(mb).ok()).filter(|mb| (LEAST_MB..=MOST_MB).contains(mb)) {
                Some(mb) => *place = mb,
                None if value.is_null() => {}
                None => {
                    let wrong = Wrong::Value { found: short(value), wanted: "a whole number of megabytes, 8 to 3072" };
                    self.problem(&format!("logs.{key}"), wrong);
                }
            }
        }
    }
}

/// Returns the budget as `config.json` holds it, without what is the default; `None` where all is.
pub(super) fn written(logs: LogBudget) -> Option<Value> {
    let default = LogBudget::default();
    let mut fields = Map::new();
    for (key, mb, usual) in [("logMb", logs.log_mb, default.log_mb), ("pageMb", logs.page_mb, default.page_mb)] {
        if mb != usual {
            fields.insert(key.to_owned(), mb.into());
        }
    }
    (!fields.is_empty()).then_some(Value::Object(fields))
}
