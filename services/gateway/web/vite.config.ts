import { readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";
import solid from "vite-plugin-solid";
import { icons } from "./scripts/icons.ts";
import { precompress } from "./scripts/precompress.ts";

/** The gateway that `npm run dev` speaks to: FOUNDRY_URL, or the one of `cargo run`. */
const gateway = process.env.FOUNDRY_URL ?? "http://127.0.0.1:7741";
const port = Number(process.env.PORT ?? 5301);
/** `FOUNDRY_TOKEN`: an API token that the proxy adds, so that a development page needs no sign-in. */
const token = process.env.FOUNDRY_TOKEN;

export default defineConfig({
  // A style object of constants would become a style attribute, which the page's policy forbids.
  plugins: [icons(), solid({ solid: { inlineStyles: false } as object }), precompress()],
  define: { __BUILD__: JSON.stringify(JSON.parse(readFileSync("package.json", "utf8")).version) },
  server: {
    port,
    strictPort: true,
    proxy: {
      "/v1": {
        target: gateway,
        ws: true,
        // The gateway compares the origin with its own address.
        headers: { origin: new URL(gateway).origin, ...(token && { authorization: `Bearer ${token}` }) },
      },
    },
  },
  // Looking for them would not understand our components, and finding one later reloads the page.
  optimizeDeps: {
    entries: [],
    include: ["@leeoniya/ufuzzy", "@xterm/addon-fit", "@xterm/addon-search", "@xterm/xterm", "marked", "tinykeys"],
  },
  build: {
    target: "es2022",
    outDir: "dist",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    rolldownOptions: {
      output: {
        entryFileNames: "assets/[name]-[hash].js",
        chunkFileNames: "assets/[name]-[hash].js",
        assetFileNames: "assets/[name]-[hash][extname]",
      },
    },
  },
  worker: { format: "es" },
  test: {
    include: ["src/**/*.test.{ts,tsx}"],
    // Nothing here takes a second; a busy machine takes its time. Milliseconds.
    testTimeout: 30_000,
    environment: "node",
    // Solid's own build for browsers, whose signals are alive.
    server: { deps: { inline: [/solid-js/] } },
  },
  resolve: { conditions: process.env.VITEST ? ["development", "browser"] : undefined },
});
