// Starts the app: loads the wasm, moves the bar of the static frame in index.html, and says in words what went wrong.
//
// It is a file of its own because the page's Content-Security-Policy forbids inline scripts. It is also the only text on
// the page that does not come from src/text/: whatever it says, it says because the app did not start.

const script = document.querySelector("script[data-wasm]");
const frame = document.getElementById("boot");
const bar = frame.querySelector("progress");
const words = frame.querySelector("[role=status]");

// The smallest module that uses SIMD. A browser that refuses it would refuse the app after downloading it.
const simd = Uint8Array.of(
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
);

function runsWasm() {
  return typeof WebAssembly === "object" && WebAssembly.validate(simd);
}

function say(...parts) {
  bar.remove();
  words.replaceChildren(...parts);
}

function sayFailure(error) {
  const cause = document.createElement("code");
  cause.textContent = String(error?.message ?? error);
  const reload = document.createElement("button");
  reload.type = "button";
  reload.textContent = "Reload";
  reload.addEventListener("click", () => location.reload());
  say("Fleetglass could not start: ", cause, " ", reload);
}

async function start() {
  // Both downloads run at once. The response goes on untouched: a browser caches the compiled code only then, which is
  // why the bar moves by steps and not by bytes.
  const { wasm: address, wasmIntegrity: integrity } = script.dataset;
  const wasm = fetch(new URL(address, document.baseURI), integrity ? { integrity } : {}).then((response) => {
    if (!response.ok) throw new Error(`the server answered ${response.status} for ${address}`);
    bar.value += 1;
    return response;
  });
  const app = import(new URL(script.dataset.js, document.baseURI)).then((module) => {
    bar.value += 1;
    return module;
  });
  const [module, response] = await Promise.all([app, wasm]);
  await module.default({ module_or_path: response });
  module.startPage();
  frame.remove();
}

if (runsWasm()) {
  start().catch(sayFailure);
} else {
  say("This browser cannot run WebAssembly.");
}
