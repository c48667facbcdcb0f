//! What is shown where nothing is set up: one sentence, and the form.

use crate::live::Fleet;
use crate::pages::sources::{AddSource, ConfigLine};
use crate::text::t;
use crate::ui;
use leptos::prelude::*;

/// One sentence, and the form.
#[component]
pub(super) fn FirstVisit(fleet: Fleet) -> impl IntoView {
    ui! {
        <div class="fg-page fg-first">
            <h1 class="fg-heading__sentence">{t().overview.first_visit}</h1>
            <ConfigLine fleet=fleet.clone() />
            <AddSource fleet=fleet />
            <p class="fg-first__note">{t().sources.nothing_stored}</p>
        </div>
    }
}
