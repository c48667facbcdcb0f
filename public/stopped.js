// Says that the page cannot start, and drives the buttons of the panel that the panic hook draws (src/platform/panic.rs).
// It runs before all else of ours, because by then no other code may run any more.

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

// A script that index.html names did not come, or is not the one that the page was built with.
addEventListener("error", ({ target }) => target instanceof HTMLScriptElement && sayFailure({ file: target.src }), true);
addEventListener("fleetglass-failed", ({ detail }) => sayFailure(detail));

async function sayFailure({ file, cause }) {
  const frame = document.getElementById("boot");
  // The first reason is the one that matters.
  if (!frame || "failed" in frame.dataset) return;
  frame.dataset.failed = "";
  frame.querySelectorAll("progress, .fg-boot__late").forEach((part) => part.remove());
  const said = cause ?? (await whyMissing(file));
  const code = document.createElement("code");
  code.textContent = said;
  const reload = document.createElement("button");
  reload.type = "button";
  reload.dataset.stopped = "reload";
  reload.textContent = "Reload";
  frame.querySelector("[role=status]").replaceChildren("Fleetglass could not start: ", code, " ", reload);
}

async function whyMissing(file) {
  const name = file.split("/").pop();
  try {
    const { ok, status } = await fetch(file, { method: "HEAD", cache: "no-store" });
    return ok ? `${name} is not the file that this page was built with` : `the server answered ${status} for ${name}`;
  } catch {
    return `${name} cannot be reached`;
  }
}
