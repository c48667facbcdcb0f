//! The server's own words in a refusal.

use serde_json::Value;

/// The most of a body that is read for words, in characters.
const MOST: usize = 300;

/// Finds the words in a body: `detail`, `message` or `error` of JSON, or short plain text. A page of HTML has none.
pub(super) fn of_body(content_type: &str, body: &str) -> Option<String> {
    let words = match serde_json::from_str::<Value>(body) {
        Ok(json) => of_json(&json)?,
        Err(_) if content_type.starts_with("text/plain") => body.trim().to_owned(),
        Err(_) => return None,
    };
    let short: String = words.chars().filter(|c| !c.is_control()).take(MOST).collect();
    (!short.is_empty()).then_some(short)
}

fn of_json(json: &Value) -> Option<String> {
    match json {
        Value::String(text) => Some(text.clone()),
        Value::Object(fields) => ["detail", "message", "error"].iter().find_map(|name| of_json(fields.get(*name)?)),
        Value::Array(items) => items.first().and_then(of_json),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::of_body;

    #[test]
    fn words_are_found_where_servers_put_them() {
        let check = |content_type, body, words: Option<&str>| assert_eq!(of_body(content_type, body).as_deref(), words, "{body}");
        check("application/json", r#"{"detail":"Invalid or missing status API key"}"#, Some("Invalid or missing status API key"));
        check("application/json", r#"{"error":{"message":"No"}}"#, Some("No"));
        check("application/json", r#"{"detail":[{"message":"bad"}]}"#, Some("bad"));
        check("text/plain; charset=utf-8", " slow down\n", Some("slow down"));
        check("text/html", "<h1>Sign in</h1>", None);
        check("application/json", "{}", None);
    }
}
