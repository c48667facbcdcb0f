//! Mounts the app on the page.

use fleetglass::live::Fleet;
use fleetglass::pages::App;
use fleetglass::platform::Host;

fn main() {
    console_error_panic_hook::set_once();
    let (fleet, host) = (Fleet::new(), Host::page());
    let loading = fleet.clone();
    leptos::mount::mount_to_body(move || fleetglass::ui! { <App fleet=fleet.clone() host=host.clone() /> });
    // Mounting starts what runs futures.
    leptos::task::spawn_local(async move { loading.load().await });
}
