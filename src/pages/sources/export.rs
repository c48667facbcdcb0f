//! The settings as a file, so that they are there when the page opens again.

use crate::live::Fleet;
use crate::platform::file::{File, Saved};
use crate::text::t;
use crate::ui;
use leptos::prelude::*;

/// A button that downloads `config.json`; nothing where no source is set up.
#[component]
pub(super) fn Export(fleet: Fleet) -> impl IntoView {
    let words = &t().sources;
    let listed = fleet.clone();
    let any = Memo::new(move |_| !listed.sources().is_empty());
    // Kept until the place is left: a download may still read it.
    let saved = StoredValue::new_local(None::<Saved>);
    let download = move |_| {
        let file = File::default();
        file.add(&fleet.export());
        saved.set_value(file.save("config.json"));
    };
    ui! {
        <Show when=move || any.get()>
            <button class="fg-action" type="button" title=words.export_note on:click=download.clone()>{words.export}</button>
        </Show>
    }
}
