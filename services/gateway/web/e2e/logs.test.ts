// Live logs: an admin changes something and sees its line, finds it, holds the lines, takes them along; a member is told why not.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Person, SOON, facts, launch, missing, signIn, tell } from "./browser.ts";
import { until } from "./fleet.ts";
import { type TaskLine, addressOf, becomes, openTab, untouched } from "./steps.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const SHOTS = process.env.FOUNDRY_SHOTS;

describe.skipIf(missing())("live logs", () => {
  let browser: Browser;
  let alice: Person;
  let task: TaskLine;
  const organization = (rest = "") => `${facts().gateway}/organizations/acme${rest}`;
  const lines = (page: Page) => page.getByRole("log", { name: "Lines" });
  const rename = (title: string) => tell(`task/request/rename/acme/${task.taskId}`, { title });
  const shown = async (page: Page) => Number(((await page.locator(".logs-status").textContent()) ?? "").replaceAll(",", "").match(/^\d+/)?.[0]);
  const picture = async (page: Page, name: string) => SHOTS && (await page.screenshot({ path: `${SHOTS}/${name}.png` }));

  beforeAll(async () => {
    browser = await launch();
    alice = await signIn(browser, "alice");
    task = await untouched();
    await rename("One");
  });
  afterAll(async () => {
    await browser?.close();
  });

  it("shows an admin what becomes of what is done, as it is done, with its fields and its trace", async () => {
    const { page } = alice;
    await page.keyboard.press("g");
    await page.keyboard.press("l");
    await page.waitForURL("**/organizations/acme/logs");
    await lines(page).getByRole("article").first().waitFor();
    await becomes(page.locator(".logs-status"), "live");
    await rename("Two");
    await page.getByRole("searchbox", { name: "Find in the lines" }).fill("/rename is (done|refused)/");
    const line = lines(page).getByRole("article").filter({ hasText: "rename is done" }).last();
    await line.waitFor();
    expect(new URL(page.url()).searchParams.get("q")).toBe("/rename is (done|refused)/");
    const head = line.getByRole("button", { name: /rename is done/ });
    await head.click();
    await becomes(line.getByRole("group", { name: "The line" }), `acme.${task.taskId}`);
    await line.getByRole("button", { name: "Copy as JSON" }).waitFor();
    await line.getByRole("button", { name: "Only this trace" }).click();
    await page.getByRole("searchbox").fill("");
    // The request at the door and the command it was are in one trace.
    await becomes(lines(page), /gateway[\s\S]*POST/);
    await becomes(lines(page), "rename is done");
    await page.getByRole("button", { name: /^Only trace/ }).click();
    expect(new URL(page.url()).searchParams.get("trace")).toBeNull();
    alice.expectNoTrouble();
  });

  it("says that an expression is none, and shows everything meanwhile", async () => {
    const { page } = alice;
    const before = await shown(page);
    await page.getByRole("searchbox").fill("/(/");
    await page.getByRole("alert").filter({ hasText: "All lines are shown" }).waitFor();
    expect(await shown(page)).toBeGreaterThanOrEqual(before);
    await page.getByRole("searchbox").fill("");
    await page.getByRole("alert").waitFor({ state: "detached" });
    alice.expectNoTrouble();
  });

  it("stands still while it is paused, counts what waits, and goes on with all of it", async () => {
    const { page } = alice;
    await page.getByRole("button", { name: "Pause" }).click();
    const before = await shown(page);
    await rename("Three");
    await becomes(page.locator(".page-actions"), /[1-9]\d* waiting/);
    expect(await shown(page)).toBe(before);
    await page.getByRole("button", { name: "Go on" }).click();
    await until(SOON, async () => (await shown(page)) > before, "the lines that waited");
    alice.expectNoTrouble();
  });

  it("is reached from a task, about that task alone, and goes through lines by keys", async () => {
    const { page } = alice;
    await page.goto(addressOf(task));
    await openTab(page, "Overview");
    await page.getByRole("link", { name: "Live logs" }).click();
    await page.waitForURL(`**/logs?task=${task.taskId}`);
    await page.getByRole("button", { name: "Only Three" }).waitFor();
    await lines(page).getByRole("article").first().waitFor();
    const heads = lines(page).locator(".logs-head");
    await heads.first().focus();
    await page.keyboard.press("End");
    await until(SOON, () => heads.last().evaluate((head) => head === document.activeElement), "the last line in focus");
    await page.keyboard.press("Enter");
    await lines(page).getByRole("group", { name: "The line" }).waitFor();
    alice.expectNoTrouble();
  });

  it("gives the lines that are shown as a file of one JSON document a line", async () => {
    const { page } = alice;
    await page.getByRole("button", { name: "Export" }).click();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: "Download as NDJSON" }).click()]);
    const documents = readFileSync(await download.path(), "utf8").trimEnd().split("\n").map((text) => JSON.parse(text) as { key: string });
    expect(documents.length).toBeGreaterThan(0);
    expect(new Set(documents.map((document) => document.key))).toEqual(new Set([`acme.${task.taskId}`]));
    alice.expectNoTrouble();
  });

  it("is clean for axe in both colours, and fits a narrow window", async () => {
    for (const [colours, width] of [["dark", 1_440], ["light", 1_440], ["dark", 420]] as const) {
      const person = await signIn(browser, "alice", { colours, width: 1_440 });
      await person.page.setViewportSize({ width, height: 900 });
      await person.page.goto(organization("/logs"));
      await lines(person.page).getByRole("article").first().waitFor();
      await rename(`In ${colours} at ${width}`);
      await lines(person.page).locator(".logs-head").last().click();
      await lines(person.page).getByRole("group", { name: "The line" }).first().waitFor();
      await picture(person.page, `logs-${colours}-${width}`);
      // A line that has just come is not seen until it was measured, and has no name before that.
      await person.page.getByRole("button", { name: "Pause" }).click();
      await person.page.evaluate(AXE);
      const { violations } = await person.page.evaluate<AxeResults>(
        `axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"] })`,
      );
      expect(violations.flatMap((found) => found.nodes.map((node) => `${found.id}: ${node.target.join(" ")} ${node.failureSummary ?? ""}`))).toEqual([]);
      expect(await person.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
      await person.context.close();
    }
  });

  it("tells a member that it is for admins, and shows them no way there", async () => {
    const bob = await signIn(browser, "bob");
    await bob.page.goto(organization("/logs"));
    await bob.page.getByRole("heading", { name: "The logs are for admins" }).waitFor();
    await picture(bob.page, "logs-member");
    await bob.page.goto(addressOf(task));
    await openTab(bob.page, "Overview");
    await bob.page.getByRole("link", { name: "Workflows, commands and traces" }).waitFor();
    expect(await bob.page.getByRole("link", { name: "Live logs" }).count()).toBe(0);
    bob.expectNoTrouble();
    await bob.context.close();
  });
});
