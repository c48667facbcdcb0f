//! A value that is folded until somebody wants it: JSON laid out, other text as it is.

use crate::ui;
use leptos::prelude::*;
use serde_json::Value;

/// So much of a value is shown.
const MOST_CHARS: usize = 20_000;

/// Writes JSON so that it can be read, and other text as it is.
#[must_use]
pub fn pretty(value: &str) -> String {
    let parsed: Option<Value> = serde_json::from_str(value).ok().filter(|value: &Value| value.is_object() || value.is_array());
    let text = parsed.and_then(|value| serde_json::to_string_pretty(&value).ok()).unwrap_or_else(|| value.to_owned());
    match text.char_indices().nth(MOST_CHARS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// A value that is folded until somebody wants it.
#[component]
pub fn Fold(
    /// What it is.
    name: &'static str,
    /// It.
    value: String,
    /// Whether it is open at first.
    #[prop(optional)]
    open: bool,
) -> impl IntoView {
    ui! {
        <details class="fg-folded" prop:open=open>
            <summary>{name}</summary>
            <pre class="fg-folded__value fg-theirs" tabindex="0">{value}</pre>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_laid_out_and_text_is_left_alone() {
        assert_eq!(pretty(r#"{"a":1}"#), "{\n  \"a\": 1\n}");
        assert_eq!(pretty("12 files"), "12 files");
        assert_eq!(pretty("12"), "12");
        assert_eq!(pretty(&"x".repeat(30_000)).chars().count(), MOST_CHARS + 1);
    }
}
