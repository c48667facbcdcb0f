//! A list that is kept up to date equals one that is made anew.

use super::*;

fn key(stream: u64, serial: u64) -> RootKey {
    RootKey { stream, serial, ix: UnitIx(serial as u32) }
}

fn standing(key: RootKey, group: &str, section: Section, status: Status, rank: u32) -> Standing {
    Standing {
        group: Arc::new(GroupKey { place: 0, id: group.to_owned() }),
        section,
        order: Order::of(key, rank, 0),
        status,
        title: format!("unit {}", key.serial % 3).into(),
        folded: section == Section::Folded,
        due_ms: None,
    }
}

fn listed(roster: &Roster) -> Vec<(String, Vec<u64>, Vec<u64>)> {
    let serials = |row: std::cell::Ref<'_, [RootKey]>| row.iter().map(|key| key.serial).collect();
    roster.groups().map(|(key, group)| (key.id.clone(), serials(group.shown()), serials(group.folded()))).collect()
}

#[test]
fn a_root_that_moves_leaves_no_trace_where_it_was() {
    let mut roster = Roster::default();
    for serial in 0..4 {
        roster.set(key(1, serial), Some(standing(key(1, serial), "a", Section::Shown, Status::Running, 2)));
    }
    let waits = standing(key(1, 2), "a", Section::Shown, Status::Waiting, 0);
    assert_eq!(roster.set(key(1, 2), Some(waits.clone())), Shift::Status);
    assert_eq!(roster.set(key(1, 2), Some(waits)), Shift::Stays);
    assert_eq!(listed(&roster), [("a".to_owned(), vec![2, 0, 1, 3], vec![])]);
    let over = standing(key(1, 2), "b", Section::Folded, Status::Succeeded, 6);
    assert_eq!(roster.set(key(1, 2), Some(over)), Shift::Moved);
    assert_eq!(listed(&roster), [("a".to_owned(), vec![0, 1, 3], vec![]), ("b".to_owned(), vec![], vec![2])]);
    assert_eq!((roster.counts().all, roster.counts().of(Status::Running), roster.counts().of(Status::Succeeded)), (3, 3, 1));
    roster.set(key(1, 2), None);
    assert_eq!(roster.groups().count(), 1);
}

#[test]
fn a_slot_that_another_root_took_over_is_that_roots() {
    let mut roster = Roster::default();
    let (old, new) = (key(1, 0), RootKey { serial: 9, ..key(1, 0) });
    roster.set(old, Some(standing(old, "a", Section::Shown, Status::Running, 2)));
    roster.set(new, Some(standing(new, "a", Section::Shown, Status::Running, 2)));
    assert_eq!(listed(&roster), [("a".to_owned(), vec![9], vec![])]);
    assert!(roster.standing(old).is_none() && roster.standing(new).is_some());
}

#[test]
fn what_the_filter_leaves_out_counts_where_only_its_status_does_not_fit() {
    let mut roster = Roster::default();
    for (serial, counted) in [(0, true), (1, false)] {
        let section = Section::Hidden { counted };
        roster.set(key(1, serial), Some(standing(key(1, serial), "a", section, Status::Idle, 4)));
    }
    assert_eq!((roster.counts().of(Status::Idle), roster.totals().of(Status::Idle)), (1, 2));
    assert_eq!(roster.groups().map(|(_, group)| group.len()).collect::<Vec<_>>(), [2]);
}

#[test]
fn a_sweep_takes_what_is_gone_of_one_stream_only() {
    let mut roster = Roster::default();
    for stream in [1, 2] {
        for serial in 0..3 {
            roster.set(key(stream, serial), Some(standing(key(stream, serial), "a", Section::Shown, Status::Running, 2)));
        }
    }
    roster.sweep(1, |key| key.serial == 1);
    assert_eq!(listed(&roster), [("a".to_owned(), vec![1, 0, 1, 2], vec![])]);
    roster.sweep(1, |_| false);
    assert_eq!(roster.streams(), [2]);
}

#[test]
fn roots_that_are_due_are_told_once_their_time_came() {
    let mut roster = Roster::default();
    let over = Standing { due_ms: Some(600), ..standing(key(1, 0), "a", Section::Shown, Status::Succeeded, 6) };
    roster.set(key(1, 0), Some(over.clone()));
    assert!(roster.due(599).is_empty());
    assert_eq!(roster.due(600), [key(1, 0)]);
    roster.set(key(1, 0), Some(Standing { due_ms: None, section: Section::Folded, ..over }));
    assert!(roster.due(u64::MAX).is_empty());
}

#[test]
fn names_that_two_have_are_told_apart() {
    let mut roster = Roster::default();
    for serial in [0, 1, 3] {
        roster.set(key(1, serial), Some(standing(key(1, serial), "a", Section::Shown, Status::Running, 2)));
    }
    let twins = |roster: &Roster, title| roster.groups().next().is_some_and(|(_, group)| group.has_twins(title));
    assert!(twins(&roster, "unit 0") && !twins(&roster, "unit 1"));
    roster.set(key(1, 3), None);
    assert!(!twins(&roster, "unit 0"));
}

#[test]
fn names_are_ordered_without_regard_to_case() {
    let mut names = ["b", "A", "C"].map(|name| Order::by_name(key(1, 0), name));
    names.sort();
    assert_eq!(names, ["A", "b", "C"].map(|name| Order::by_name(key(1, 0), name)));
}
