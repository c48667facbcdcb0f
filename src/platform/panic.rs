//! When our own code fails: the panic hook itself draws a panel, since after it nothing of ours may be relied on.
//!
//! A panic aborts, so no value is dropped and every `RefCell` may still be borrowed: nothing here touches Leptos or the state.
//! The panel's buttons are driven by `public/stopped.js`, which listens from the start and needs no wasm.

use super::Host;
use std::cell::{Cell, RefCell};
use std::panic::PanicHookInfo;
use web_sys::{Document, Element, HtmlElement};

/// What the panel says.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    /// Stands before the message.
    pub stopped: &'static str,
    /// What still holds.
    pub unaffected: &'static str,
    /// Copies the report.
    pub copy: &'static str,
    /// It is on the clipboard.
    pub copied: &'static str,
    /// It is not.
    pub refused: &'static str,
    /// Loads the page anew.
    pub reload: &'static str,
    /// The report, for people who do not see what it is.
    pub report: &'static str,
}

thread_local!(static HAPPENED: Cell<bool> = const { Cell::new(false) });

/// Says whether our code has failed. From then on nothing is received and no clock goes on, so that nothing looks alive.
#[must_use]
pub fn has_happened() -> bool {
    HAPPENED.get()
}

/// Draws the panel when our code fails, for as long as the page lives; the console gets what it always got.
pub fn listen(words: fn() -> Words) {
    std::panic::set_hook(Box::new(move |info| {
        console_error_panic_hook::hook(info);
        // What fails afterwards fails because of the first.
        if !HAPPENED.replace(true) {
            draw(info, &words());
        }
    }));
}

fn draw(info: &PanicHookInfo<'_>, words: &Words) -> Option<()> {
    let (window, document) = (super::window()?, super::document()?);
    let message = info.payload_as_str().unwrap_or_default();
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    let report = report(message, &place, &window.navigator().user_agent().unwrap_or_default(), &window.location().hash().ok()?);
    if super::is_guest() {
        // The page goes on: only what is ours in it stopped.
        ROOTS.with_borrow(|roots| roots.iter().filter_map(|root| cover(root, &panel(&document, words, message, &report)?)).for_each(drop));
        return Some(());
    }
    let _ = window.stop();
    let panel = panel(&document, words, message, &report)?;
    cover(document.body()?.as_ref(), &panel)?;
    panel.focus().ok()
}

/// Puts the panel over everything in an element.
fn cover(over: &Element, panel: &HtmlElement) -> Option<()> {
    let behind = over.children();
    for at in 0..behind.length() {
        let _ = behind.item(at)?.set_attribute("inert", "");
    }
    over.append_child(panel).ok().map(drop)
}

thread_local!(static ROOTS: RefCell<Vec<Element>> = const { RefCell::new(Vec::new()) });

/// The panel is drawn there, too, where the page is somebody else's.
pub fn add_root(host: &Host) {
    ROOTS.with_borrow_mut(|roots| roots.extend(host.root()));
}

/// No longer.
pub fn forget_root(host: &Host) {
    let gone = host.root();
    ROOTS.with_borrow_mut(|roots| roots.retain(|root| Some(root) != gone.as_ref()));
}

/// Writes what a person can hand on. The fragment's values may be names, words of a log or addresses, so only its keys are said.
fn report(message: &str, place: &str, browser: &str, fragment: &str) -> String {
    let (path, query) = fragment.split_once('?').unwrap_or((fragment, ""));
    let keys: Vec<&str> = query.split('&').filter_map(|pair| pair.split('=').next()).filter(|key| !key.is_empty()).collect();
    let route = if keys.is_empty() { path.to_owned() } else { format!("{path} ({})", keys.join(", ")) };
    let version = env!("CARGO_PKG_VERSION");
    format!("Fleetglass {version}\nmessage: {message}\nplace: {place}\nroute: {route}\nbrowser: {browser}\n")
}

fn panel(document: &Document, words: &Words, message: &str, report: &str) -> Option<HtmlElement> {
    use wasm_bindgen::JsCast;
    let make = |parent: &Element, tag: &str, class: &str, text: &str| {
        let element = document.create_element(tag).ok()?;
        element.set_class_name(class);
        element.set_text_content(Some(text));
        parent.append_child(&element).ok()?;
        Some(element)
    };
    let panel = document.create_element("section").ok()?;
    panel.set_class_name("fg-stopped");
    for (name, value) in [
        ("role", "alertdialog"),
        ("aria-modal", "true"),
        ("aria-labelledby", "fg-stopped-title"),
        ("aria-describedby", "fg-stopped-words"),
        ("tabindex", "-1"),
    ] {
        panel.set_attribute(name, value).ok()?;
    }
    let inside = make(&panel, "div", "fg-stopped__panel", "")?;
    let title = make(&inside, "h2", "fg-stopped__title", "")?;
    title.set_id("fg-stopped-title");
    make(&title, "span", "fg", &format!("{} ", words.stopped))?;
    make(&title, "code", "fg-theirs", message)?;
    make(&inside, "p", "fg-stopped__words", words.unaffected)?.set_id("fg-stopped-words");
    let shown = make(&inside, "pre", "fg-stopped__report", report)?;
    for (name, value) in [("tabindex", "0"), ("role", "group"), ("aria-label", words.report), ("data-stopped-report", "")] {
        shown.set_attribute(name, value).ok()?;
    }
    let buttons = make(&inside, "p", "fg-stopped__buttons", "")?;
    for (does, text) in [("copy", words.copy), ("reload", words.reload)] {
        let button = make(&buttons, "button", "fg-button", text)?;
        button.set_attribute("type", "button").ok()?;
        button.set_attribute("data-stopped", does).ok()?;
    }
    let said = make(&buttons, "span", "fg-stopped__said", "")?;
    for (name, value) in [("role", "status"), ("data-copied", words.copied), ("data-refused", words.refused)] {
        said.set_attribute(name, value).ok()?;
    }
    panel.dyn_into().ok()
}

#[cfg(test)]
mod tests {
    use super::report;

    #[test]
    fn a_report_holds_no_value_of_the_link() {
        let said = report("oh", "src/a.rs:1:2", "Browser/1", "#/threads?source=box-2&quote=token%3Dabc");
        assert!(said.contains("message: oh\nplace: src/a.rs:1:2\nroute: #/threads (source, quote)\nbrowser: Browser/1\n"), "{said}");
        assert!(!said.contains("abc") && !said.contains("box-2"), "{said}");
        assert!(report("oh", "", "", "#/runs").contains("route: #/runs\n"));
    }
}
