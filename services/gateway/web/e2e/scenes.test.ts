// What people meet, scene by scene, dark, light and narrow: nothing is cut off, covered or too faint, and nothing goes wrong.
// `FOUNDRY_SCENES=/tmp/scenes npm run scenes` keeps the pictures, to be looked at.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findings } from "./axe.ts";
import { LATER, type Person, ask, atGithub, facts, launch, missing, signIn, visitor } from "./browser.ts";
import { misfits } from "./layout.ts";
import { type TaskLine, addressOf, answered, becomes, begin, composer, filterSidebar, openTab, rowOf, send, status, transcript, untouched } from "./steps.ts";

const KEPT = process.env.FOUNDRY_SCENES;

const WORK = `/think Where are the totals rounded? In cart.ts, twice.
/plan [x] Read cart.ts; [>] Round once, at the end; Add a test
/tool read src/cart.ts
/run ls -la && echo done
/write src/totals.ts export const round = (cents: number) => Math.round(cents) / 100;\\n\\nexport function total(prices: number[]): number {\\n  return round(prices.reduce((sum, price) => sum + price, 0));\\n}\\n
/append README.md \\n## Totals\\n\\nTotals are rounded once, at the end.\\n
/say ## What I did\\n\\nTotals are rounded **once**, in \`src/totals.ts\`:\\n\\n\`\`\`ts\\nexport const round = (cents: number) => Math.round(cents) / 100;\\n\`\`\`\\n\\n| before | after |\\n|---|---|\\n| 0.30000000000000004 | 0.30 |\\n\\n1. read the code\\n2. rounded\\n3. tested
/usage 45200 200000 0.31`;

