// One wasm for everything on the page: it is loaded when the first view or stream needs it.

import { glue, wasm, integrity, worker } from "./parts.js";

let loading;

/** Returns the module that wasm-bindgen wrote, once its wasm runs. After a failure the next call tries again. */
export function engine() {
  loading ??= start().catch((cause) => {
    loading = undefined;
    throw cause;
  });
  return loading;
}

async function start() {
  const module = await glue();
  await module.default({ module_or_path: fetch(wasm, { integrity }) });
  module.setWorker({ worker: worker.href });
  return module;
}
