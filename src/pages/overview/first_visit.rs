//! What is shown where nothing is set up: one sentence, and the form.

use crate::live::Fleet;
use crate::pages::sources::{AddSource, ConfigLine};
use crate::platform::Host;
use crate::text::t;
use crate::ui;
use leptos::either::Either;
use leptos::prelude::*;

/// One sentence, and the form; in a portal, whose people cannot give the element what it lacks, what is wrong.
#[component]
pub(super) fn FirstVisit(fleet: Fleet, host: Host) -> impl IntoView {
    if !host.owns_page() {
        return Either::Left(ui! {
            <div class="fg-page fg-first">
                <p>{t().shell.nothing_given}</p>
                <ConfigLine fleet=fleet />
            </div>
        });
    }
    Either::Right(ui! { <Invitation fleet=fleet /> })
}

#[component]
fn Invitation(fleet: Fleet) -> impl IntoView {
    ui! {
        <div class="fg-page fg-first">
            <h1 class="fg-heading__sentence">{t().overview.first_visit}</h1>
            <ConfigLine fleet=fleet.clone() />
            <AddSource fleet=fleet />
            <p class="fg-first__note">{t().sources.nothing_stored}</p>
        </div>
    }
}
