// A provider that ends sandboxes by itself: those who have the task open are told in time, and can have it live on.
import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Person, launch, missing, signIn } from "./browser.ts";
import { type Facts, type Started, start } from "./fleet.ts";
import { type TaskLine, becomes, openSession, openTab } from "./steps.ts";

const MINUTE = 60_000;

describe.skipIf(missing())("the end that a provider sets", () => {
  let fleet: Started;
  let facts: Facts;
  /** The address of the provider's stand-in. */
  let e2b: string;
  let browser: Browser;
  let alice: Person;
  let task: TaskLine;

  beforeAll(async () => {
    fleet = await start(["--sandboxes", "e2b-standin"], (said) => {
      e2b = /\be2b\b.*?(http:\S+)/.exec(said)?.[1] ?? "";
      return said.includes("Foundry is up.");
    });
    facts = JSON.parse(readFileSync(fleet.facts, "utf8")) as Facts;
    browser = await launch();
    alice = await signIn(browser, "alice", { fleet: facts });
    const { tasks } = await asks<{ tasks: TaskLine[] }>("organization/query/listTasks/acme?limit=100");
    const found = tasks.find(({ pullRequest, repositoryName }) => pullRequest?.headRepository === repositoryName);
    if (!found) throw new Error("There is no task");
    task = found;
    await alice.page.goto(`${facts.gateway}/organizations/acme/tasks/${task.taskId}`);
    await openSession(alice.page);
  });
  afterAll(async () => {
    await browser?.close();
    await fleet?.stop();
  });

  async function asks<T>(path: string): Promise<T> {
    const answer = await fetch(`${facts.gateway}/v1/${path}`, { headers: { authorization: `Bearer ${facts.token}` } });
    return (await answer.json()) as T;
  }
  const expiresAt = async () => (await asks<{ expiresAt: number }>(`sandbox/query/detail/acme/${task.taskId}`)).expiresAt;
  const notices = (page: Page) => page.getByRole("region", { name: "Notices" });

  it("is told ten and two minutes before, wherever on the task's page somebody is", async () => {
    const { page } = alice;
    await openTab(page, "Changes");
    const end = await expiresAt();
    await page.clock.setSystemTime(end - 11 * MINUTE);
    expect(await notices(page).getByText("rests or ends").count()).toBe(0);
    await page.clock.setSystemTime(end - 9 * MINUTE);
    await becomes(notices(page), "less than 10 minutes");
    await page.clock.setSystemTime(end - 1 * MINUTE);
    await becomes(notices(page).getByRole("alert"), "less than 2 minutes");
    expect(await notices(page).getByText("less than 10 minutes").count(), "the newer one takes its place").toBe(0);
  });

  it("does not move when the provider says no, which is told, and moves when it says yes", async () => {
    const { page } = alice;
    const before = await expiresAt();
    const fault = JSON.stringify({ route: "POST /sandboxes/{id}/timeout", status: 400 });
    const failed = await fetch(`${e2b}/_standin/faults`, { method: "POST", headers: { "content-type": "application/json" }, body: fault });
    expect(failed.status).toBe(204);
    await notices(page).getByRole("button", { name: "Keep for an hour" }).click();
    await becomes(notices(page).getByRole("alert"), "The sandbox is not kept for longer");
    await openTab(page, "Overview");
    const card = page.getByRole("region", { name: "The task's sandbox" });
    await becomes(card.getByRole("alert"), "It was not kept for longer");

    await notices(page).getByRole("button", { name: "Try again" }).click();
    await card.getByRole("alert").waitFor({ state: "detached" });
    await page.clock.setSystemTime(Date.now());
    await becomes(card.locator(".expiry"), /Rests or ends in (59 min|1 h)/);
    await notices(page).getByText("rests or ends").waitFor({ state: "detached" });
    expect(await expiresAt()).toBeGreaterThan(before);
    alice.expectNoTrouble();
  });
});
