//! Mounts the app on the page.

use fleetglass::live::Fleet;
use fleetglass::pages::App;
use fleetglass::platform::{Host, panic};
use fleetglass::text::t;

fn main() {
    panic::listen(|| t().stopped);
    let (fleet, host) = (Fleet::new(), Host::page());
    let loading = fleet.clone();
    leptos::mount::mount_to_body(move || fleetglass::ui! { <App fleet=fleet.clone() host=host.clone() /> });
    // Mounting starts what runs futures.
    leptos::task::spawn_local(async move { loading.load().await });
}
