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
  const [module, answer, address] = await Promise.all([glue(), fetch(wasm, { integrity }), workerAddress()]);
  if (!answer.ok) throw new Error(`the server answered ${answer.status} for ${wasm.pathname.split("/").at(-1)}`);
  await module.default({ module_or_path: answer });
  module.setWorker({ worker: address });
  return module;
}

/** Browsers start no worker from another origin, so its text comes from there and the worker from a blob. */
async function workerAddress() {
  if (worker.origin === location.origin) return worker.href;
  try {
    const answer = await fetch(worker);
    return answer.ok ? URL.createObjectURL(await answer.blob()) : worker.href;
  } catch {
    // All but patterns works without it.
    return worker.href;
  }
}
