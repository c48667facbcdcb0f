//! The frame around the places.

/// The frame around the places.
#[derive(Debug)]
pub struct Shell {
    /// The page's name.
    pub name: &'static str,
    /// The page's name with the one number.
    pub name_with: fn(number: &str) -> String,
    /// The landmark of the four places.
    pub places: &'static str,
    /// The first place.
    pub overview: &'static str,
    /// The second place.
    pub threads: &'static str,
    /// The third place.
    pub runs: &'static str,
    /// The fourth place.
    pub sources: &'static str,
    /// The badge, for people who do not see where it stands.
    pub badge: fn(number: &str) -> String,
    /// The way back to the place that is shown alone.
    pub back_to: fn(place: &str) -> String,
    /// An element of a portal that was given nothing to show.
    pub nothing_given: &'static str,
    /// The way past the frame, for keyboards.
    pub skip: &'static str,
    /// The landmark of the source bars.
    pub connections: &'static str,
    /// The landmark of what is wrong with connections.
    pub troubles: &'static str,
    /// The theme follows the system.
    pub theme_auto: &'static str,
    /// The theme is light.
    pub theme_light: &'static str,
    /// The theme is dark.
    pub theme_dark: &'static str,
    /// The browser is offline, since then.
    pub offline: fn(clock: &str) -> String,
    /// A link is for a source that is not set up.
    pub link_unknown: fn(source: &str) -> String,
    /// The way to set it up.
    pub link_add: &'static str,
    /// A link is for a source that does not let this page in.
    pub link_secret: fn(name: &str) -> String,
    /// Closes a panel.
    pub close: &'static str,
    /// Puts a text on the clipboard.
    pub copy: &'static str,
    /// It is there.
    pub copied: &'static str,
    /// It is not.
    pub copy_refused: &'static str,
}

pub(super) const ENGLISH: Shell = Shell {
    name: "Fleetglass",
    name_with: |number| format!("({number}) Fleetglass"),
    places: "Places",
    overview: "Overview",
    threads: "Threads",
    runs: "Runs",
    sources: "Sources",
    badge: |number| format!("{number} need you"),
    back_to: |place| format!("‹ {place}"),
    nothing_given: "Nothing to show here: this element was given no src, no sources and no config.",
    skip: "Skip to the content",
    connections: "Connections",
    troubles: "Trouble with sources",
    theme_auto: "Theme: auto",
    theme_light: "Theme: light",
    theme_dark: "Theme: dark",
    offline: |clock| format!("You are offline since {clock}. Everything below is from before that."),
    link_unknown: |source| format!("This link is for {source}, which is not set up here."),
    link_add: "Add it",
    link_secret: |name| format!("Sign in to {name} to follow this link."),
    close: "Close",
    copy: "Copy",
    copied: "Copied",
    copy_refused: "The browser refused the clipboard.",
};
