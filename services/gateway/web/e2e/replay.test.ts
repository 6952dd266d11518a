// A session as it was: whoever looks back sees what was there, changes nothing, and is brought nowhere by what comes meanwhile.
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findings } from "./axe.ts";
import { LATER, type Person, SOON, launch, missing, signIn, tell } from "./browser.ts";
import { until } from "./fleet.ts";
import { type TaskLine, addressOf, answered, becomes, begin, composer, materialised, send, status, transcript, turnsEnded, untouched } from "./steps.ts";

const FIRST = "/think Where are the totals?\n/plan [>] Read; Write\n/tool read cart.ts\n/write totals.txt one\\n\n/plan [x] Read; [x] Write\n/usage 1200 200000 0.02\n/say The first is done.";
const SECOND = "/ask Push the branch\n/run exit 3\n/say The second is done.";

const EVENTS = "**/v1/sandbox/query/events/**";

const bar = (page: Page): Locator => page.getByRole("group", { name: "Replay", exact: true });
const slider = (page: Page): Locator => page.getByRole("slider", { name: "Event of the session" });
const past = (page: Page): Locator => page.getByRole("log", { name: "Transcript as it was" });
const place = (page: Page): Promise<number> => slider(page).evaluate((range) => (range as HTMLInputElement).valueAsNumber);
const words = async (page: Page): Promise<string> => (await slider(page).getAttribute("aria-valuetext")) ?? "";
const inAddress = (page: Page): string | null => new URL(page.url()).searchParams.get("at");
const isAt = (page: Page, at: number) => until(SOON, async () => (await place(page)) === at, `the replay at ${at}`);
const button = (page: Page, name: string): Locator => bar(page).getByRole("button", { name, exact: true });

