//! Where a unit leads to, on this page and beyond it.

use fleetglass_core::route::{Place, Route};
use fleetglass_core::state::unit::Kind;

/// Returns where a unit leads to: a thread to its log, a session to its panel, all else to its steps.
#[must_use]
pub fn way_to(kind: Kind, id: &str, source_id: &str, here: &Route) -> Route {
    let source = Some(source_id.to_owned());
    match kind {
        Kind::Thread => Route { source, threads: vec![id.to_owned()], ..Route::to(Place::Threads) },
        Kind::Session => {
            let overview = if here.place == Place::Overview { here.clone() } else { Route::to(Place::Overview) };
            Route { source, unit: Some(id.to_owned()), ..overview }
        }
        Kind::Pipeline | Kind::Job | Kind::Agent | Kind::Workflow | Kind::Step | Kind::Run => {
            Route { source, unit: Some(id.to_owned()), ..Route::to(Place::Runs) }
        }
    }
}

/// Returns the host of an http address.
#[must_use]
pub fn host_of(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    authority.rsplit('@').next().unwrap_or(authority)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_is_the_one_the_browser_goes_to() {
        for (address, expect) in [
            ("https://portal.example/x/1", "portal.example"),
            ("http://portal.example:8080?a=/b", "portal.example:8080"),
            ("https://portal.example@evil.example/x", "evil.example"),
        ] {
            assert_eq!(host_of(address), expect);
        }
    }
}