describe.skipIf(missing())("scenes", () => {
  const folder = KEPT ?? mkdtempSync(join(tmpdir(), "foundry-scenes-"));
  let browser: Browser;
  let alice: Person;
  let bob: Person;
  let task: TaskLine;
  const organization = (rest = "") => `${facts().gateway}/organizations/acme${rest}`;

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    if (!KEPT) rmSync(folder, { recursive: true, force: true });
  });

  async function picture(page: Page, name: string): Promise<void> {
    await page.waitForFunction(() => !document.querySelector(".skeleton"));
    // What follows the colours is drawn with the picture after the next one.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done)))));
    await page.screenshot({ path: join(folder, `${name}.png`), caret: "hide" });
    expect.soft([...(await misfits(page)), ...(await findings(page))], name).toEqual([]);
  }
  async function inBoth(page: Page, name: string): Promise<void> {
    await picture(page, `${name}-dark`);
    await page.emulateMedia({ colorScheme: "light" });
    await picture(page, `${name}-light`);
    await page.emulateMedia({ colorScheme: "dark" });
  }

  it("before the sign-in", async () => {
    const nobody = await visitor(browser, "nobody");
    await nobody.page.goto(`${facts().gateway}/`);
    await nobody.page.getByRole("button", { name: "Continue with GitHub" }).waitFor();
    await inBoth(nobody.page, "sign-in");
    await nobody.page.goto(`${facts().gateway}/sign-in?error=access_denied`);
    await picture(nobody.page, "sign-in-refused");
    nobody.expectNoTrouble();
    await nobody.context.close();
  });

  it("an organization, and a task that nobody has worked on", async () => {
    alice = await signIn(browser, "alice");
    const { page } = alice;
    await page.getByRole("treeitem").nth(3).waitFor();
    await inBoth(page, "organization");
    task = await untouched();
    await page.goto(addressOf(task));
    await page.getByRole("button", { name: "Open without a message" }).waitFor();
    await page.getByRole("treeitem").nth(3).waitFor();
    await picture(page, "virtual-task");
  });

  it("a sandbox that is made, an agent that asks, and what came of it", async () => {
    const { page } = alice;
    await page.getByRole("button", { name: "Open without a message" }).click();
    await page.getByRole("status", { name: /^Status: / }).first().waitFor();
    await picture(page, "provisioning");
    await status(page, /^Status: Ready$/, LATER);
    await send(page, `${WORK}\n/ask Push the branch\n/say Pushed, or not.`);
    await status(page, /^Status: Needs an answer$/, LATER);
    await page.locator('.transcript-options:not([aria-busy="true"])').waitFor();
    await inBoth(page, "asks");
    await page.getByRole("group", { name: /^The agent asks/ }).getByRole("button", { name: /allow/i }).first().click();
    await status(page, /^Status: Ready$/, LATER);
    await openTab(page, "Changes");
    await page.getByRole("list", { name: "Changed files" }).getByRole("listitem").first().waitFor();
    await inBoth(page, "done");
    await page.getByRole("list", { name: "Changed files" }).getByRole("button", { name: /^(?!More).*totals\.ts/ }).click();
    await page.getByRole("button", { name: "Line 1, added" }).waitFor();
    await inBoth(page, "diff");
  });

  it("two people", async () => {
    bob = await signIn(browser, "bob");
    await bob.page.goto(addressOf(task));
    await becomes(transcript(bob.page), "Pushed, or not.");
    await composer(bob.page).pressSequentially("And round the taxes as well");
    await alice.page.goto(addressOf(task));
    await becomes(alice.page.locator(".writers"), "bob is typing");
    await filterSidebar(alice.page, task.title);
    await rowOf(alice.page, task).getByRole("img", { name: /bob/ }).waitFor();
    await inBoth(alice.page, "two-people");
    await filterSidebar(alice.page, "");
    await picture(bob.page, "becomes-owner");
    await composer(bob.page).fill("");
  });

  it("what goes wrong", async () => {
    const { page } = alice;
    await send(page, "/say Trying.\n/die");
    await page.getByText("The turn failed").first().waitFor();
    await inBoth(page, "turn-failed");
    await page.goto(organization("/tasks/no-such-task"));
    await page.getByText("There is no such task").first().waitFor();
    await picture(page, "no-such-task");
    await page.goto(`${facts().gateway}/organizations/nope`);
    await page.locator("h1, h2").first().waitFor();
    await picture(page, "no-such-organization");
  });

  it("a session as it was", async () => {
    const { page } = alice;
    await page.goto(addressOf(task, "?at=1"));
    const slider = page.getByRole("slider", { name: "Event of the session" });
    const isAt = async (words: RegExp) => words.test((await slider.getAttribute("aria-valuetext")) ?? "");
    await slider.waitFor();
    await inAll(page, "replay-first");
    for (let step = 0; step < 60 && !(await isAt(/asks for permission/)); step += 1) await slider.press("ArrowRight");
    await page.getByRole("group", { name: /^The agent asks/ }).waitFor();
    await inAll(page, "replay-asked");
    await page.getByRole("button", { name: /files changed$/ }).click();
    await page.getByRole("dialog", { name: "Files changed by then" }).waitFor();
    await inBoth(page, "replay-files");
    await page.keyboard.press("Escape");
    await page.goto(addressOf(task, "?at=90000"));
    await page.getByText("There is no event 90,000").waitFor();
    await inAll(page, "replay-beyond");
  });

  it("files, checks, audit, overview, terminal", async () => {
    const { page } = alice;
    for (const tab of ["Overview", "Files", "Checks", "Audit"]) {
      await page.goto(addressOf(task));
      await openTab(page, tab);
      await page.waitForFunction(() => !document.querySelector(".rail .skeleton"));
      await picture(page, `rail-${tab.toLowerCase()}`);
    }
    await page.getByRole("button", { name: "Show the terminals" }).click();
    await page.getByRole("region", { name: "Terminals" }).getByRole("button", { name: "New terminal" }).first().click();
    await page.locator(".xterm").click();
    await page.keyboard.type("git log --oneline | head -5; ls\n");
    await becomes(page.locator(".xterm-rows"), /README/);
    await inBoth(page, "terminal");
    await page.getByRole("button", { name: "Hide the terminals" }).click();
  });

  it("pages of the organization", async () => {
    const { page } = alice;
    for (const [name, at] of [
      ["inspect", "/inspect"], ["inspect-task", `/inspect/task/${task.taskId}`], ["runs", "/inspect/runs"], ["health", "/health"], ["activity", "/activity"],
      ["settings", "/settings"], ["settings-github", "/settings/github"], ["members", "/settings/members"],
    ]) {
      await page.goto(organization(at));
      await page.locator("h1").first().waitFor();
      await page.waitForFunction(() => !document.querySelector(".skeleton"));
      await inBoth(page, `page-${name}`);
    }
    await page.goto(`${facts().gateway}/account`);
    await page.locator("h1").first().waitFor();
    await picture(page, "page-account");
  });

  it("what is opened by keys", async () => {
    const { page } = alice;
    await page.goto(organization());
    await page.getByRole("treeitem").nth(3).waitFor();
    for (const [key, name] of [["Control+k", "palette"], ["?", "keys"], ["c", "new-task"]] as const) {
      await page.keyboard.press(key);
      await page.getByRole("dialog").waitFor();
      await inBoth(page, name);
      if (name === "new-task") await aListAsWideAsItsField(page);
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "hidden" });
    }
  });

  async function aListAsWideAsItsField(page: Page): Promise<void> {
    const field = page.getByRole("button", { name: /^Repository/ });
    await field.click();
    const list = page.getByRole("dialog", { name: "Repository" });
    await list.getByRole("option").nth(3).waitFor();
    await picture(page, "new-task-repositories");
    expect((await list.boundingBox())?.width).toBe((await field.boundingBox())?.width);
    await page.keyboard.press("Escape");
    await list.waitFor({ state: "hidden" });
  }

  it("a telephone", async () => {
    const { page } = alice;
    await page.setViewportSize({ width: 400, height: 820 });
    await page.goto(addressOf(task));
    await becomes(transcript(page), "Trying.");
    for (const pane of ["Tasks", "Session", "Details"]) {
      await page.getByRole("button", { name: pane }).or(page.getByRole("tab", { name: pane })).last().click();
      await inBoth(page, `narrow-${pane.toLowerCase()}`);
    }
    await page.goto(organization("/health"));
    await page.getByRole("region", { name: "What waits in each stream" }).waitFor();
    await picture(page, "narrow-health");
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
  });

  /** The same in a window as narrow as a telephone's. */
  async function inAll(page: Page, name: string): Promise<void> {
    await inBoth(page, name);
    await page.setViewportSize({ width: 400, height: 820 });
    await picture(page, `${name}-narrow`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), name).toBe(0);
    await page.setViewportSize({ width: 1_440, height: 900 });
  }
  const mend = () => fetch(`${facts().github}/_standin/faults`, { method: "DELETE" });
  async function syncNow(page: Page): Promise<void> {
    await page.goto(organization("/settings/github"));
    await page.getByRole("button", { name: /^(Sync now|Try again|Sync once more)$/ }).first().click();
  }

  it("a sandbox that people end", async () => {
    const { page, context } = await signIn(browser, "dave");
    await begin(page);
    await openTab(page, "Overview");
    await send(page, "/ignore-cancel\n/say Begun.\n/slow 5m");
    await answered(page, "Begun.");
    const sandbox = page.getByRole("region", { name: "The task's sandbox" });
    await inAll(page, "sandbox-at-work");
    await page.setViewportSize({ width: 400, height: 820 });
    await page.getByRole("tab", { name: "Details" }).or(page.getByRole("button", { name: "Details" })).last().click();
    await sandbox.scrollIntoViewIfNeeded();
    await picture(page, "sandbox-card-narrow");
    await page.setViewportSize({ width: 1_440, height: 900 });
    await sandbox.getByRole("button", { name: "Start over" }).click();
    await page.getByRole("dialog").waitFor();
    await inAll(page, "sandbox-start-over");
    await page.getByRole("dialog").getByRole("button", { name: "Start over" }).click();
    await picture(page, "sandbox-starting-over");
    await becomes(sandbox, /Generation2/, LATER);
    await status(page, /^Status: Ready$/, LATER);
    await inAll(page, "sandbox-started-over");
    await sandbox.getByRole("button", { name: "Stop sandbox" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Stop sandbox" }).click();
    await sandbox.getByRole("button", { name: "Make a new one" }).waitFor({ timeout: LATER });
    await inAll(page, "sandbox-stopped");
    await context.close();
  });

  it("how checks stand", async () => {
    const { page } = alice;
    await page.setViewportSize({ width: 1_440, height: 900 });
    const { tasks } = await ask<{ tasks: TaskLine[] }>("organization/query/listTasks/acme?limit=100");
    const open = tasks.filter(({ pullRequest }) => pullRequest?.state === "open" || pullRequest?.state === "draft");
    for (const [at, { repositoryName, branch, pullRequest }] of open.entries()) {
      if (pullRequest?.headRepository !== repositoryName) continue;
      await atGithub("checks/report", { repository: repositoryName, branch, tests: (["passed", "passed", "failed", "running"] as const)[at % 4] });
    }
    await page.goto(organization());
    await page.getByRole("img", { name: "3 checks passed" }).first().waitFor();
    await inBoth(page, "checks-in-the-sidebar");
  });

  it("credentials that GitHub no longer takes", async () => {
    await atGithub("faults", { token_lifetime_seconds: 28_800 });
    const carol = await signIn(browser, "carol");
    const { page } = carol;
    // What everybody may read is cloned without them.
    const { repositories } = await ask<{ repositories: { repositoryId: string; private: boolean }[] }>(
      "organization/query/listRepositories/acme?limit=200",
    );
    const isPrivate = (task: TaskLine) => repositories.some((found) => found.private && found.repositoryId === task.repositoryId);
    await page.goto(addressOf(await untouched(isPrivate)));
    await page.getByRole("button", { name: "Open without a message" }).waitFor();
    await atGithub("people/expire-tokens", { login: "carol" });
    await atGithub("people/revoke", { login: "carol" });
    await page.getByRole("button", { name: "Open without a message" }).click();
    await openTab(page, "Overview");
    await page.locator(".notice-danger, .badge-danger").first().waitFor({ timeout: LATER });
    await inAll(page, "credentials");
    await mend();
    await carol.context.close();
  });

  it("a sync that could not read everything", async () => {
    const { page } = alice;
    await page.setViewportSize({ width: 1_440, height: 900 });
    const { tasks } = await ask<{ tasks: TaskLine[] }>("organization/query/listTasks/acme?limit=100");
    const [first, second] = [...new Set(tasks.map(({ repositoryName }) => repositoryName))];
    await atGithub("faults", { repository: first, fault: "not_found" });
    await atGithub("faults", { repository: second, fault: "server_error" });
    await syncNow(page);
    await page.getByText(/could not be read/).first().waitFor({ timeout: 4 * LATER });
    await page.getByRole("group").filter({ hasText: "could not be read" }).or(page.locator("details")).first().click();
    await inAll(page, "sync-failures");
    await page.goto(organization());
    await page.getByRole("treeitem").first().waitFor();
    await inAll(page, "sync-failures-home");
    await mend();
  });

  it("a sync that waits, and an installation that is suspended or gone", async () => {
    const { page } = alice;
    await atGithub("faults", { route: { route: "GET /installation/repositories", status: 503, times: 50 } });
    await syncNow(page);
    await page.getByText(/goes on by itself/).first().waitFor({ timeout: LATER });
    await inAll(page, "sync-waits");
    await mend();
    for (const [what, name] of [["installations/suspend", "installation-suspended"], ["installations/delete", "installation-missing"]] as const) {
      await atGithub(what, { account: "acme" });
      await page.goto(organization("/settings/github"));
      await page.getByRole("link", { name: /^(Install|Reconnect)/ }).first().waitFor({ timeout: LATER });
      await inAll(page, name);
      await page.goto(organization());
      await page.getByRole("link", { name: /^(Install|Reconnect)/ }).first().waitFor();
      await inAll(page, `${name}-home`);
    }
    await atGithub("installations/create", { account: "acme" });
  });

  it("goes wrong in nobody's browser", () => {
    alice.expectNoTrouble();
    bob.expectNoTrouble();
  });
});
