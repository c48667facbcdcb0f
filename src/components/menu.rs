//! A button that opens a small panel: a menu of checks, a few choices. On a narrow page it is a sheet from below.

use crate::ui;
use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::html::{Button, Div};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// As wide as a panel gets.
const PANEL_PX: i32 = 260;

/// A button that opens a small panel. Escape and going elsewhere close it.
#[component]
pub fn Menu(
    /// Whether it is open; whoever holds this can close it.
    open: RwSignal<bool>,
    /// What the button says.
    #[prop(into)]
    label: Signal<String>,
    /// Whether something is chosen in it.
    #[prop(into)]
    chosen: Signal<bool>,
    /// What the panel is called.
    name: &'static str,
    /// What is in the panel; made when it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let (menu, button) = (NodeRef::<Div>::new(), NodeRef::<Button>::new());
    let side = RwSignal::new(None::<&'static str>);
    let flip = move |_| {
        side.set(menu.get_untracked().and_then(|menu| side_of(&menu)));
        open.update(|open| *open = !*open);
    };
    let left = move |event: FocusEvent| {
        let inside =
            |target: web_sys::EventTarget| menu.get_untracked().is_some_and(|menu| menu.contains(target.dyn_ref::<web_sys::Node>()));
        if !event.related_target().is_some_and(inside) {
            open.set(false);
        }
    };
    let pressed = move |event: KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            event.stop_propagation();
            open.set(false);
            _ = button.get_untracked().map(|button| button.focus());
        }
    };
    let panel = move || {
        let children = children.clone();
        open.get().then(|| ui! { <fieldset class="fg-menu__items" aria-label=name>{children()}</fieldset> })
    };
    ui! {
        <div class="fg-menu" data-side=move || side.get() node_ref=menu tabindex="-1" on:focusout=left on:keydown=pressed>
            <button
                type="button"
                class="fg-button fg-menu__open"
                node_ref=button
                aria-expanded=move || open.get().to_string()
                aria-pressed=move || chosen.get().to_string()
                on:click=flip
            >
                {move || label.get()}
            </button>
            {panel}
        </div>
    }
}

/// Returns the side that the panel is aligned to: the end, where there is no room for it at the start.
fn side_of(menu: &web_sys::HtmlElement) -> Option<&'static str> {
    let room = menu.offset_parent()?.client_width() - menu.offset_left();
    (room < PANEL_PX && menu.offset_left() + menu.offset_width() > PANEL_PX).then_some("end")
}
