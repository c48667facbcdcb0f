//! What stands above the rows of a log: finding, and what was copied.

use super::view::View;
use leptos::prelude::*;

/// What stands above the rows.
#[component]
pub(super) fn Extras(
    /// The log.
    view: View,
) -> impl IntoView {
    let _ = view;
}
