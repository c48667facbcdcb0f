//! One frame: a line, and behind it all of its data, as it came or as JSON in lines.

use crate::platform::time::clock;
use crate::text::{bytes, t};
use crate::ui;
use fleetglass_core::sse::KeptFrame;
use fleetglass_core::state::Unread;
use leptos::prelude::*;
use std::sync::Arc;

/// So much of the data stands in the line, in bytes.
const LINE_BYTES: usize = 300;

/// A frame as it is shown.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shown {
    number: u64,
    at_ms: u64,
    event: String,
    id: String,
    data: Arc<str>,
    size: usize,
    cause: Option<String>,
}

impl Shown {
    pub(super) fn of_frame(frame: &KeptFrame) -> Self {
        let KeptFrame { number, at_ms, event, id, data, size } = frame.clone();
        Self { number, at_ms, event, id, data, size, cause: None }
    }

    pub(super) fn of_unread(unread: Unread) -> Self {
        let Unread { number, at_ms, event, id, data, size, cause } = unread;
        Self { number, at_ms, event, id, data: data.into(), size, cause: Some(cause) }
    }

    pub(super) fn key(&self) -> (bool, u64) {
        (self.cause.is_some(), self.number)
    }
}

/// One frame.
#[component]
pub(super) fn FrameRow(
    shown: Shown,
    /// What happens when its data are opened.
    on_open: Callback<()>,
) -> impl IntoView {
    let words = &t().inspector;
    let open = RwSignal::new(false);
    let flip = move |_| {
        open.update(|open| *open = !*open);
        if open.get_untracked() {
            on_open.run(());
        }
    };
    let Shown { at_ms, event, id, data, size, cause, .. } = shown;
    let line = data[..data.floor_char_boundary(LINE_BYTES)].to_owned();
    let id = (!id.is_empty()).then(|| ui! { <span class="fg-tapped__id fg-theirs fg-cut">{(words.id)(&id)}</span> });
    let event = if event.is_empty() {
        ui! { <span class="fg-tapped__event fg-cut">{words.comment}</span> }.into_any()
    } else {
        ui! { <span class="fg-tapped__event fg-theirs fg-cut">{event}</span> }.into_any()
    };
    let cause =
        cause.map(|cause| ui! { <p class="fg-tapped__cause fg-error">{words.cause} " " <span class="fg-theirs">{cause}</span></p> });
    ui! {
        <li class="fg-tapped">
            <button class="fg-tapped__line" type="button" aria-expanded=move || open.get().to_string() on:click=flip>
                <span class="fg-tapped__time fg-number">{clock(at_ms)}</span>
                {event}
                <span class="fg-tapped__size fg-number">{bytes(size as u64)}</span>
                <span class="fg-tapped__data fg-theirs fg-cut">{line}</span>
                {id}
            </button>
            {cause}
            <Show when=move || open.get()><Data data=data.clone() size=size /></Show>
        </li>
    }
}

/// All the data that are kept of a frame.
#[component]
fn Data(data: Arc<str>, size: usize) -> impl IntoView {
    let words = &t().inspector;
    let pretty = RwSignal::new(false);
    let lines = {
        let json = serde_json::from_str::<serde_json::Value>(&data).ok().filter(|json| json.is_object() || json.is_array());
        json.and_then(|json| serde_json::to_string_pretty(&json).ok())
    };
    let cut = (data.len() < size).then(|| (words.cut)(&bytes(data.len() as u64), &bytes(size as u64)));
    let switch = lines.is_some().then(|| {
        ui! {
            <button
                class="fg-action"
                type="button"
                on:click=move |_| pretty.update(|pretty| *pretty = !*pretty)
            >
                {move || if pretty.get() { words.raw } else { words.pretty }}
            </button>
        }
    });
    let shown = move || match &lines {
        Some(lines) if pretty.get() => lines.clone(),
        _ => data.to_string(),
    };
    ui! {
        <div class="fg-tapped__open">
            {switch}
            <span>{cut}</span>
            <pre class="fg-tapped__raw fg-theirs" tabindex="0">{shown}</pre>
        </div>
    }
}
