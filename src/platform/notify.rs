//! The browser's notifications: whether they may be shown, asking for it, and showing one.

use gloo_events::EventListener;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Notification, NotificationOptions, NotificationPermission};

/// Whether notifications may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// Nobody was asked yet.
    Ask,
    /// They may.
    Granted,
    /// They may not; only the browser's own settings change that.
    Blocked,
    /// This browser shows none for this page.
    Missing,
}

impl From<NotificationPermission> for Permission {
    fn from(permission: NotificationPermission) -> Self {
        match permission {
            NotificationPermission::Granted => Self::Granted,
            NotificationPermission::Denied => Self::Blocked,
            _ => Self::Ask,
        }
    }
}

/// Returns whether notifications may be shown.
#[must_use]
pub fn permission() -> Permission {
    let is_there = super::window().is_some_and(|window| js_sys::Reflect::has(&window, &"Notification".into()).unwrap_or(false));
    if is_there { Notification::permission().into() } else { Permission::Missing }
}

/// Asks the person, on a click of theirs, and tells `then` what is so after that.
pub fn ask(then: impl FnOnce(Permission) + 'static) {
    if permission() == Permission::Missing {
        return then(Permission::Missing);
    }
    let asked = Notification::request_permission();
    spawn_local(async move {
        if let Ok(asked) = asked {
            let _ = JsFuture::from(asked).await;
        }
        then(permission());
    });
}

/// A notification that is shown. Dropping it leaves it on the screen, but a click does nothing then.
#[must_use = "a click on it does nothing once it is dropped"]
#[derive(Debug)]
pub struct Notice {
    _click: EventListener,
}

impl Notice {
    /// Shows a notification; `clicked` runs when somebody clicks it, with the page in front. `None` where the browser refuses.
    pub fn show(title: &str, body: &str, clicked: impl Fn() + 'static) -> Option<Self> {
        if permission() != Permission::Granted {
            return None;
        }
        let options = NotificationOptions::new();
        options.set_body(body);
        options.set_icon(&super::built::icon());
        // On some phones only a service worker may; there the constructor throws.
        let notification = Notification::new_with_options(title, &options).ok()?;
        let shown = notification.clone();
        let click = EventListener::new(&notification, "click", move |_| {
            if let Some(window) = super::window() {
                let _ = window.focus();
            }
            shown.close();
            clicked();
        });
        Some(Self { _click: click })
    }
}

/// Returns a picture as an address that the page's policy lets be shown.
#[must_use]
pub fn svg_address(svg: &str) -> String {
    let encoded = js_sys::encode_uri_component(svg);
    format!("data:image/svg+xml,{}", JsValue::from(encoded).as_string().unwrap_or_default())
}
