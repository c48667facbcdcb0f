import { defineConfig } from "vite";

export default defineConfig({
  // Works in any folder of any host.
  base: "./",
  build: {
    target: "es2022",
    // A strict policy allows no worker and no style from a data: address, so no file is written into another.
    assetsInlineLimit: 0,
  },
  server: {
    // `npm run dev` beside `cargo xtask run`: the streams are the simulator's.
    proxy: { "/api": "http://127.0.0.1:8080" },
    // The package is a folder of this repository.
    fs: { allow: ["../.."] },
  },
});
