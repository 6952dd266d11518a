// Services are killed in the middle of a turn. Whoever looks on loses nothing, hears nothing twice, and presses nothing.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LATER, type Person, facts, launch, missing, signIn } from "./browser.ts";
import { until } from "./fleet.ts";
import { becomes, composer, openByRow, openSession, readAll, send, status, transcript, untouched } from "./steps.ts";

const CHUNKS = 200;
const TURN = `/delay 60ms\n/chunks ${CHUNKS}\n/say That was all.`;
const DRAFT = "and then, when you are done, write a test";

const pidOf = (service: string): number | undefined => facts().services.find(({ name }) => name === service)?.pid;

/** Ends a service at once, and waits until another one has come in its place. */
async function kill(service: string): Promise<void> {
  const pid = pidOf(service);
  if (!pid) throw new Error(`${service} is not running`);
  process.kill(pid, "SIGKILL");
  await until(LATER, () => pidOf(service) !== undefined && pidOf(service) !== pid, `another ${service}`);
}

describe.skipIf(missing())("a turn, while services are killed", () => {
  let browser: Browser;
  let alice: Person;

  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
  });

  it("goes on, with each message once, and the draft is still there", async () => {
    alice = await signIn(browser, "alice", { isShaken: true });
    const { page } = alice;
    await openByRow(page, await untouched());
    await openSession(page);
    await send(page, TURN);
    await becomes(transcript(page), "7");
    await composer(page).fill(DRAFT);
    for (const service of ["gateway", "sandbox", "task"]) await kill(service);

    // Nobody presses anything: what is said comes by itself.
    await becomes(transcript(page), "That was all.", LATER);
    await status(page, /^Status: Ready$/, LATER);
    expect(await composer(page).inputValue()).toBe(DRAFT);

    const rows = await readAll(page);
    const said = rows.filter(({ type }) => type === "message").map(({ text }) => text).join("\n");
    const numbers = said.match(/^\d+$/gm)?.map(Number) ?? [];
    expect(numbers).toEqual(Array.from({ length: CHUNKS }, (_, at) => at + 1));
    expect(said.split("That was all.")).toHaveLength(2);
    expect(rows.filter(({ type }) => type === "prompt")).toHaveLength(1);
    expect(rows.filter(({ type }) => type === "end")).toHaveLength(1);
    alice.expectNoTrouble();
  });

  it("shows the same to who comes afterwards", async () => {
    const { page } = alice;
    await page.reload();
    await becomes(transcript(page), "That was all.", LATER);
    expect(await composer(page).inputValue()).toBe(DRAFT);
    await composer(page).fill("");
    await send(page, "/say Still here.");
    await becomes(transcript(page), "Still here.", LATER);
    alice.expectNoTrouble();
  });
});
