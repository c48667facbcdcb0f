//! The one number, beside the page: in its title and its icon. The badge shows it, too.

use super::Attention;
use crate::platform::Host;
use crate::text::{number, t};
use leptos::prelude::*;

/// Keeps the one number in the page's title and icon, for as long as the calling component lives.
pub fn show(host: &Host, attention: Attention) {
    let host = host.clone();
    Effect::new(move |_| {
        let (waiting, failed) = attention.counts();
        let _ = host.language();
        match waiting + failed {
            0 => host.set_title(t().shell.name),
            count => host.set_title(&(t().shell.name_with)(&number(count))),
        }
        host.set_icon(icon(waiting, failed).as_deref());
    });
}

/// Draws the number: on the diamond that asks where any waits, else on the square of what broke. `None` where there is none.
fn icon(waiting: u64, failed: u64) -> Option<String> {
    let count = waiting + failed;
    if count == 0 {
        return None;
    }
    let (number, size) = if count > 9 { ("9+".to_owned(), 15) } else { (count.to_string(), 20) };
    // An icon knows no tokens: these are `waiting-fill` with dark ink, and `failed` with white.
    let (shape, ink) = if waiting > 0 {
        (r##"<path d="M16 1 31 16 16 31 1 16Z" fill="#f9b434"/>"##, "#1b2327")
    } else {
        (r##"<path d="M2 2H30V30H2Z" fill="#a20035"/>"##, "#ffffff")
    };
    let text = format!(
        r#"<text x="16" y="16" fill="{ink}" font-family="sans-serif" font-weight="700" font-size="{size}" text-anchor="middle" dominant-baseline="central">{number}</text>"#
    );
    Some(format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">{shape}{text}</svg>"#))
}

#[cfg(test)]
mod tests {
    use super::icon;

    #[test]
    fn the_icon_is_amber_if_any_waits_and_never_wider_than_two_signs() {
        let draws = |waiting, failed, what: &str| icon(waiting, failed).is_some_and(|svg| svg.contains(what));
        assert_eq!(icon(0, 0), None);
        assert!(draws(1, 2, "#f9b434") && draws(1, 2, ">3<"));
        assert!(draws(0, 2, "#a20035") && draws(0, 2, ">2<"));
        assert!(draws(0, 10, ">9+<"));
    }
}
