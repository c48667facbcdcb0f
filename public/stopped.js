// Drives the buttons of the panel that the panic hook draws (src/platform/panic.rs). It listens from the start, because by
// then no code of the app runs any more.

addEventListener("click", ({ target }) => {
  const button = target instanceof Element && target.closest("[data-stopped]");
  if (!button) return;
  if (button.dataset.stopped === "reload") {
    location.reload();
    return;
  }
  const report = document.querySelector("[data-stopped-report]");
  const said = document.querySelector("[data-copied]");
  const refused = () => {
    getSelection()?.selectAllChildren(report);
    said.textContent = said.dataset.refused;
  };
  const copying = navigator.clipboard?.writeText(report.textContent);
  if (!copying) return refused();
  copying.then(() => (said.textContent = said.dataset.copied), refused);
});
