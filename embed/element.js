// The custom elements. They are upgraded before wasm has loaded; a move in the document does not mount them anew.

import { View } from "./view.js";

/** Attributes with a text, and the option each one is. */
const texts = {
  src: "src",
  api: "api",
  name: "name",
  ids: "ids",
  "thread-ids": "threadIds",
  transport: "transport",
  credentials: "credentials",
  theme: "theme",
  density: "density",
  lang: "lang",
  config: "config",
  "app-url": "appUrl",
  "answer-url": "answerUrl",
  storage: "storage",
  route: "route",
};

/** Properties that are no text. */
const values = ["getToken", "sources", "auth"];

/** The language of an element: its own, or that of what it is in, through shadow roots. */
export function languageOf(element) {
  for (let at = element; at; at = at.parentElement ?? at.getRootNode().host) {
    const tag = at.getAttribute?.("lang");
    if (tag) return tag;
  }
  return undefined;
}

class FleetglassElement extends HTMLElement {
  static view = "app";
  static observedAttributes = Object.keys(texts);

  #view;
  #paused = false;
  #values = {};
  #pending = false;

  constructor() {
    super();
    this.attachShadow({ mode: "open" });
  }

  connectedCallback() {
    // Properties that were set before the element was known stand on the object itself, and hide the accessors.
    for (const name of [...Object.values(texts), ...values]) {
      if (Object.hasOwn(this, name)) {
        const value = this[name];
        delete this[name];
        this[name] = value;
      }
    }
    this.#later();
  }

  disconnectedCallback() {
    this.#later();
  }

  attributeChangedCallback() {
    this.#later();
  }

  /** Closes the connections that no other element needs; what was received stays. */
  pause() {
    this.#paused = true;
    this.#view?.pause();
  }

  /** Connects again. */
  resume() {
    this.#paused = false;
    this.#view?.resume();
  }

  // A move is a removal and an insertion in one task, and attributes come one by one: what holds after the task counts.
  #later() {
    if (this.#pending) return;
    this.#pending = true;
    queueMicrotask(() => {
      this.#pending = false;
      this.#settle();
    });
  }

  #settle() {
    if (!this.isConnected) {
      this.#view?.unmount();
      this.#view = undefined;
    } else if (this.#view) {
      this.#view.update(this.#options());
    } else {
      this.#view = new View(this.shadowRoot, this.#options(), (name, detail) => this.#tell(name, detail));
      if (this.#paused) this.#view.pause();
    }
  }

  #options() {
    const options = { ...this.#values, view: this.constructor.view };
    for (const [attribute, option] of Object.entries(texts)) {
      const value = this.getAttribute(attribute);
      if (value !== null) options[option] = value;
    }
    options.lang = languageOf(this);
    return options;
  }

  #tell(name, detail) {
    const cancelable = name === "link";
    return this.dispatchEvent(new CustomEvent(`fleetglass-${name}`, { detail, bubbles: true, composed: true, cancelable }));
  }

  /** @internal */
  getValue(name) {
    return this.#values[name];
  }

  /** @internal */
  setValue(name, value) {
    if (this.#values[name] === value) return;
    this.#values[name] = value;
    this.#later();
  }
}

for (const [attribute, option] of Object.entries(texts)) {
  if (option === "lang") continue;
  Object.defineProperty(FleetglassElement.prototype, option, {
    get() {
      return this.getAttribute(attribute);
    },
    set(value) {
      if (value === null || value === undefined) this.removeAttribute(attribute);
      else this.setAttribute(attribute, Array.isArray(value) ? value.join(",") : String(value));
    },
    configurable: true,
    enumerable: true,
  });
}

for (const name of values) {
  Object.defineProperty(FleetglassElement.prototype, name, {
    get() {
      return this.getValue(name);
    },
    set(value) {
      this.setValue(name, value);
    },
    configurable: true,
    enumerable: true,
  });
}

/** The elements by their names. A page that loads this twice keeps the first. */
export const elements = {};
for (const view of ["overview", "threads", "runs", "app"]) {
  const name = `fleetglass-${view}`;
  const held = customElements.get(name);
  elements[name] =
    held ??
    class extends FleetglassElement {
      static view = view;
    };
  if (!held) customElements.define(name, elements[name]);
}
