// The organization's pages on a telephone: all of it fits, and what is pressed is large enough for a finger.
// `FOUNDRY_SCENES=/tmp/scenes` keeps the pictures, as for the scenes.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LATER, type Person, ask, facts, launch, missing, passSignIn, tell, visitor } from "./browser.ts";
import { until } from "./fleet.ts";
import { misfits, tooSmall } from "./layout.ts";
import { type TaskLine, addressOf, answered, openTab, untouched } from "./steps.ts";

const KEPT = process.env.FOUNDRY_SCENES;

describe.skipIf(missing())("a telephone", () => {
  let browser: Browser;
  let alice: Person;
  let task: TaskLine;
  let traceId: string;
  const organization = (rest = "") => `${facts().gateway}/organizations/acme${rest}`;

  beforeAll(async () => {
    if (KEPT) mkdirSync(KEPT, { recursive: true });
    browser = await launch();
    alice = await visitor(browser, "alice", { width: 390, height: 844, isHeld: true });
    await passSignIn(alice, facts());
    task = await untouched();
    const { sessionId } = await tell<{ sessionId: string }>(`task/request/createSession/acme/${task.taskId}`, {});
    await tell(`task/request/sendMessage/acme/${task.taskId}`, { sessionId, text: "/say Done." });
    const turns = () => ask<{ runs: { key: string; traceId: string }[] }>("sandbox/query/runs/acme?workflow=turn&statuses=done");
    const ofTask = async () => (await turns()).runs.find(({ key }) => key === `acme.${task.taskId}`);
    await until(LATER, async () => (traceId = (await ofTask())?.traceId ?? "") !== "", "the turn");
  });
  afterAll(async () => {
    await browser?.close();
  });

  it.each<[name: string, at: () => string, opens?: string]>([
    ["actors", () => "/inspect"],
    ["runs", () => "/inspect/runs"],
    ["run", () => "/inspect/runs?workflow=turn", ".runs-head[data-row]"],
    ["timeline", () => `/inspect/task/${task.taskId}`],
    ["command", () => `/inspect/task/${task.taskId}?show=commands`, ".inspect-head[data-row]"],
    ["dead-letters", () => `/inspect/task/${task.taskId}?show=deadLetters`],
    ["trace", () => `/inspect/trace/${traceId}?task=${task.taskId}`],
    ["logs", () => "/logs"],
    ["health", () => "/health"],
    ["activity", () => "/activity"],
    ["settings", () => "/settings"],
    ["sync", () => "/settings/github"],
    ["members", () => "/settings/members"],
    ["repository", () => `/repos/${task.repositoryId}`],
  ])("%s", async (name, at, opens) => {
    const { page } = alice;
    await page.goto(organization(at()));
    await page.locator("h1").first().waitFor();
    await page.waitForFunction(() => !document.querySelector(".skeleton"));
    if (opens) {
      await page.locator(opens).first().click();
      await page.locator(".inspect-facts").first().waitFor();
    }
    await fits(name);
  });

  it("a task: its session, its details, and the tasks beside it", async () => {
    const { page } = alice;
    const panels = page.getByRole("navigation", { name: "Panels" });
    await page.goto(addressOf(task));
    await answered(page, "Done.");
    await fits("session");
    await panels.getByRole("button", { name: "Details" }).click();
    for (const tab of ["Overview", "Changes", "Files", "Checks", "Audit"]) {
      await openTab(page, tab);
      await page.waitForFunction(() => !document.querySelector(".skeleton"));
      await fits(tab.toLowerCase());
    }
    await panels.getByRole("button", { name: "Tasks" }).click();
    await page.getByRole("treeitem").nth(3).waitFor();
    await fits("tasks");
    await page.getByRole("button", { name: "New task" }).first().click();
    await page.getByRole("dialog", { name: "New task" }).waitFor();
    await fits("new-task");
  });

  async function fits(name: string): Promise<void> {
    const { page } = alice;
    if (KEPT) await page.screenshot({ path: join(KEPT, `held-${name}.png`) });
    expect.soft([...(await misfits(page)), ...(await tooSmall(page))], name).toEqual([]);
  }

  it("an organization with no task open leads to its tasks", async () => {
    const { page } = alice;
    await page.goto(organization());
    await page.getByRole("button", { name: "Show the tasks" }).click();
    await page.getByRole("treeitem").nth(3).waitFor();
    alice.expectNoTrouble();
  });
});
