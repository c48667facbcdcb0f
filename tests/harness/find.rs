//! Finding things as a person does: by their role and their name.

use crate::browser::Command;
use crate::page::Page;
use crate::wait;
use fantoccini::actions::{InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use fantoccini::elements::{Element, ElementRef};
use fantoccini::key::Key;
use serde_json::{Value, json};
use std::time::Duration;

/// WebDriver's name for a reference to an element.
const REFERENCE: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Elements that may have a role, seen and of roughly that name; the browser itself has the last word on both.
const CANDIDATES: &str = r#"
const [role, name] = arguments;
const implied = {
  link: "a[href]", button: "button, summary, input[type=submit], input[type=button]", heading: "h1, h2, h3, h4",
  textbox: "input:not([type]), input[type=text], input[type=url], input[type=password], textarea",
  searchbox: "input[type=search]", combobox: "select, input[list]", checkbox: "input[type=checkbox]", navigation: "nav",
  main: "main", log: "[role=log]", status: "[role=status], output", alert: "[role=alert]", radio: "input[type=radio]", dialog: "dialog",
};
const words = (e) => [e.getAttribute("aria-label"), e.title, e.placeholder, e.textContent, ...[...(e.labels ?? [])].map((l) => l.textContent),
  ...(e.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => e.getRootNode().getElementById(id)?.textContent)].join(" ").replace(/\s+/g, " ").toLowerCase();
return all(`[role=${role}], ${implied[role] ?? `[role=${role}]`}`)
  .filter((e) => e.checkVisibility({ visibilityProperty: true }) && words(e).includes(name.toLowerCase()));
"#;

impl Page {
    async fn candidates(&self, role: &str, name: &str) -> Vec<Element> {
        self.elements(CANDIDATES, vec![json!(role), json!(name)]).await
    }

    /// Returns the elements that a script returns, which sees into shadow roots by `all`.
    async fn elements(&self, script: &str, arguments: Vec<Value>) -> Vec<Element> {
        let found = self.look::<Value>(script, arguments).await;
        let ids = found.as_array().into_iter().flatten().filter_map(|element| element[REFERENCE].as_str());
        ids.map(|id| Element::from_element_id(self.client.clone(), ElementRef::from(id.to_owned()))).collect()
    }

    async fn computed(&self, command: Command) -> String {
        // The element may be gone by now; then it has neither.
        self.client.issue_cmd(command).await.ok().and_then(|answer| answer.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// Returns the elements of a role whose name holds `name`, in any case.
    pub async fn all(&self, role: &str, name: &str) -> Vec<Element> {
        let mut found = Vec::new();
        for element in self.candidates(role, name).await {
            let id = element.element_id();
            let heard = self.computed(Command::name_of(&id)).await.to_lowercase();
            if heard.contains(&name.to_lowercase()) && self.computed(Command::role_of(&id)).await == role {
                found.push(element);
            }
        }
        found
    }

    /// Waits for the first element of a role and a name.
    pub async fn find(&self, role: &str, name: &str) -> Element {
        let mut found = wait::until(&format!("a {role} `{name}`"), async || self.all(role, name).await, |found| !found.is_empty()).await;
        found.remove(0)
    }

    /// Returns an attribute of the first element of a role and a name.
    pub async fn attribute(&self, role: &str, name: &str, attribute: &str) -> Option<String> {
        self.find(role, name).await.attr(attribute).await.unwrap()
    }

    /// Waits for an element of a role and a name, and clicks it. What another thing covers, or what moves, is tried again.
    pub async fn click(&self, role: &str, name: &str) {
        let click = async || match self.all(role, name).await.first() {
            Some(element) => element.click().await.err().map(|cause| cause.to_string()).unwrap_or_default(),
            None => "there is none".to_owned(),
        };
        wait::until(&format!("clicking the {role} `{name}`"), click, String::is_empty).await;
    }

    /// Clicks an element of a role and a name while Shift is held.
    pub async fn shift_click(&self, role: &str, name: &str) {
        let element = self.find(role, name).await;
        let shift = Key::Shift.into();
        let down = KeyActions::new("keys".to_owned()).then(KeyAction::Down { value: shift });
        let up = KeyActions::new("keys".to_owned()).then(KeyAction::Up { value: shift });
        self.client.perform_actions(down).await.unwrap();
        element.click().await.unwrap();
        self.client.perform_actions(up).await.unwrap();
    }

    /// Presses the mouse at a place of the window, moves it to another, and lets go.
    pub async fn drag(&self, from: (f64, f64), to: (f64, f64)) {
        let moved = |(x, y): (f64, f64), ms: u64| PointerAction::MoveTo { duration: Some(Duration::from_millis(ms)), x, y };
        let mouse = MouseActions::new("mouse".to_owned())
            .then(moved(from, 0))
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(moved(to, 200))
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        self.client.perform_actions(mouse).await.unwrap();
    }

    /// Chooses in a list of choices, by the value of the choice.
    pub async fn choose(&self, name: &str, value: &str) {
        self.find("combobox", name).await.select_by_value(value).await.unwrap();
    }

    /// Types into the field of a name, in place of what it holds.
    pub async fn fill(&self, role: &str, name: &str, text: &str) {
        let field = self.find(role, name).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// Clicks the first element that a selector of the contract finds.
    pub async fn click_on(&self, selector: &str) {
        let click = async || match self.elements("return all(arguments[0]).slice(0, 1)", vec![json!(selector)]).await.first() {
            Some(element) => element.click().await.err().map(|cause| cause.to_string()).unwrap_or_default(),
            None => "there is none".to_owned(),
        };
        wait::until(&format!("clicking {selector}"), click, String::is_empty).await;
    }

    /// Returns the name and role of what has the focus.
    pub async fn focused(&self) -> (String, String) {
        let element = self.active().await;
        let id = element.element_id();
        (self.computed(Command::role_of(&id)).await, self.computed(Command::name_of(&id)).await)
    }

    /// Returns what has the focus, in whatever shadow root.
    pub(crate) async fn active(&self) -> Element {
        self.elements("return [focused()]", vec![]).await.remove(0)
    }

    /// Says whether the page shows these words.
    pub async fn says(&self, words: &str) -> bool {
        self.words().await.contains(words)
    }

    /// Waits until the page shows these words.
    pub async fn until_says(&self, words: &str) {
        wait::until(&format!("the words `{words}`"), async || self.words().await, |shown| shown.contains(words)).await;
    }

    /// Returns the words on the page, with single spaces.
    pub async fn words(&self) -> String {
        self.look("return spoken()", vec![]).await
    }
}
