// Starts the app: a page under a strict policy has no inline scripts.
import init from "./leptos-hooks.js";

await init();
