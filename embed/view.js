// One view in one shadow root: its style, what it says while wasm loads or when that fails, and the way to the engine.

import { engine } from "./engine.js";
import { css } from "./parts.js";

let sheet;

/** The one sheet that all views share. */
function sharedSheet() {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  return sheet;
}

/** What a view says before the engine can: everything else is said by the engine, in the reader's language. */
const words = {
  loading: "Fleetglass is loading.",
  failed: "Fleetglass could not start: ",
  again: "Try again",
};

/**
 * A view in a shadow root of `host`. `tell(name, detail)` returns false where the portal does what would follow.
 * The order of calls is kept although wasm loads meanwhile: what was asked last holds.
 */
export class View {
  #root;
  #options;
  #tell;
  #view;
  #paused = false;
  #gone = false;

  constructor(shadow, options, tell) {
    this.#options = options;
    this.#tell = tell;
    if (!shadow.adoptedStyleSheets.includes(sharedSheet())) {
      shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sharedSheet()];
    }
    this.#root = document.createElement("div");
    this.#root.className = "fg-embed";
    this.#root.setAttribute("part", "view");
    this.#root.addEventListener("click", (event) => this.#clicked(event));
    this.#mark(options);
    shadow.append(this.#root);
    this.#start();
  }

  update(options) {
    this.#options = options;
    this.#mark(options);
    this.#view?.update(options);
  }

  pause() {
    this.#paused = true;
    this.#view?.pause();
  }

  resume() {
    this.#paused = false;
    this.#view?.resume();
  }

  unmount() {
    this.#gone = true;
    this.#view?.free();
    this.#view = undefined;
    this.#root.remove();
  }

  async #start() {
    this.#say(words.loading);
    try {
      const module = await engine();
      if (this.#gone) return;
      this.#root.replaceChildren();
      this.#view = new module.EmbeddedView(this.#root, this.#options, (name, detail) => this.#tell(name, detail));
      if (this.#paused) this.#view.pause();
    } catch (cause) {
      if (!this.#gone) this.#sayFailure(cause);
    }
  }

  // The engine marks them, too, but only once it runs.
  #mark({ theme, density }) {
    for (const [name, value] of Object.entries({ "data-theme": theme, "data-density": density })) {
      if (value && value !== "auto") this.#root.setAttribute(name, value);
      else this.#root.removeAttribute(name);
    }
  }

  #say(...parts) {
    const said = document.createElement("p");
    said.className = "fg-embed__said";
    said.setAttribute("role", "status");
    said.append(...parts);
    this.#root.replaceChildren(said);
  }

  #sayFailure(cause) {
    const theirs = document.createElement("code");
    theirs.textContent = String(cause?.message ?? cause);
    const again = document.createElement("button");
    again.type = "button";
    again.textContent = words.again;
    again.addEventListener("click", () => this.#start());
    this.#say(words.failed, theirs, " ", again);
  }

  #clicked(event) {
    const target = event.target;
    if (!(target instanceof Element)) return;
    // Links that leave the view: the portal may take them over.
    const link = target.closest("a[target=_blank]");
    if (link && !this.#tell("link", { href: link.href, place: null, source: null, unit: null })) {
      event.preventDefault();
      return;
    }
    // The panel of a view whose engine stopped: no code of the engine runs any more.
    const button = target.closest("[data-stopped]");
    if (button?.dataset.stopped === "reload") location.reload();
    if (button?.dataset.stopped === "copy") {
      const said = this.#root.querySelector("[data-copied]");
      const report = this.#root.querySelector("[data-stopped-report]");
      const refused = () => (said.textContent = said.dataset.refused);
      navigator.clipboard?.writeText(report.textContent).then(() => (said.textContent = said.dataset.copied), refused) ?? refused();
    }
  }
}
