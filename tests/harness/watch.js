// Runs in every page before the page's own scripts: keeps what went wrong, and what was on screen only for a moment.
(() => {
  const seen = { wrong: [], links: {}, fewest: null, doubles: [], watching: false, hidden: 0 };
  Object.defineProperty(window, "__seen", { value: seen });
  const wrong = (what) => seen.wrong.push(String(what).slice(0, 2000));
  addEventListener("securitypolicyviolation", (e) => wrong(`policy: ${e.effectiveDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber} ${e.sample}`), true);
  addEventListener("error", (e) => e.message && wrong(`error: ${e.message}`), true);
  addEventListener("unhandledrejection", (e) => wrong(`rejection: ${e.reason}`), true);
  const error = console.error;
  console.error = (...words) => {
    wrong(`console: ${words.join(" ")}`);
    error.apply(console, words);
  };

  document.addEventListener("visibilitychange", () => document.hidden && (seen.hidden += 1));

  // Every state of the DOM between two tasks is looked at: what flickers is seen.
  const look = () => {
    for (const chip of document.querySelectorAll("[data-source-id][data-link]")) {
      const states = (seen.links[chip.dataset.sourceId] ??= []);
      if (states.at(-1) !== chip.dataset.link) states.push(chip.dataset.link);
    }
    if (!seen.watching) return;
    const ids = [...document.querySelectorAll("[data-unit-id]")].map((row) => `${row.dataset.sourceId} ${row.dataset.unitId}`);
    seen.fewest = Math.min(seen.fewest ?? ids.length, ids.length);
    for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id) && !seen.doubles.includes(id)) seen.doubles.push(id);
  };
  seen.watch = () => {
    Object.assign(seen, { watching: true, fewest: null, doubles: [] });
    look();
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-link", "data-unit-id"] });
})();
