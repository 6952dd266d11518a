// A line to the gateway that loses, doubles, delays and so swaps what is said on it: what the page shows in the end is what
// the gateway knows.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { randomly } from "../src/client/testing/server.ts";
import { LATER, type Person, SOON, ask, facts, launch, missing, signIn } from "./browser.ts";
import { until } from "./fleet.ts";
import { type TaskLine, addressOf, filterSidebar, openSession, readAll, rowOf, send, status, untouched } from "./steps.ts";

const CHUNKS = 400;
/** How often each task is renamed meanwhile. */
const RENAMES = 25;
const SEED = 7;

/** What is lost, doubled and delayed, of all that is told of topics. */
const LOST = 0.06;
const DOUBLED = 0.12;
const DELAYED = 0.3;
/** In milliseconds. */
const LONGEST = 300;

const TOLD = new Set(["snapshot", "change", "events", "people"]);

describe.skipIf(missing())("a line that cannot be trusted", () => {
  let browser: Browser;
  let alice: Person;
  let tasks: TaskLine[];
  const happened = { lost: 0, doubled: 0, delayed: 0 };
  let isCalm = true;
  let cut: () => Promise<void>;

  beforeAll(async () => {
    browser = await launch();
    alice = await signIn(browser, "alice");
    const random = randomly(SEED);
    await alice.page.routeWebSocket(/\/v1\/live$/, (page) => {
      const gateway = page.connectToServer();
      cut = () => page.close({ code: 4000, reason: "cut" });
      gateway.onMessage((message) => {
        const luck = random();
        const isTold = TOLD.has((JSON.parse(String(message)) as { type: string }).type);
        if (isCalm || !isTold || luck >= DELAYED) return page.send(message);
        if (luck < LOST) return void (happened.lost += 1);
        if (luck < DOUBLED) {
          happened.doubled += 1;
          page.send(message);
          return page.send(message);
        }
        happened.delayed += 1;
        setTimeout(() => page.send(message), random() * LONGEST);
      });
    });
    const first = await untouched();
    await alice.page.goto(addressOf(first));
    await openSession(alice.page);
    tasks = [first, await untouched()];
  });
  afterAll(async () => {
    await browser?.close();
  });

  it("shows what the gateway knows, in the sidebar and in the transcript", async () => {
    const { page } = alice;
    isCalm = false;
    await send(page, `/delay 15ms\n/chunks ${CHUNKS}\n/say That was all.`);
    for (let round = 1; round <= RENAMES; round++) for (const task of tasks) await rename(task, `${task.title} ${round}`);
    await until(LATER, async () => (await log(tasks[0])).some(({ kind }) => kind === "ended"), "the end of the turn");
    expect(happened.lost, JSON.stringify(happened)).toBeGreaterThan(3);
    expect(happened.doubled, JSON.stringify(happened)).toBeGreaterThan(3);
    expect(happened.delayed, JSON.stringify(happened)).toBeGreaterThan(10);

    // The line is good again; what was lost last is told with the next connection.
    isCalm = true;
    await cut();
    await status(page, /^Status: Ready$/, LATER);
    for (const task of tasks) await showsTitle(page, task, `${task.title} ${RENAMES}`);
    const rows = await readAll(page);
    const said = rows.filter(({ type }) => type === "message").map(({ text }) => text).join("\n");
    expect(said.match(/^\d+$/gm)?.map(Number)).toEqual(Array.from({ length: CHUNKS }, (_, at) => at + 1));
    expect(said.split("That was all.")).toHaveLength(2);
    expect(rows.filter(({ type }) => type === "end")).toHaveLength(1);
    expect(page.url()).toContain(tasks[0]?.taskId);
    alice.expectNoTrouble();
  });
});

async function showsTitle(page: Page, task: TaskLine, title: string): Promise<void> {
  await filterSidebar(page, title);
  await until(SOON, async () => (await rowOf(page, task).locator(".sidebar-title").textContent()) === title, title);
  await filterSidebar(page, "");
}

async function rename(task: TaskLine, title: string): Promise<void> {
  const answer = await fetch(`${facts().gateway}/v1/task/request/rename/acme/${task.taskId}`, {
    method: "POST",
    headers: { authorization: `Bearer ${facts().token}`, "content-type": "application/json" },
    body: JSON.stringify({ title }),
  });
  expect(answer.status, await answer.text()).toBe(200);
}

async function log(task: TaskLine | undefined): Promise<{ kind: string }[]> {
  const { sessions } = await ask<{ sessions: { sessionId: string }[] }>(`task/query/detail/acme/${task?.taskId}`);
  const { last } = await ask<{ last: number }>(`sandbox/query/events/acme/${task?.taskId}?sessionId=${sessions[0]?.sessionId}&after=0&limit=1`);
  const { events } = await ask<{ events: { kind: string }[] }>(
    `sandbox/query/events/acme/${task?.taskId}?sessionId=${sessions[0]?.sessionId}&after=${Math.max(0, last - 5)}`,
  );
  return events;
}
