import { type FleetglassElement } from "fleetglass";
import { useRef, useState } from "react";
import { useThreadStream } from "./useThreadStream";

export function App() {
  const [execution, setExecution] = useState("exec-123");
  const [shown, setShown] = useState(true);
  return (
    <main>
      <h1>React portal</h1>
      <form className="bar" onSubmit={(event) => event.preventDefault()}>
        <label>
          Execution{" "}
          <input value={execution} onChange={(event) => setExecution(event.target.value)} />
        </label>
        <label>
          <input type="checkbox" checked={shown} onChange={(event) => setShown(event.target.checked)} /> Crew
        </label>
      </form>
      <Pulse execution={execution} />
      {shown && <Crew execution={execution} />}
    </main>
  );
}

/** The hook: a view of one's own. */
function Pulse({ execution }: { execution: string }) {
  const { events, connected } = useThreadStream(execution);
  const last = events.at(-1);
  return (
    <p role="status">
      {connected ? "Connected" : "Disconnected"}, {events.length} events
      {last && `, last ${last.event.replace("thread_", "")} of ${last.data.thread_id}`}
    </p>
  );
}

/** The element: a view of ours. Both show the same stream, which is opened once. */
function Crew({ execution }: { execution: string }) {
  const element = useRef<FleetglassElement>(null);
  const [paused, setPaused] = useState(false);
  const [waiting, setWaiting] = useState(0);
  const press = () => {
    if (paused) element.current?.resume();
    else element.current?.pause();
    setPaused(!paused);
  };
  return (
    <section aria-label="Crew">
      <p className="bar">
        <button type="button" onClick={press}>{paused ? "Resume" : "Pause"}</button>
        <span>{waiting} waiting</span>
      </p>
      <fleetglass-threads
        ref={element}
        src={`api/executions/${encodeURIComponent(execution)}/threads/stream`}
        name="crew"
        onfleetglass-attention={(event) => setWaiting(event.detail.waiting)}
      />
    </section>
  );
}
