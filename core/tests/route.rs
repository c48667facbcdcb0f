//! The URL fragment: every key, what is left out, and back again.

use fleetglass_core::route::{Place, Route};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;

#[track_caller]
fn check(fragment: &str, expect: &str) {
    assert_eq!(Route::read(fragment).write(), expect, "{fragment}");
}

#[test]
fn a_place_is_read_with_and_without_its_signs() {
    for (fragment, expect) in [
        ("", "#/overview"),
        ("#", "#/overview"),
        ("#/", "#/overview"),
        ("#/threads", "#/threads"),
        ("/runs/", "#/runs"),
        ("sources", "#/sources"),
        ("#/nowhere?q=x", "#/overview?q=x"),
        ("#/threads?", "#/threads"),
    ] {
        check(fragment, expect);
    }
}

#[test]
fn agents_is_the_overview_of_sessions() {
    check("#/agents", "#/overview?kind=session");
    check("#/agents?status=waiting", "#/overview?kind=session&status=waiting");
    check("#/agents?kind=thread,run", "#/overview?kind=thread,run");
}

#[test]
fn every_key_is_read_and_written() {
    let all = "#/runs?source=s&unit=r%2Fj%2F1&kind=run,job&status=failed,waiting&group=source&sort=age&threads=e%2Fa,e%2Fb&types=line,tool\
               &level=error,info&q=a%20b&re=1&case=1&not=1&hide=0&from=5&to=-6&line=7&seq=8&quote=%22x%22";
    check(all, all);
    assert_eq!(Route::read(all).threads, ["e/a", "e/b"]);
}

#[test]
fn what_is_not_known_not_set_or_wrong_is_left_out() {
    for (fragment, expect) in [
        ("#/runs?unheard=1&q=x", "#/runs?q=x"),
        ("#/runs?q", "#/runs"),
        ("#/runs?q=&source=&kind=&threads=,,", "#/runs"),
        ("#/runs?re=0&case=true&not=&hide", "#/runs"),
        // To hide what does not match is how it is; only `0` says otherwise.
        ("#/threads?hide=1", "#/threads"),
        ("#/threads?hide=no&q=x", "#/threads?q=x"),
        ("#/runs?from=soon&to=1e9&line=99999999999999999999&seq=1.5", "#/runs"),
        ("#/runs?q=a&q=b", "#/runs?q=b"),
        ("#/runs?&&q=a&", "#/runs?q=a"),
        ("#/runs?q=a=b", "#/runs?q=a%3Db"),
    ] {
        check(fragment, expect);
    }
}

#[test]
fn values_are_percent_encoded_and_a_comma_inside_an_id_is_no_border() {
    let mut route = Route::to(Place::Threads);
    route.threads = vec!["a,b".to_owned(), "50%25/x".to_owned()];
    assert_eq!(route.write(), "#/threads?threads=a%2Cb,50%2525%2Fx");
    assert_eq!(Route::read(&route.write()), route);
    for (fragment, q) in
        [("#/runs?q=%C3%BC+%2B", "ü++"), ("#/runs?q=100%", "100%"), ("#/runs?q=%zz%+1%-1", "%zz%+1%-1"), ("#/runs?q=%ff", "\u{fffd}")]
    {
        assert_eq!(Route::read(fragment).q, q, "{fragment}");
    }
}

fn any_route() -> impl Strategy<Value = Route> {
    let text = || of(".{1,8}");
    let list = || vec(".{1,6}", 0..3);
    let time = || of(any::<i64>());
    let texts = (text(), text(), text(), text(), text(), ".{0,8}");
    let lists = (list(), list(), list(), list(), list());
    (0..4_usize, texts, lists, any::<[bool; 4]>(), (time(), time(), time(), time())).prop_map(
        |(
            place,
            (source, unit, group, sort, quote, q),
            (kind, status, threads, types, level),
            [re, case, not, highlight],
            (from, to, line, seq),
        )| {
            let place = Place::ALL[place];
            Route {
                place,
                source,
                unit,
                kind,
                status,
                group,
                sort,
                threads,
                types,
                level,
                q,
                re,
                case,
                not,
                highlight,
                from,
                to,
                line,
                seq,
                quote,
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_as_it_was(route in any_route()) {
        let fragment = route.write();
        prop_assert!(fragment.is_ascii() && !fragment.contains([' ', '"', '<', '>']));
        prop_assert_eq!(Route::read(&fragment), route);
    }

    #[test]
    fn any_fragment_is_a_route_that_stays_the_same(fragment in ".*", query in "[a-z%=&,0-9]{0,40}") {
        for fragment in [fragment, format!("#/threads?{query}")] {
            let written = Route::read(&fragment).write();
            prop_assert_eq!(Route::read(&written).write(), written);
        }
    }
}
