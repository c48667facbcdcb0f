//! The palette: going to anything.

use super::number;

/// The palette: going to anything.
#[derive(Debug)]
pub struct Palette {
    /// The field, and its button in the top bar.
    pub title: &'static str,
    /// The list of what was found.
    pub list: &'static str,
    /// How many were found, and whether more were than are shown.
    pub found: fn(count: u64, more: bool) -> String,
    /// Nothing was found.
    pub none: fn(&str) -> String,
    /// What kind of entry: a place.
    pub place: &'static str,
    /// A source.
    pub source: &'static str,
    /// Something to do.
    pub action: &'static str,
    /// Chosen not long ago.
    pub recent: &'static str,
    /// Shows a theme, by its name.
    pub theme: fn(&str) -> String,
    /// Shows rows of a height, by its name.
    pub density: fn(&str) -> String,
    /// Speaks a language, by its name.
    pub language: fn(&str) -> String,
    /// Copies the link of what is shown.
    pub copy_link: &'static str,
    /// Connects a source.
    pub connect: fn(&str) -> String,
    /// Disconnects a source.
    pub disconnect: fn(&str) -> String,
    /// Downloads the settings.
    pub export: &'static str,
    /// Lists the keys.
    pub keys: &'static str,
}

pub(super) const ENGLISH: Palette = Palette {
    title: "Go to anything",
    list: "Found",
    found: |count, more| match (count, more) {
        (count, true) => format!("The first {} of more", number(count)),
        (1, false) => "1 found".to_owned(),
        (count, false) => format!("{} found", number(count)),
    },
    none: |text| format!("Nothing is called \"{text}\"."),
    place: "Place",
    source: "Source",
    action: "Action",
    recent: "Recent",
    theme: |name| format!("Theme: {name}"),
    density: |name| format!("Rows: {name}"),
    language: |name| format!("Language: {name}"),
    copy_link: "Copy the link to this view",
    connect: |name| format!("Connect {name}"),
    disconnect: |name| format!("Disconnect {name}"),
    export: "Export as config.json",
    keys: "Show all keys",
};
