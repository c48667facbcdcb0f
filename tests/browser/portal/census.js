// A portal that counts: what anybody listens to, waits for and keeps beyond their own elements.
const census = { global: [], history: 0, title: 0, storage: 0, cookies: 0, timeouts: new Set(), intervals: new Set(), frames: new Set() };
const observers = { alive: 0 };
window.census = census;

// Whoever asks is told by the caller's own stack: what the harness does is no part of it.
const whole = new Set([window, document, document.documentElement, document.body]);
const { addEventListener, removeEventListener } = EventTarget.prototype;
EventTarget.prototype.addEventListener = function (type, ...rest) {
  if (this === undefined || this === null || whole.has(this)) census.global.push(type);
  return addEventListener.call(this ?? window, type, ...rest);
};
EventTarget.prototype.removeEventListener = function (type, ...rest) {
  const at = whole.has(this) ? census.global.indexOf(type) : -1;
  if (at >= 0) census.global.splice(at, 1);
  return removeEventListener.call(this ?? window, type, ...rest);
};
for (const name of ["pushState", "replaceState"]) {
  const own = history[name].bind(history);
  history[name] = (...all) => ((census.history += 1), own(...all));
}
for (const name of ["getItem", "setItem", "removeItem"]) {
  const own = Storage.prototype[name];
  Storage.prototype[name] = function (...all) {
    census.storage += 1;
    return own.apply(this, all);
  };
}
const watchProperty = (of, property, count) => {
  const held = Object.getOwnPropertyDescriptor(of, property);
  Object.defineProperty(of, property, { ...held, set(value) { census[count] += 1; held.set.call(this, value); } });
};
watchProperty(Document.prototype, "title", "title");
watchProperty(Document.prototype, "cookie", "cookies");

const { setTimeout: timeout, clearTimeout: untimeout, setInterval: interval, clearInterval: uninterval } = window;
window.setTimeout = (task, ...rest) => {
  const id = timeout((...all) => (census.timeouts.delete(id), task(...all)), ...rest);
  census.timeouts.add(id);
  return id;
};
window.clearTimeout = (id) => (census.timeouts.delete(id), untimeout(id));
window.setInterval = (...all) => {
  const id = interval(...all);
  census.intervals.add(id);
  return id;
};
window.clearInterval = (id) => (census.intervals.delete(id), uninterval(id));
const { requestAnimationFrame: frame, cancelAnimationFrame: unframe } = window;
window.requestAnimationFrame = (task) => {
  const id = frame((now) => (census.frames.delete(id), task(now)));
  census.frames.add(id);
  return id;
};
window.cancelAnimationFrame = (id) => (census.frames.delete(id), unframe(id));

// The wasm's own memory, however it is instantiated.
for (const name of ["instantiate", "instantiateStreaming"]) {
  const own = WebAssembly[name].bind(WebAssembly);
  WebAssembly[name] = async (...all) => {
    const made = await own(...all);
    census.memory = (made.instance ?? made).exports.memory;
    return made;
  };
}

// What a person would have done a hundred times: shows an element until its view is there, and takes it away.
window.mountAndUnmount = async (times, make) => {
  for (let i = 0; i < times; i += 1) {
    const element = make();
    document.body.append(element);
    while (!element.shadowRoot.querySelector(".fg-app")) await new Promise(frame);
    element.remove();
    await new Promise(frame);
  }
};
