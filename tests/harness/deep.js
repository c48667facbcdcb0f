// Before every script of the harness that looks at the page: `all`, `focused` and `spoken` see into the elements' shadow
// roots. SCOPE is null, or the selector of the only element that is looked into.
const HOSTS = "fleetglass-overview, fleetglass-threads, fleetglass-runs, fleetglass-app, [data-shadow]";
const hosts = (from) => [from, ...from.querySelectorAll(HOSTS)].filter((element) => element.shadowRoot);
const under = (from, selector) => [...from.querySelectorAll(selector), ...hosts(from).flatMap((host) => under(host.shadowRoot, selector))];
const scopes = () => (SCOPE === null ? [document.documentElement] : under(document, SCOPE).slice(0, 1));
const all = (selector) => scopes().flatMap((scope) => under(scope, selector));
const focused = () => {
  let element = document.activeElement ?? document.body;
  while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
};
const said = (element) =>
  element.localName === "style" ? [] : [element.innerText ?? "", ...hosts(element).flatMap((host) => [...host.shadowRoot.children].flatMap(said))];
const spoken = () => scopes().flatMap((scope) => said(scope === document.documentElement ? document.body : scope)).join(" ").replace(/\s+/g, " ").trim();
