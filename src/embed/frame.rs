//! The page in an `<iframe>`.

use crate::live::Fleet;

/// Shows the view that the page's address asks for.
pub(super) fn start(_fleet: &Fleet) -> bool {
    false
}
