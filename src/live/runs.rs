//! After a reconnect a runner repeats nothing, but some list their runs: `GET /api/runs`. 404 is fine.

use super::inner::Inner;
use crate::platform::time::now_ms;
use fleetglass_core::config::Credentials;
use fleetglass_core::state::Changes;
use gloo_net::http::Request;
use std::rc::Rc;
use web_sys::RequestCredentials;

/// Asks for the list of runs and merges it, if the server has one.
pub(super) fn refetch(this: &Rc<Inner>) {
    let weak = Rc::downgrade(this);
    let request = this.spec.request(this.secret.borrow().as_deref(), "");
    let Some(address) = list_address(&request.address) else { return };
    wasm_bindgen_futures::spawn_local(async move {
        let mut asked = Request::get(&address).credentials(match request.credentials {
            Credentials::Omit => RequestCredentials::Omit,
            Credentials::SameOrigin => RequestCredentials::SameOrigin,
            Credentials::Include => RequestCredentials::Include,
        });
        for (name, value) in &request.headers {
            asked = asked.header(name, value);
        }
        let Ok(response) = asked.send().await else { return };
        if !response.ok() {
            return;
        }
        let (Ok(json), Some(this)) = (response.text().await, weak.upgrade()) else { return };
        let mut changes = Changes::default();
        changes.next_batch();
        let read = this.state.borrow_mut().apply_runs(&json, now_ms(), &mut changes);
        if read {
            this.tell(&changes);
        }
    });
}

/// Returns the address of the list beside the address of the events.
fn list_address(events: &str) -> Option<String> {
    let (path, query) = events.split_once('?').map_or((events, None), |(path, query)| (path, Some(query)));
    let list = format!("{}/runs", path.strip_suffix("/events")?);
    Some(query.map_or(list.clone(), |query| format!("{list}?{query}")))
}

#[cfg(test)]
mod tests {
    use super::list_address;

    #[test]
    fn the_list_stands_beside_the_events() {
        assert_eq!(list_address("http://box/api/events").as_deref(), Some("http://box/api/runs"));
        assert_eq!(list_address("http://box/api/events?key=a").as_deref(), Some("http://box/api/runs?key=a"));
        assert_eq!(list_address("http://box/api/stream"), None);
    }
}
