// The first member signs in, and the page shows how everything comes: phases in their order, counts that only grow.
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LATER, atGithub, facts, launch, missing, passSignIn, visitor } from "./browser.ts";
import { type Started, start, until } from "./fleet.ts";
import { becomes } from "./steps.ts";

const REPOSITORIES = 160;
const PHASES = ["Discover", "Repositories", "Branches", "Members", "Pull requests"];
/** GitHub answers so slowly that each phase can be seen. Milliseconds. */
const LATENCY = 60;

/** What the page has shown of the sync, each picture that was another one. */
interface Shown {
  phase: string;
  processed: number | null;
  total: number | null;
  bar: number;
}

describe.skipIf(missing())("the first sync", () => {
  let browser: Browser;
  let fleet: Started;

  beforeAll(async () => {
    // Who signs in at its start is in no organization, so nothing is synced yet.
    fleet = await start(["--person", "oscar", "--no-sync"], (_said, data) => existsSync(join(data, "fleet.json")));
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await fleet?.stop();
  });

  it("is seen from the first repository to the last, and makes no task more than a line", async () => {
    const own = facts(fleet.facts);
    await atGithub("faults", { latency_milliseconds: LATENCY }, own);
    const alice = await visitor(browser, "alice", { fleet: own });
    const { page } = alice;
    await page.addInitScript(record);
    await passSignIn(alice, own);
    await page.getByRole("link", { name: /acme/i }).or(page.getByRole("heading", { name: /^Importing from @acme/ })).first().waitFor();
    await page.goto(`${own.gateway}/organizations/acme`);
    await page.getByRole("heading", { name: /^Importing from @acme/ }).waitFor();
    await page.getByRole("heading", { name: /^Pick a task/ }).waitFor({ timeout: LATER });

    const shown = await page.evaluate(() => (window as unknown as { shown: Shown[] }).shown);
    const order = shown.map(({ phase }) => PHASES.indexOf(phase));
    expect(order, "phases in their order").toEqual([...order].sort((a, b) => a - b));
    expect([...new Set(shown.map(({ phase }) => phase))]).toEqual(expect.arrayContaining(["Branches", "Pull requests"]));
    for (const phase of PHASES) {
      const counts = shown.filter((one) => one.phase === phase && one.processed !== null).map(({ processed }) => processed ?? 0);
      expect(counts, `counts of ${phase} only grow`).toEqual([...counts].sort((a, b) => a - b));
    }
    const bars = shown.map(({ bar }) => bar);
    expect(bars, "the bar never goes back").toEqual([...bars].sort((a, b) => a - b));
    expect(Math.max(...shown.map(({ total }) => total ?? 0))).toBe(REPOSITORIES);

    await until(LATER, async () => ((await page.locator(".empty-text").first().textContent()) ?? "").includes(`on ${REPOSITORIES} repositories`), "all repositories");
    await page.keyboard.press("Shift+D");
    const panel = page.getByRole("complementary", { name: "Developer panel" });
    await becomes(panel, "tasks materialised0");
    alice.expectNoTrouble();
  });
});

/** In the page, before anything of it: notes what the sync's track shows, whenever that is another thing. */
function record(): void {
  const shown: Shown[] = [];
  Object.assign(window, { shown });
  const look = () => {
    const step = document.querySelector('.sync-phase[aria-current="step"]');
    if (!step) return;
    const [processed = null, total = null] = step.querySelector(".sync-count")?.textContent?.split("/").map(Number) ?? [];
    const phase = step.querySelector("span:not([class])")?.textContent ?? "";
    const bar = Number(document.querySelector('[role="progressbar"]')?.getAttribute("aria-valuenow") ?? 0);
    const now = { phase, processed, total, bar };
    if (JSON.stringify(now) !== JSON.stringify(shown.at(-1))) shown.push(now);
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
}
