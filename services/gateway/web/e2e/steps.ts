// What people do on the page, in its own words.
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { LATER, SOON, ask, facts } from "./browser.ts";
import { until } from "./fleet.ts";

export interface TaskLine {
  taskId: string;
  repositoryName: string;
  title: string;
  branch: string;
  materialised: boolean;
  repositoryId: string;
  pullRequest: { number: number; state: string; headRepository: string | null } | null;
  owner: { login: string } | null;
  checks: { failed: number } | null;
}

/** How many tasks of acme are more than a line: a query, which creates nothing itself. */
export async function materialised(): Promise<number> {
  const { counts } = await ask<{ counts: { tasks: number; virtualTasks: number } }>("organization/query/summary/acme");
  return counts.tasks - counts.virtualTasks;
}

/** A task that nobody has worked on, with an open pull request from a branch of its own repository; `of` chooses among them. */
export async function untouched(of: (task: TaskLine) => boolean = () => true): Promise<TaskLine> {
  const { tasks } = await ask<{ tasks: TaskLine[] }>("organization/query/listTasks/acme?limit=100");
  // One whose checks have failed would need its owner from the beginning.
  const found = tasks.find(
    (task) =>
      !task.materialised && !task.checks?.failed && task.pullRequest?.state === "open" && task.pullRequest.headRepository === task.repositoryName &&
      of(task),
  );
  if (!found) throw new Error("Every task of acme was worked on already");
  return found;
}

export const addressOf = (task: { taskId: string }, search = ""): string => `${facts().gateway}/organizations/acme/tasks/${task.taskId}${search}`;

/** Opens a task by its row in the sidebar, found by its words. */
export async function openByRow(page: Page, task: { taskId: string; title: string }): Promise<void> {
  await filterSidebar(page, task.title);
  await rowOf(page, task).click();
  await page.getByRole("button", { name: task.title, exact: true }).waitFor();
}

export async function filterSidebar(page: Page, words: string): Promise<void> {
  const field = page.getByRole("textbox", { name: "Filter tasks" });
  if (!(await field.isVisible())) await page.getByRole("button", { name: "Filter", exact: true }).click();
  await field.fill(words);
}

/** Of two tasks with one title, this one's. */
export const rowOf = (page: Page, task: { taskId: string }): Locator => page.locator(`.sidebar-task[href$="/tasks/${task.taskId}"]`).first();

/** Opens a session, which nothing but this does, and waits until its agent is there. */
export async function openSession(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Open without a message" }).click();
  await ready(page);
}

/** Opens a session of a task that nobody has worked on. */
export async function begin(page: Page): Promise<TaskLine> {
  const task = await untouched();
  await page.goto(addressOf(task));
  await openSession(page);
  return task;
}

export async function ready(page: Page): Promise<void> {
  await page.getByRole("tab", { selected: true }).first().waitFor();
  await status(page, /^Status: Ready$/, LATER);
}

/** Waits until the task's pill says so. */
export async function status(page: Page, is: RegExp, within = SOON): Promise<void> {
  await page.getByRole("status", { name: is }).first().waitFor({ timeout: within });
}

export const composer = (page: Page): Locator => page.getByRole("textbox", { name: "Message to the agent" });

export async function send(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press("Enter");
}

export const transcript = (page: Page): Locator => page.getByRole("log", { name: "Transcript" });

/** What the agent says, in sight: a prompt that has it say so has the words as well. */
export async function answered(page: Page, text: string, within = SOON): Promise<void> {
  const said = transcript(page).getByRole("article", { name: "Message by the agent" });
  await said.filter({ hasText: text }).first().waitFor({ timeout: within });
}

export async function toTop(page: Page): Promise<void> {
  await transcript(page).hover();
  await page.mouse.wheel(0, -100_000);
}

/** All that was said, row by row: only what is in sight is drawn, so it is read as a person would, downwards. */
export async function readAll(page: Page): Promise<{ type: string; text: string }[]> {
  await toTop(page);
  await until(SOON, () => transcript(page).evaluate((list) => list.scrollTop === 0), "the top of the transcript");
  const rows = new Map<string, { type: string; text: string }>();
  for (let isEnd = false; !isEnd; ) {
    const seen = await transcript(page)
      .locator(".transcript-row[id]")
      .evaluateAll((all) => all.map((row) => ({ id: row.id, type: (row as HTMLElement).dataset.type ?? "", text: (row as HTMLElement).innerText })));
    for (const { id, ...row } of seen) rows.set(id, row);
    isEnd = await transcript(page).evaluate((list) => {
      list.scrollTop += list.clientHeight / 2;
      return list.scrollTop + list.clientHeight >= list.scrollHeight - 1;
    });
    // What has come into sight is drawn with the next picture but one.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  }
  return [...rows.values()];
}

/** Waits until so many turns have ended. */
export async function turnsEnded(page: Page, count: number, within = LATER): Promise<void> {
  await until(within, async () => (await transcript(page).locator(".transcript-end").count()) >= count, `${count} ends of turns`);
}

export async function openTab(page: Page, name: string): Promise<void> {
  await page.getByRole("tablist", { name: "Details" }).getByRole("tab", { name: new RegExp(`^${name}`) }).click();
}

/** Waits until a text has become so. */
export async function becomes(locator: Locator, is: RegExp | string, within = SOON): Promise<void> {
  const isSo = (text: string) => (typeof is === "string" ? text.includes(is) : is.test(text));
  let last = "";
  try {
    await until(within, async () => isSo((last = (await locator.first().textContent()) ?? "")));
  } catch {
    expect.fail(`Not within ${within / 1_000} s: ${String(is)}. It is “${last.slice(0, 400)}”.`);
  }
}
