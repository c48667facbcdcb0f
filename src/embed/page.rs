//! The page of our own, or as a frame in somebody else's.

use super::frame;
use crate::live::Fleet;
use crate::pages::App;
use crate::platform::{Host, be_a_guest, panic, patterns};
use crate::text::t;
use std::cell::Cell;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local!(static BEGUN: Cell<bool> = const { Cell::new(false) });

/// What has to be before anything else, once: the page is `ours`, or we are guests in it.
pub(super) fn begin(ours: bool) {
    if !BEGUN.replace(true) {
        if !ours {
            be_a_guest();
        }
        panic::listen(|| t().stopped);
        // Another part of the page may have begun to run futures already.
        let _ = any_spawner::Executor::init_wasm_bindgen();
    }
}

/// Shows the app in the page's body. With `?embed=` in the page's address it is a view without the frame.
#[wasm_bindgen(js_name = startPage)]
pub fn start_page() {
    begin(true);
    let fleet = Fleet::new();
    if frame::start(&fleet) {
        return;
    }
    let (loading, host) = (fleet.clone(), Host::page());
    leptos::mount::mount_to_body(move || crate::ui! { <App fleet=fleet.clone() host=host.clone() /> });
    leptos::task::spawn_local(async move { loading.load().await });
}

/// Says where the worker of patterns is, `{ worker }`, once and before any view of an element.
#[wasm_bindgen(js_name = setWorker)]
pub fn set_worker(options: &JsValue) {
    if let Some(worker) = super::options::Bag(options).text("worker") {
        patterns::set_address(worker);
    }
}
