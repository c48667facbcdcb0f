//! The files beside the page. `index.html` alone knows their names, which hold the hash of their content: a name compiled
//! in here would change the wasm with every file.

/// Returns the address of the worker that runs patterns.
pub(super) fn worker() -> String {
    named("script[data-worker]", "data-worker").unwrap_or_else(|| "pattern.js".to_owned())
}

/// Returns the address of the page's own icon, whatever is shown in its place.
pub(super) fn icon() -> String {
    named("link[rel=icon]", "data-own").unwrap_or_default()
}

fn named(selector: &str, attribute: &str) -> Option<String> {
    super::document()?.query_selector(selector).ok()??.get_attribute(attribute)
}
