//! A page of nothing but hooks: what a browser test needs to change their arguments, take them off the page, and see what they
//! give. At `#log=…`, a log of made rows instead.

mod big_log;

use fleetglass::hooks::{
    EventStream, UseStreamOptions, UseThreadStreamOptions, use_agent_execution, use_agent_status, use_agent_workspace, use_runner,
    use_thread_stream, use_workflow_execution,
};
use fleetglass_core::state::KeptEvent;
use leptos::prelude::*;

fn main() {
    fleetglass::platform::panic::listen(|| fleetglass::text::t().stopped);
    match big_log::asked() {
        Some(rows) => leptos::mount::mount_to_body(move || big_log::big_log(rows)),
        None => leptos::mount::mount_to_body(|| fleetglass::ui! { <Page /> }),
    }
}

#[component]
fn Page() -> impl IntoView {
    let (id, threads, shown) = (RwSignal::new("exec-123".to_owned()), RwSignal::new(String::new()), RwSignal::new(true));
    fleetglass::ui! {
        <label>"Execution "<input prop:value=id on:change:target=move |event| id.set(event.target().value()) /></label>
        <label>"Threads "<input prop:value=threads on:change:target=move |event| threads.set(event.target().value()) /></label>
        <label><input type="checkbox" prop:checked=shown on:change:target=move |event| shown.set(event.target().checked()) />"Shown"</label>
        <button type="button" on:click=|_| fail()>"Fail"</button>
        <Show when=move || shown.get()>
            <Streams id=id threads=threads />
        </Show>
    }
}

/// Fails as a mistake of ours would, so that a test sees what people would see then.
fn fail() {
    let none: [u8; 0] = [];
    assert_eq!(none.len(), 1, "failed on purpose");
}

#[component]
fn Streams(id: RwSignal<String>, threads: RwSignal<String>) -> impl IntoView {
    let list = move || threads.get().split(',').filter(|id| !id.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let options = UseThreadStreamOptions { thread_ids: Signal::derive(list), ..Default::default() };
    let stream = use_thread_stream(id, options);
    let seen = move || stream.events.get().iter().filter_map(|event| event.thread_id().map(str::to_owned)).collect::<Vec<_>>().join(" ");
    fleetglass::ui! {
        <p id="seen">{seen}</p>
        <dl>
            <Line name="threads" stream=stream />
            <Line name="agent-workspace" stream=use_agent_workspace(UseStreamOptions::default()) />
            <Line name="agent-status" stream=use_agent_status(UseStreamOptions::default()) />
            <Line name="agent-execution" stream=use_agent_execution("my-agent".to_owned(), UseStreamOptions::default()) />
            <Line name="workflow-execution" stream=use_workflow_execution("wf-123".to_owned(), UseStreamOptions::default()) />
            <Line name="runner" stream=use_runner(UseStreamOptions::default()) />
        </dl>
    }
}

#[component]
fn Line<E: KeptEvent + Send + Sync>(name: &'static str, stream: EventStream<E>) -> impl IntoView {
    fleetglass::ui! {
        <dt>{name}</dt>
        <dd data-api=name data-connected=move || stream.connected.get().to_string() data-link=move || stream.link.get().slug()>
            {move || stream.events.get().cursor()}
        </dd>
    }
}
