// What waits for an agent: moved, changed, and the same for all who look.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Person, SOON, ask, launch, missing, signIn } from "./browser.ts";
import { until } from "./fleet.ts";
import { type TaskLine, answered, becomes, begin, send, status } from "./steps.ts";

describe.skipIf(missing())("what waits for an agent", () => {
  let browser: Browser;
  let alice: Person;
  let bob: Person;
  let task: TaskLine;
  const queue = (page: Page) => page.getByRole("region", { name: "Messages that wait" });
  const texts = (page: Page) => queue(page).locator(".queue-text").allTextContents();
  const grip = (page: Page, text: string) => queue(page).getByRole("listitem").filter({ hasText: text }).getByRole("button", { name: /^Move message/ });
  const shows = (page: Page, wanted: string[]) =>
    until(SOON, async () => (await texts(page)).join() === wanted.join(), `${wanted.join()} in ${page.url()}`);
  const stored = async () => {
    const { sessions } = await ask<{ sessions: { queue: { text: string }[] }[] }>(`task/query/detail/acme/${task.taskId}`);
    return sessions[0]?.queue.map(({ text }) => text) ?? [];
  };

  beforeAll(async () => {
    browser = await launch();
    [alice, bob] = [await signIn(browser, "alice"), await signIn(browser, "bob")];
    task = await begin(alice.page);
    await send(alice.page, "/hold go\n/say Went.");
    await status(alice.page, /^Status: (Running|Working)/);
    for (const text of ["/say one", "/say two", "/say three"]) await send(alice.page, text);
    await shows(alice.page, ["/say one", "/say two", "/say three"]);
    await bob.page.goto(alice.page.url());
    await shows(bob.page, ["/say one", "/say two", "/say three"]);
  });
  afterAll(async () => {
    await browser?.close();
  });

  it("is moved by keys, by its menu and by dragging, and both who look see the same", async () => {
    const { page } = alice;
    await grip(page, "three").focus();
    await page.keyboard.press("Alt+ArrowUp");
    await shows(page, ["/say one", "/say three", "/say two"]);
    await until(SOON, () => grip(page, "three").evaluate((it) => it === document.activeElement), "the focus goes with it");
    await page.keyboard.press("Alt+Home");
    await shows(bob.page, ["/say three", "/say one", "/say two"]);

    await grip(bob.page, "three").click();
    await bob.page.getByRole("menuitem", { name: "Move to the end" }).click();
    await shows(page, ["/say one", "/say two", "/say three"]);

    const rows = queue(page).getByRole("listitem");
    await grip(page, "one").dragTo(rows.filter({ hasText: "three" }), { targetPosition: { x: 40, y: 30 } });
    await shows(page, ["/say two", "/say three", "/say one"]);
    await shows(bob.page, ["/say two", "/say three", "/say one"]);
    expect(await stored()).toEqual(["/say two", "/say three", "/say one"]);
    alice.expectNoTrouble();
    bob.expectNoTrouble();
  });

  it("stays where it was when that is refused, and says so", async () => {
    const { page } = alice;
    await page.route("**/v1/task/request/moveMessage/**", (route) =>
      route.fulfill({
        status: 409,
        contentType: "application/problem+json",
        body: JSON.stringify({ code: "task.next_message_does_not_wait", detail: "It does not wait any more.", status: 409 }),
      }),
    );
    await grip(page, "two").focus();
    await page.keyboard.press("Alt+End");
    await becomes(page.getByRole("region", { name: "Notices" }), "It does not wait any more.");
    await shows(page, ["/say two", "/say three", "/say one"]);
    await page.unroute("**/v1/task/request/moveMessage/**");
    alice.trouble.length = 0;
  });

  it("keeps what is made of it over a reload, and beyond its turn", async () => {
    const { page } = alice;
    const row = () => queue(page).getByRole("listitem").filter({ has: page.getByRole("textbox") });
    await queue(page).getByRole("listitem").filter({ hasText: "three" }).getByRole("button", { name: "Edit" }).click();
    await row().getByRole("textbox").fill("/say three, with more");
    await page.reload();
    expect(await row().getByRole("textbox").inputValue()).toBe("/say three, with more");
    await row().getByRole("textbox").press("Enter");
    await shows(bob.page, ["/say two", "/say three, with more", "/say one"]);

    await queue(page).getByRole("listitem").filter({ hasText: "one" }).getByRole("button", { name: "Edit" }).click();
    await row().getByRole("textbox").fill("/say half a thou");
    // Bob takes it out meanwhile: what alice has written is where messages are written.
    await queue(bob.page).getByRole("listitem").filter({ hasText: "one" }).getByRole("button", { name: "Take out of the queue" }).click();
    await until(SOON, async () => (await page.getByRole("textbox", { name: "Message to the agent" }).inputValue()) === "/say half a thou", "the draft");
    alice.expectNoTrouble();
  });

  it("is said in the order that it was put into", async () => {
    const { page } = alice;
    await page.getByRole("button", { name: /^Stop/ }).first().click();
    await queue(page).getByRole("button", { name: "Send them" }).click();
    await answered(page, "three, with more");
    const said = await page.getByRole("log", { name: "Transcript" }).getByRole("article", { name: "Message by the agent" }).allTextContents();
    const places = ["two", "three, with more"].map((text) => said.findIndex((words) => words.includes(text)));
    expect(places[0]).toBeLessThan(places[1] ?? -1);
    alice.expectNoTrouble();
    bob.expectNoTrouble();
  });
});
