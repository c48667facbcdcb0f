//! A crew at a glance: each thread of an execution, what it does and what it said last, by the crate's hook.

mod board;

use board::Board;
use fleetglass::hooks::{UseThreadStreamOptions, use_thread_stream};
use fleetglass::ui;
use leptos::prelude::*;

fn main() {
    leptos::mount::mount_to_body(|| ui! { <Crew /> });
}

#[component]
fn Crew() -> impl IntoView {
    let execution = RwSignal::new("exec-123".to_owned());
    let stream = use_thread_stream(execution, UseThreadStreamOptions::default());
    // Only what is new is read, so that a long stream costs no more than a short one.
    let board = Memo::new_owning(move |held: Option<Board>| held.unwrap_or_default().after(&stream.events.get()));
    let connection = move || if stream.connected.get() { "Connected" } else { "Disconnected" };
    ui! {
        <main class="crew">
            <h1>"The crew"</h1>
            <p class="crew__bar">
                <label>"Execution "<input prop:value=execution on:change:target=move |event| execution.set(event.target().value()) /></label>
                <output class="crew__link" data-connected=move || stream.connected.get().to_string()>{connection}</output>
            </p>
            <ul class="crew__threads" aria-label="Threads">
                <For each=move || board.with(Board::names) key=Clone::clone children=move |name| ui! { <Thread name=name board=board /> } />
            </ul>
            <p class="crew__none" hidden=move || board.with(|board| !board.is_empty())>"No thread has spoken yet."</p>
        </main>
    }
}

#[component]
fn Thread(name: String, board: Memo<Board>) -> impl IntoView {
    let of = name.clone();
    let doing = Memo::new(move |_| board.with(|board| board.doing(&of)));
    let of = name.clone();
    let said = Memo::new(move |_| board.with(|board| board.said(&of)));
    ui! {
        <li class="crew__thread">
            <strong>{name}</strong>
            <span class="crew__doing">{doing}</span>
            <q class="crew__said">{said}</q>
        </li>
    }
}
