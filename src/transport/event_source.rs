//! The browser's `EventSource`.
//!
//! It sends no headers, hides comments, statuses and bodies, and drops events of names that nobody registered; in return
//! it is what the documents promise and what devtools show. It is closed at its first error: its own reconnect knows
//! neither backoff nor the last event ID of the one before.

use super::{Request, Sink, Told};
use fleetglass_core::config::Credentials;
use fleetglass_core::sse::Failure;
use gloo_events::EventListener;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{EventSource, EventSourceInit, MessageEvent};

/// An `EventSource` under way; dropping it closes it.
#[must_use = "dropping it closes the request"]
pub struct Source {
    source: EventSource,
    _listeners: Vec<EventListener>,
}

impl Drop for Source {
    fn drop(&mut self) {
        self.source.close();
    }
}

/// Opens a stream, with every event name that may come on it.
///
/// # Errors
/// Where the browser refuses the address itself.
pub fn open(request: &Request, names: &[&'static str], sink: &Sink) -> Result<Source, Failure> {
    let options = EventSourceInit::new();
    options.set_with_credentials(request.credentials == Credentials::Include);
    let source = EventSource::new_with_event_source_init_dict(&request.address, &options).map_err(|_| Failure::Unknown)?;
    let mut listeners = Vec::new();
    let opened = Rc::new(Cell::new(false));
    {
        let (sink, opened) = (Rc::clone(sink), Rc::clone(&opened));
        listeners.push(EventListener::new(&source, "open", move |_| {
            opened.set(true);
            sink(Told::Opened);
        }));
    }
    for name in names.iter().copied().chain(["message"]).filter(|name| *name != "error") {
        let sink = Rc::clone(sink);
        listeners.push(EventListener::new(&source, name, move |event| tell(&sink, name, event)));
    }
    let (sink, closing) = (Rc::clone(sink), source.clone());
    listeners.push(EventListener::new(&source, "error", move |event| {
        // A server's own `event: error` carries data; the browser's does not.
        if event.dyn_ref::<MessageEvent>().is_some() {
            return tell(&sink, "error", event);
        }
        closing.close();
        sink(if opened.get() { Told::Ended } else { Told::Failed(Failure::Unknown) });
    }));
    Ok(Source { source, _listeners: listeners })
}

fn tell(sink: &Sink, name: &str, event: &web_sys::Event) {
    if let Some(event) = event.dyn_ref::<MessageEvent>() {
        let data = event.data().as_string().unwrap_or_default();
        sink(Told::Frame { event: name.to_owned(), data, last_event_id: event.last_event_id() });
    }
}
