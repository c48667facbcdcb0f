// A page whose clock runs PACE times as fast: what takes minutes is seen in seconds. Timers and the clock agree.
(() => {
  const now = performance.now.bind(performance);
  const begin = now();
  performance.now = () => begin + (now() - begin) * PACE;
  const timeout = window.setTimeout.bind(window);
  const interval = window.setInterval.bind(window);
  window.setTimeout = (task, ms, ...more) => timeout(task, (ms ?? 0) / PACE, ...more);
  window.setInterval = (task, ms, ...more) => interval(task, (ms ?? 0) / PACE, ...more);
})();
