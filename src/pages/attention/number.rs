//! The one number, beside the page: in its title and its icon. The badge shows it, too.

use super::Attention;
use crate::platform::Host;
use crate::text::{number, t};
use leptos::prelude::*;

/// Keeps the one number in the page's title, for as long as the calling component lives.
pub fn show(host: &Host, attention: Attention) {
    let host = host.clone();
    Effect::new(move |_| {
        let (waiting, failed) = attention.counts();
        let _ = host.language();
        match waiting + failed {
            0 => host.set_title(t().shell.name),
            count => host.set_title(&(t().shell.name_with)(&number(count))),
        }
    });
}
