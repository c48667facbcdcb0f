// Starts the app: loads the wasm and moves the bar of the static frame in index.html. What goes wrong, stopped.js says.
//
// It is a file of its own because the page's Content-Security-Policy forbids inline scripts. Its texts and those of
// stopped.js are the only ones on the page that do not come from src/text/: whatever they say, they say because the app did
// not start.

const { js, wasm, wasmIntegrity: integrity } = document.querySelector("script[data-wasm]").dataset;
const frame = document.getElementById("boot");
const bar = frame.querySelector("progress");

// The smallest module that uses SIMD. A browser that refuses it would refuse the app after downloading it.
const simd = Uint8Array.of(
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
);

function runsWasm() {
  return typeof WebAssembly === "object" && WebAssembly.validate(simd);
}

function fail(detail) {
  dispatchEvent(new CustomEvent("fleetglass-failed", { detail }));
}

// `fetch` and `import` do not tell a file that is not there from one that is not the page's: stopped.js asks once more.
async function loaded(name, loading) {
  try {
    const part = await loading;
    bar.value += 1;
    return part;
  } catch {
    fail({ file: new URL(name, document.baseURI).href });
  }
}

async function start() {
  // Both downloads run at once. The response goes on untouched, which is why the bar moves by steps and not by bytes.
  const response = loaded(wasm, fetch(new URL(wasm, document.baseURI), integrity ? { integrity } : {}).then(there));
  const app = await loaded(js, import(new URL(js, document.baseURI)));
  const module_or_path = await response;
  if (!app || !module_or_path) return;
  await app.default({ module_or_path });
  app.startPage();
  frame.remove();
}

function there(response) {
  if (!response.ok) throw new Error(String(response.status));
  return response;
}

// Scripts wait for styles, so one that was asked for and is not there has failed.
const failed = [...document.querySelectorAll("link[rel=stylesheet]")].find(({ sheet, href }) => {
  const [entry] = performance.getEntriesByName(href);
  return entry && (!sheet || entry.responseStatus >= 400);
});
if (failed) {
  fail({ file: failed.href });
} else if (runsWasm()) {
  start().catch((error) => fail({ cause: String(error?.message ?? error) }));
} else {
  fail({ cause: "this browser has no WebAssembly with SIMD, or it is switched off" });
}
