// Starts the page of hooks.
import init from "./hooks-page.js";

await init();