describe.skipIf(missing())("a session as it was", () => {
  let browser: Browser;
  let alice: Person;
  let bob: Person;
  let task: TaskLine;
  let sessionId: string;
  let newest: number;

  /** Opened by its address, with nothing that an earlier test has left. */
  async function open(page: Page, at: number | string, of = sessionId): Promise<void> {
    await page.goto(addressOf(task, `?sessionId=${of}&at=${at}`));
    await bar(page).waitFor();
  }

  beforeAll(async () => {
    browser = await launch();
    [alice, bob] = [await signIn(browser, "alice"), await signIn(browser, "bob")];
    task = await begin(alice.page);
    const { page } = alice;
    await send(page, FIRST);
    await answered(page, "The first is done.", LATER);
    await status(page, /^Status: Ready$/, LATER);
    await send(page, SECOND);
    await status(page, /^Status: Needs an answer$/, LATER);
    await page.locator('.transcript-options:not([aria-busy="true"])').waitFor();
    await page.getByRole("group", { name: /^The agent asks/ }).getByRole("button", { name: /allow/i }).first().click();
    await answered(page, "The second is done.", LATER);
    await turnsEnded(page, 2);
    await status(page, /^Status: Ready$/, LATER);
    sessionId = new URL(page.url()).searchParams.get("sessionId") ?? "";
  });
  afterAll(async () => {
    await browser?.close();
  });

  it("opens at its end by its button, goes back by keys, and what was written stays", async () => {
    const { page } = alice;
    await composer(page).fill("Half a thought");
    await page.getByRole("button", { name: "Replay the session" }).click();
    await becomes(past(page), "The second is done.");
    expect(await composer(page).count()).toBe(0);
    newest = await place(page);
    expect(await words(page)).toMatch(new RegExp(`^Event ${newest} of ${newest}, \\d\\d:\\d\\d:\\d\\d, the turn ends$`));

    await until(SOON, () => slider(page).evaluate((range) => range === document.activeElement), "the focus on the slider");
    await page.keyboard.press("ArrowLeft");
    await isAt(page, newest - 1);
    await page.keyboard.press("PageDown");
    await becomes(past(page).locator(".transcript-row").last(), "/ask Push the branch");
    const second = await place(page);
    await page.keyboard.press("Home");
    await isAt(page, 1);
    await until(SOON, () => inAddress(page) === "1", "the place in the address");
    await becomes(past(page).locator(".transcript-row").last(), "/think Where are the totals?");
    await page.keyboard.press("PageUp");
    await isAt(page, second);
    await page.keyboard.press("End");
    await isAt(page, newest);

    await page.keyboard.press("Escape");
    await composer(page).waitFor();
    expect([await composer(page).inputValue(), inAddress(page), await bar(page).count()]).toEqual(["Half a thought", null, 0]);
    await composer(page).fill("");
    alice.expectNoTrouble();
  });

  it("shows tool calls, the plan, files and costs as they were, and a question that nobody can answer there", async () => {
    const { page } = alice;
    await open(page, 1);
    for (let step = 0; step < 3; step += 1) await button(page, "Next tool call").click();
    await becomes(past(page), "The first is done.");
    await becomes(bar(page), "$0.02");
    await button(page, "1 file changed").click();
    await page.getByRole("dialog", { name: "Files changed by then" }).getByRole("button", { name: "totals.txt" }).click();
    await past(page).getByRole("group", { name: /totals\.txt/ }).first().waitFor();

    await slider(page).focus();
    for (let step = 0; step < 6 && !/asks for permission/.test(await words(page)); step += 1) await page.keyboard.press("ArrowRight");
    const question = past(page).getByRole("group", { name: /^The agent asks/ });
    await question.waitFor();
    const options = question.getByRole("button");
    expect(await options.evaluateAll((all) => all.every((option) => option.getAttribute("aria-disabled") === "true"))).toBe(true);
    await options.first().click({ force: true });
    await options.first().press("1");
    await question.waitFor();
    await slider(page).focus();
    await page.keyboard.press("End");
    await becomes(past(page), /alice chose “/);

    await button(page, "Previous message").click();
    await button(page, "Previous message").click();
    await until(SOON, async () => /a message to the agent/.test(await words(page)), "the first message");
    const plan = page.getByRole("group", { name: "The plan under way" });
    for (let step = 0; step < 9 && (await plan.count()) === 0; step += 1) await slider(page).press("ArrowRight");
    await becomes(plan, "Read");
    alice.expectNoTrouble();
  });

  it("is the same for whoever opens its address, and goes back to now", async () => {
    const { page } = alice;
    await open(page, newest - 3);
    await bob.page.goto(page.url());
    await until(SOON, async () => (await past(bob.page).innerText()) === (await past(page).innerText()), "the same moment");
    expect(await words(bob.page)).toBe(await words(page));
    await button(bob.page, "Back to now").click();
    await becomes(transcript(bob.page), "The second is done.");
    expect(inAddress(bob.page)).toBeNull();
    await bob.page.keyboard.press("Alt+r");
    await isAt(bob.page, newest);
    await bob.page.goBack();
    await composer(bob.page).waitFor();
    bob.expectNoTrouble();
  });

  it("plays, and stops at its end", async () => {
    const { page } = alice;
    await open(page, newest - 6);
    await page.getByRole("radio", { name: "16×" }).click();
    await button(page, "Play").click();
    await isAt(page, newest);
    await button(page, "Play").waitFor();
  });

  it("counts what comes meanwhile, and is brought nowhere by it", async () => {
    const { page } = alice;
    await open(page, 2);
    await bob.page.goto(addressOf(task, `?sessionId=${sessionId}`));
    await send(bob.page, "/say Something new.");
    const newer = bar(page).getByRole("button", { name: /^\d+ newer$/ });
    await newer.waitFor({ timeout: LATER });
    await answered(bob.page, "Something new.", LATER);
    await status(bob.page, /^Status: Ready$/, LATER);
    expect([await place(page), await slider(page).getAttribute("max")]).toEqual([2, `${newest}`]);
    await newer.click();
    await slider(page).press("End");
    await becomes(past(page), "Something new.");
    newest = await place(page);
    alice.expectNoTrouble();
  });

  it("says so when its address asks for what is not there", async () => {
    const { page } = alice;
    await open(page, 90_000);
    await becomes(bar(page), `There is no event 90,000: the session has ${newest.toLocaleString("en")} events so far.`);
    await isAt(page, newest);
    await open(page, 0);
    await becomes(bar(page), "Events are counted from 1.");
    await page.goto(addressOf(task, "?sessionId=s-00000000-0000-4000-8000-000000000000&at=3"));
    await page.getByText("The session that this address replays is not open here any more").waitFor();
    await composer(page).waitFor();
    expect(inAddress(page)).toBeNull();
    await page.goto(addressOf(task, `?sessionId=${sessionId}&at=soon`));
    await composer(page).waitFor();
    alice.expectNoTrouble();
  });

  it("begins where the log begins of which the beginning was removed, also when one event is all that is left", async () => {
    const { page } = alice;
    const keepFrom = (first: number) =>
      page.route(EVENTS, async (route) => {
        const response = await route.fetch();
        const all = (await response.json()) as { events: { index: number }[] };
        await route.fulfill({ response, json: { ...all, first, events: all.events.filter(({ index }) => index >= first) } });
      });
    await keepFrom(9);
    await open(page, 3);
    await becomes(bar(page), "What was said before event 9 was removed");
    await isAt(page, 9);
    await slider(page).press("Home");
    await isAt(page, 9);
    expect(await button(page, "Previous message").getAttribute("aria-description")).toBe("There is none before");
    await page.unroute(EVENTS);
    await keepFrom(newest);
    await open(page, newest);
    await becomes(bar(page), `event ${newest} of ${newest}`);
    expect([await slider(page).isDisabled(), await button(page, "Play").getAttribute("aria-description")]).toEqual([true, "There is one event alone"]);
    await page.unroute(EVENTS);
    alice.expectNoTrouble();
  });

  it("is left with one Escape, which is not the first of two that stop the agent", async () => {
    const { page } = alice;
    await page.goto(addressOf(task, `?sessionId=${sessionId}`));
    await send(page, "/slow 5s\n/say Not stopped.");
    await page.getByRole("button", { name: "Stop" }).waitFor();
    await page.keyboard.press("Alt+r");
    await bar(page).waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await composer(page).waitFor();
    await answered(page, "Not stopped.", LATER);
    await status(page, /^Status: Ready$/, LATER);
    alice.expectNoTrouble();
  });

  it("of an empty session there is nothing to replay, and of a task that nobody has worked on it makes none", async () => {
    const before = await materialised();
    const { page } = alice;
    const empty = await tell<{ sessionId: string }>(`task/request/createSession/acme/${task.taskId}`, {});
    await open(page, 3, empty.sessionId);
    await page.getByText("Nothing was said in this session yet.").waitFor();
    expect(await slider(page).count()).toBe(0);
    await button(page, "Back to now").click();
    await composer(page).waitFor();
    expect(await page.getByRole("button", { name: "Replay the session" }).getAttribute("aria-description")).toBe("Nothing was said in it yet");
    await page.goto(addressOf(await untouched(), "?at=5"));
    await page.getByRole("button", { name: "Open without a message" }).waitFor();
    expect(await page.getByRole("button", { name: "Replay the session" }).getAttribute("aria-description")).toBe("No session is open");
    expect(await materialised()).toBe(before);
    alice.expectNoTrouble();
  });

  it("reads what is older when it goes there, says why it cannot, and tries again", async () => {
    const { page } = alice;
    await page.goto(addressOf(task, `?sessionId=${sessionId}`));
    await send(page, "/chunks 1500\n/say Counted.");
    await answered(page, "Counted.", LATER);
    await status(page, /^Status: Ready$/, LATER);
    await page.goto("about:blank");
    await page.route(EVENTS, (route) => (/[?&]after=/.test(route.request().url()) ? route.abort() : route.continue()));
    await open(page, 3);
    await becomes(bar(page), "What was said before cannot be read.", LATER);
    await page.unroute(EVENTS);
    alice.trouble.length = 0;
    await button(page, "Try again").click();
    await until(LATER, async () => (await past(page).locator(".transcript-row").allTextContents()).join().includes("/think Where are the totals?"), "the beginning");
    await isAt(page, 3);
    alice.expectNoTrouble();
  });

  for (const colours of ["dark", "light"] as const) {
    it(`can be used by all, ${colours} and narrow`, async () => {
      const { page } = alice;
      await page.emulateMedia({ colorScheme: colours });
      await open(page, 20);
      await past(page).waitFor();
      expect(await findings(page)).toEqual([]);
      await page.setViewportSize({ width: 400, height: 820 });
      expect(await findings(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
      await page.setViewportSize({ width: 1_440, height: 900 });
    });
  }

  it("goes wrong in nobody's browser", () => {
    alice.expectNoTrouble();
    bob.expectNoTrouble();
  });
});
