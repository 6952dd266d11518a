// What people do with a sandbox that they have given up: they are asked, see who does what, and go on.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LATER, type Person, ask, launch, missing, signIn } from "./browser.ts";
import { type TaskLine, addressOf, answered, becomes, begin, openTab, send, status, transcript } from "./steps.ts";

const card = (page: Page) => page.getByRole("region", { name: "The task's sandbox" });
const button = (page: Page, name: string) => card(page).getByRole("button", { name, exact: true });

describe.skipIf(missing())("ending a sandbox", () => {
  let browser: Browser;
  let alice: Person;
  let bob: Person;
  let task: TaskLine;

  beforeAll(async () => {
    browser = await launch();
    alice = await signIn(browser, "alice");
    bob = await signIn(browser, "bob");
    task = await begin(alice.page);
    await openTab(alice.page, "Overview");
    await bob.page.goto(addressOf(task));
    await openTab(bob.page, "Overview");
  });
  afterAll(async () => {
    await browser?.close();
  });

  const generation = async () => (await ask<{ generation: number }>(`sandbox/query/detail/acme/${task.taskId}`)).generation;

  it("asks before it starts over, says what ends, and does nothing to whoever would rather not", async () => {
    const { page } = alice;
    await send(page, "/ignore-cancel\n/say Begun.\n/slow 5m");
    await answered(page, "Begun.");
    await button(page, "Start over").press("Enter");
    const question = page.getByRole("dialog", { name: "Start over with a new sandbox?" });
    await becomes(question, "The agent of 1 session is at work and is stopped.");
    await page.keyboard.press("Escape");
    await question.waitFor({ state: "detached" });
    expect(await generation()).toBe(1);
    expect(await button(page, "Start over").evaluate((one) => one === document.activeElement), "the focus is back").toBe(true);
    alice.expectNoTrouble();
  });

  it("starts over by keys alone, and everybody reads who it was", async () => {
    const { page } = alice;
    await button(page, "Start over").press("Enter");
    await page.getByRole("dialog").getByRole("button", { name: "Start over" }).press("Enter");
    await becomes(card(page), /Generation2/, LATER);
    await status(page, /^Status: Ready$/, LATER);
    for (const reader of [page, bob.page]) await becomes(transcript(reader), "alice started the sandbox over, which ended its agents.");
    await send(page, "/say Here again.");
    await answered(page, "Here again.", LATER);
    alice.expectNoTrouble();
    bob.expectNoTrouble();
  });

  it("stops it, and the next message makes another one", async () => {
    const { page } = bob;
    await button(page, "Stop sandbox").click();
    await page.getByRole("dialog", { name: "Stop the sandbox?" }).getByRole("button", { name: "Stop sandbox" }).click();
    await becomes(card(page).locator(".badge"), "Stopped", LATER);
    await becomes(card(alice.page), "bob has stopped the sandbox. The next message makes another one.");
    await button(page, "Make a new one").waitFor();
    expect(await generation()).toBe(2);
    await send(page, "/say Awake.");
    await answered(page, "Awake.", LATER);
    await becomes(card(page), /Generation3/);
    bob.expectNoTrouble();
  });

  it("tells whoever has looked at an older one that there is another, and does nothing to that", async () => {
    const { page } = alice;
    await becomes(card(page), /Generation3/, LATER);
    await button(page, "Start over").click();
    const question = page.getByRole("dialog", { name: "Start over with a new sandbox?" });
    await question.waitFor();
    await button(bob.page, "Start over").click();
    await bob.page.getByRole("dialog").getByRole("button", { name: "Start over" }).click();
    await becomes(card(bob.page), /Generation4/, LATER);
    await question.getByRole("button", { name: "Start over" }).click();
    await becomes(page.getByRole("region", { name: "Notices" }), "the task has another sandbox by now");
    expect(await generation()).toBe(4);
  });
});
