// `npm run e2e`: the page that is built, in a real browser, with a fleet of its own. One thing after the other.
import { defineConfig } from "vitest/config";

/** A busy machine takes its time; what is waited for has limits of its own in browser.ts. Milliseconds. */
const TEST = 150_000;

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["**/*.test.ts"],
    environment: "node",
    globalSetup: "./fleet.ts",
    fileParallelism: false,
    testTimeout: TEST,
    hookTimeout: TEST,
    // What a test has not reached says nothing more.
    bail: 0,
    reporters: ["verbose"],
  },
});
