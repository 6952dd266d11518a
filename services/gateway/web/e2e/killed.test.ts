// Services are killed in the middle of a turn. Whoever looks on loses nothing, hears nothing twice, and presses nothing.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LATER, type Person, ask, facts, launch, missing, signIn } from "./browser.ts";
import { until } from "./fleet.ts";
import { answered, becomes, composer, openByRow, openSession, openTab, readAll, send, status, transcript, untouched } from "./steps.ts";

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
    await answered(page, "That was all.", LATER);
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
    await answered(page, "That was all.", LATER);
    expect(await composer(page).inputValue()).toBe(DRAFT);
    await composer(page).fill("");
    await send(page, "/say Still here.");
    await answered(page, "Still here.", LATER);
    alice.expectNoTrouble();
  });

  it("works on in another sandbox when its own has died, with the same person's credentials inside", async () => {
    const { page } = alice;
    await openTab(page, "Overview");
    await becomes(page.locator(".credentials"), "alice");
    const before = await sandbox(page);
    process.kill(keeperOf(before.providerId), "SIGKILL");
    await send(page, "/say In another one.");
    // What may have been begun is not sent anew by itself: then the turn has failed, and a person says so.
    const said = transcript(page).getByRole("article", { name: "Message by the agent" }).filter({ hasText: "In another one." });
    const again = page.getByRole("button", { name: "Send again" }).last();
    await said.or(again).first().waitFor({ timeout: LATER });
    if ((await said.count()) === 0) await again.click();
    await said.first().waitFor({ timeout: LATER });
    await status(page, /^Status: Ready$/, LATER);
    const after = await sandbox(page);
    expect([after.status, after.identity?.login]).toEqual(["ready", "alice"]);
    expect(after.generation).toBeGreaterThan(before.generation);
    await becomes(page.locator(".credentials"), "alice");
    expect(await page.locator(".toast").count(), "what is put right by itself is not shouted about").toBe(0);
    alice.expectNoTrouble();
  });
});

interface Sandbox {
  providerId: string;
  generation: number;
  status: string;
  identity: { login: string } | null;
}

function sandbox(page: Page): Promise<Sandbox> {
  return ask(`sandbox/query/detail/acme/${new URL(page.url()).pathname.split("/").at(-1)}`);
}

/** The process that a sandbox of this machine lives in: it carries the sandbox's mark. */
function keeperOf(providerId: string): number {
  const { marker } = JSON.parse(readFileSync(join(facts().data, "sandboxes", "foundry", providerId, "state.json"), "utf8")) as { marker: string };
  const pid = readdirSync("/proc").filter((name) => /^\d+$/.test(name)).find((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("foundry-sandbox\0keep") && readFileSync(`/proc/${pid}/environ`, "utf8").includes(marker);
    } catch (thrown) {
      // One that has ended while we looked, or is somebody else's.
      expect(["ENOENT", "ESRCH", "EACCES", "EPERM"]).toContain((thrown as NodeJS.ErrnoException).code);
      return false;
    }
  });
  if (!pid) throw new Error(`No process keeps the sandbox ${providerId}`);
  return Number(pid);
}
