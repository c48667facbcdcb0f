// The only file that names built files. `cargo xtask package` writes another with the names that hold their hashes.

export const glue = () => import("./fleetglass-app.js");
export const wasm = new URL("./fleetglass-app_bg.wasm", import.meta.url);
/** What the wasm is checked by; nothing where it is built anew all the time. */
export const integrity = undefined;
export const worker = new URL("./pattern.js", import.meta.url);
export { css } from "./style.js";
