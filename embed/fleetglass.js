// Fleetglass for other pages: custom elements, mount(), and the thread stream without a view. Importing this file defines
// the elements; wasm is loaded when the first of them, or of the others, is used.

import { elements, languageOf } from "./element.js";
import { engine } from "./engine.js";
import { View } from "./view.js";
export { elements };

/** Shows a view in `element`, which must be able to have a shadow root (a div, a section, …). */
export function mount(element, options = {}) {
  const shadow = element.shadowRoot ?? element.attachShadow({ mode: "open" });
  let held = options;
  const tell = (name, detail) => {
    const event = new CustomEvent(`fleetglass-${name}`, { detail, bubbles: true, composed: true, cancelable: name === "link" });
    return element.dispatchEvent(event);
  };
  const view = new View(shadow, { lang: languageOf(element), ...held }, tell);
  return {
    update(options) {
      held = { ...held, ...options };
      view.update({ lang: languageOf(element), ...held });
    },
    pause: () => view.pause(),
    resume: () => view.resume(),
    unmount: () => view.unmount(),
  };
}

/** So many events are kept unless another number is asked for; the oldest go first. */
const KEPT = 10_000;

/**
 * Streams the threads of an execution. `snapshot()` is the same object until something changes, and `onChange(snapshot)`
 * is called then, at most once a frame for events.
 */
export function connectThreadStream(executionId, options = {}) {
  const { onChange, keep = KEPT, threadIds, ...rest } = options;
  let snapshot = Object.freeze({ events: Object.freeze([]), connected: false, link: "connecting", error: null });
  let connection;
  let closed = false;

  const change = (changed) => {
    if (closed) return;
    snapshot = Object.freeze({ ...snapshot, ...changed });
    onChange?.(snapshot);
  };
  const told = (text, link, connected) => {
    const fresh = JSON.parse(text);
    if (fresh.length === 0 && link === snapshot.link && connected === snapshot.connected) return;
    const events = fresh.length === 0 ? snapshot.events : Object.freeze([...snapshot.events, ...fresh].slice(-keep));
    change({ events, link, connected, error: null });
  };

  engine().then(
    (module) => {
      if (!closed) connection = new module.ThreadConnection(executionId, { ...rest, threadIds: threadIds ?? [] }, told);
    },
    (cause) => change({ link: "refused", error: cause }),
  );

  return {
    get events() {
      return snapshot.events;
    },
    get connected() {
      return snapshot.connected;
    },
    snapshot: () => snapshot,
    close() {
      if (closed) return;
      closed = true;
      connection?.close();
      connection?.free();
    },
  };
}
