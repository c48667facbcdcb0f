// Everything the portal does for the two views: what the first shows, who signs in, and what it does with what they tell.
import "./fleetglass/fleetglass.js";

const overview = document.querySelector("fleetglass-overview");
overview.sources = [
  { id: "agents", api: "agent-status", url: "api/v1/agent/status/stream" },
  { id: "crew", api: "threads", url: "api/executions/{id}/threads/stream", ids: ["exec-123"] },
];
// The portal's session gives the tokens. This one is a file; a real one asks its identity provider, anew when `refresh`
// says that the last token was refused.
overview.getToken = async ({ refresh }) => {
  const answer = await fetch(`session.json`, { cache: refresh ? "reload" : "default" });
  const { token } = await answer.json();
  return token;
};

const told = document.querySelector(".told");
for (const name of ["attention", "status", "link", "select", "auth"]) {
  document.addEventListener(`fleetglass-${name}`, (event) => {
    const line = document.createElement("li");
    line.textContent = `${event.target.localName}: ${name} ${JSON.stringify(event.detail)}`;
    told.prepend(line);
    while (told.children.length > 50) told.lastChild.remove();
  });
}

const count = document.querySelector(".bar__count");
overview.addEventListener("fleetglass-attention", ({ detail }) => {
  count.textContent = `${detail.waiting} waiting, ${detail.failed} failed`;
});
overview.addEventListener("fleetglass-auth", ({ detail }) => {
  count.textContent = `Please sign in again to see ${detail.source}.`;
});

const theme = document.querySelector(".bar__theme");
theme.addEventListener("click", () => {
  const dark = document.documentElement.dataset.theme !== "dark";
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  theme.setAttribute("aria-pressed", String(dark));
});
