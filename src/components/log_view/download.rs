//! A log as a file: text, text with terminal colours, or JSON lines; what is shown, or everything held.

use super::feed::Feed;
use super::select::Select;
use super::view::View;
use crate::platform::file::{File, Saved};
use crate::platform::time::{now_ms, stamp};
use crate::text::t;
use fleetglass_core::state::log::{Row, export};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;

/// What the file holds of each row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Text,
    Ansi,
    Json,
}

impl Form {
    fn ending(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Ansi => "ansi",
            Self::Json => "jsonl",
        }
    }

    fn write(self, unit_id: &str, row: Row<'_>, into: &mut String) {
        match self {
            Self::Text => export::text(&row, into),
            Self::Ansi => export::ansi(&row, into),
            Self::Json => export::json_line(unit_id, &row, into),
        }
    }
}

/// So much is written in one turn, in bytes: the page stays alive meanwhile.
const PIECE: usize = 1 << 20;

/// A file being written.
struct Job {
    form: Form,
    file: File,
    name: String,
    /// The rows, where others than those shown are wanted.
    own: Option<Feed>,
    at: u64,
    rows: u64,
}

/// The files of a log.
#[derive(Clone, Copy)]
struct Files {
    view: View,
    select: Select,
    job: StoredValue<Option<Job>, LocalStorage>,
    timer: StoredValue<Option<Timeout>, LocalStorage>,
    saved: StoredValue<Option<Saved>, LocalStorage>,
}

impl Files {
    fn new(view: View, select: Select) -> Self {
        let (job, timer, saved) = (StoredValue::new_local(None), StoredValue::new_local(None), StoredValue::new_local(None));
        Self { view, select, job, timer, saved }
    }

    /// Writes a log into a file: what is shown, or everything held.
    fn begin(self, form: Form, all: bool, name: &str) {
        let own = all.then(|| self.view.feed.with_value(Feed::unfiltered));
        let name = format!("{}-{}.{}", file_name(name), stamp(now_ms()), form.ending());
        self.job.set_value(Some(Job { form, file: File::default(), name, own, at: 0, rows: 0 }));
        self.go_on();
    }

    fn go_on(self) {
        let step = |job: &mut Option<Job>| self.view.feed.try_with_value(|feed| job.as_mut().is_some_and(|job| job.step(feed)));
        match self.job.try_update_value(step).flatten() {
            Some(true) => self.end(),
            Some(false) => self.timer.set_value(Some(Timeout::new(0, move || self.go_on()))),
            None => {}
        }
    }

    fn end(self) {
        let texts = &t().log.download;
        let Some(job) = self.job.try_update_value(Option::take).flatten() else { return };
        let saved = job.file.save(&job.name);
        self.select.say(if saved.is_some() { (texts.saved)(job.rows, &job.name) } else { texts.refused.to_owned() }, true);
        self.saved.set_value(saved);
    }
}

impl Job {
    /// Writes a piece. Says whether it was the last.
    fn step(&mut self, shown: &Feed) -> bool {
        let mut piece = String::new();
        let feed = match &mut self.own {
            Some(own) => {
                own.advance(None, || true);
                &*own
            }
            None => shown,
        };
        let (form, rows) = (self.form, &mut self.rows);
        let mut full = false;
        self.at = feed.scan(self.at, |found, row| {
            form.write(found.unit_id, row, &mut piece);
            *rows += 1;
            full = piece.len() > PIECE;
            !full
        });
        self.file.add(&piece);
        !full
    }
}

/// Returns a name that every file system takes.
fn file_name(name: &str) -> String {
    let kept: String = name.chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' }).take(80).collect();
    let kept = kept.trim_matches(['-', '.']);
    if kept.is_empty() { "log".to_owned() } else { kept.to_owned() }
}

/// The forms of the file, and whether it holds what is shown or everything.
#[component]
pub(super) fn DownloadMenu(view: View, select: Select, filtered: Signal<bool>, name: Signal<String>) -> impl IntoView {
    let texts = &t().log.download;
    let files = Files::new(view, select);
    let (open, all) = (RwSignal::new(false), RwSignal::new(false));
    let pressed = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            event.stop_propagation();
            open.set(false);
        }
    };
    let item = move |form: Form, words: &'static str| {
        let save = move |_| {
            open.set(false);
            files.begin(form, all.get_untracked() && filtered.get_untracked(), &name.get_untracked());
        };
        crate::ui! { <button type="button" class="fg-menu__item" on:click=save>{words}</button> }
    };
    let scope = move || {
        filtered.get().then(|| {
            crate::ui! {
                <label class="fg-check">
                    <input type="checkbox" prop:checked=move || all.get() on:change=move |event| all.set(event_target_checked(&event)) />
                    {texts.all}
                </label>
            }
        })
    };
    let items = move || {
        open.get().then(|| {
            crate::ui! {
                <div class="fg-menu__items fg-menu__items--up" role="group" aria-label=texts.title>
                    {item(Form::Text, texts.text)}
                    {item(Form::Ansi, texts.ansi)}
                    {item(Form::Json, texts.json)}
                    {scope}
                </div>
            }
        })
    };
    crate::ui! {
        <div class="fg-menu" on:keydown=pressed>
            <button type="button" class="fg-action" aria-expanded=move || open.get().to_string() on:click=move |_| open.update(|open| *open = !*open)>
                {texts.title}
            </button>
            {items}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_name_makes_a_file_name() {
        for (name, expect) in [("Log of a/b c", "Log-of-a-b-c"), ("../..", "log"), ("日本語", "日本語"), ("", "log")] {
            assert_eq!(file_name(name), expect);
        }
    }
}
