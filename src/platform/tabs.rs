//! The other open tabs of this origin: a text to all of them, over a `BroadcastChannel`.

use gloo_events::EventListener;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

/// A channel to the other tabs; dropping it leaves it.
#[must_use = "dropping it leaves the channel"]
pub struct Tabs(Option<(Rc<BroadcastChannel>, EventListener)>);

impl Tabs {
    /// Joins the channel of a name. Without such channels, and in somebody else's page, nobody hears, and nothing is heard.
    pub fn join(name: &str, heard: impl Fn(String) + 'static) -> Self {
        let channel = super::window().filter(|_| !super::is_guest()).and_then(|_| BroadcastChannel::new(name).ok());
        Self(channel.map(|channel| {
            let listener = EventListener::new(&channel, "message", move |event| {
                if let Some(text) = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string()) {
                    heard(text);
                }
            });
            (Rc::new(channel), listener)
        }))
    }

    /// Tells all other tabs.
    pub fn tell(&self, text: &str) {
        if let Some((channel, _)) = &self.0 {
            // Only a channel that is closed refuses, and this one is open as long as it is held.
            let _ = channel.post_message(&JsValue::from_str(text));
        }
    }
}

impl Drop for Tabs {
    fn drop(&mut self) {
        if let Some((channel, _)) = &self.0 {
            channel.close();
        }
    }
}
