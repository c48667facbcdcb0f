//! What an alert says: who waits and what they ask, what failed and why; many of either are counted.

use crate::components::plain::one_line;
use crate::pages::attention::{All, item::Item};
use crate::text::t;
use fleetglass_core::route::Route;
use fleetglass_core::state::attention::{Alert, Entry};

/// So many names are told.
const NAMES: usize = 5;

/// What an alert is about, as words need it.
#[derive(Debug, Default)]
pub(super) struct Said {
    waiting: Vec<(String, Option<String>)>,
    failed: Vec<(String, Option<String>)>,
    /// How many failed where, the most first.
    groups: Vec<(u64, String)>,
    after_offline: bool,
    /// Where it leads, if all of it is in one place.
    pub(super) one_way: Option<Route>,
}

impl Said {
    pub(super) fn of(alert: &Alert, all: &All) -> Self {
        let mut said = Self { after_offline: alert.after_offline, ..Self::default() };
        let mut ways: Vec<Route> = Vec::new();
        let read = |entry: &Entry| {
            let stream = all.stream(entry)?;
            Some((Item::read(stream, entry)?, stream.source.config()))
        };
        for (item, config) in alert.waiting.iter().filter_map(read) {
            ways.push(item.way(&config.id, &Route::default()));
            said.waiting.push((item.title.clone(), item.ask));
        }
        for (item, config) in alert.failed.iter().filter_map(read) {
            ways.push(item.way(&config.id, &Route::default()));
            // Jobs are told by their run, all else by its source.
            let place = item.within.clone().filter(|_| item.root_id != item.cause_id).unwrap_or_else(|| config.name.clone());
            match said.groups.iter_mut().find(|(_, held)| *held == place) {
                Some((count, _)) => *count += u64::from(item.count),
                None => said.groups.push((u64::from(item.count), place)),
            }
            said.failed.push((item.title.clone(), item.ask));
        }
        said.groups.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        said.one_way = if let [way] = &ways[..] { Some(way.clone()) } else { None };
        said
    }

    /// Returns the title and what stands below it.
    pub(super) fn words(&self) -> (String, String) {
        let words = &t().attention;
        let failed: u64 = self.groups.iter().map(|(count, _)| count).sum();
        let names = |held: &[(String, Option<String>)]| held.iter().take(NAMES).map(|(name, _)| name.clone()).collect::<Vec<_>>();
        let (waiting, ask) = (self.waiting.len() as u64, |ask: &Option<String>| ask.as_deref().map(one_line).unwrap_or_default());
        if self.after_offline {
            return (words.after_offline.to_owned(), (words.mixed)(waiting, failed));
        }
        match (&self.waiting[..], &self.failed[..]) {
            ([(name, asked)], []) => ((words.one_waits)(name), ask(asked)),
            (many, []) => ((words.many_wait)(waiting), (words.names)(&names(many), many.len() > NAMES)),
            ([], [(name, why)]) if failed == 1 => ((words.one_failed)(name), ask(why)),
            ([], _) => {
                let place = |(count, name): &(u64, String)| (words.failed_in)(*count, name);
                let places: Vec<String> = self.groups.iter().take(NAMES).map(place).collect();
                ((words.many_failed)(failed), (words.names)(&places, self.groups.len() > NAMES))
            }
            (waiting_ones, failed_ones) => {
                let all: Vec<String> = names(waiting_ones).into_iter().chain(names(failed_ones)).take(NAMES).collect();
                ((words.mixed)(waiting, failed), (words.names)(&all, waiting_ones.len() + failed_ones.len() > NAMES))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(names: &[&str], ask: Option<&str>) -> Vec<(String, Option<String>)> {
        names.iter().map(|name| ((*name).to_owned(), ask.map(str::to_owned))).collect()
    }

    fn check(said: &Said, title: &str, body: &str) {
        assert_eq!(said.words(), (title.to_owned(), body.to_owned()));
    }

    #[test]
    fn one_thing_is_told_with_its_words_and_many_are_counted() {
        let groups = |counts: &[(u64, &str)]| counts.iter().map(|(count, name)| (*count, (*name).to_owned())).collect::<Vec<_>>();
        let one = Said { waiting: named(&["architect"], Some("Apply these edits?")), ..Said::default() };
        check(&one, "architect waits for you", "Apply these edits?");
        let several = Said { waiting: named(&["architect", "engineer_a", "tester"], None), ..Said::default() };
        check(&several, "3 agents wait for you", "architect, engineer_a, tester");
        let broke = named(&["test (ubuntu)"], Some("error[E0308]"));
        check(&Said { failed: broke.clone(), groups: groups(&[(1, "ci 418")]), ..Said::default() }, "test (ubuntu) failed", "error[E0308]");
        let many = Said { failed: named(&["a", "b"], None), groups: groups(&[(8, "ci 418"), (2, "nightly")]), ..Said::default() };
        check(&many, "10 failed", "8 in ci 418, 2 in nightly");
        let mixed = Said { waiting: named(&["x", "y"], None), groups: groups(&[(4, "ci 418")]), failed: broke, ..Said::default() };
        check(&mixed, "2 wait for you, 4 failed", "x, y, test (ubuntu)");
        let offline = Said { waiting: named(&["x"], None), groups: groups(&[(3, "ci 418")]), after_offline: true, ..Said::default() };
        check(&offline, "While you were offline", "1 waits for you, 3 failed");
    }
}
