// What repositories, programs and addresses bring that nobody expects: names that hide what they are, output that is no text,
// a paste of half a megabyte, an address of nothing.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LATER, type Person, SOON, atGithub, facts, launch, missing, signIn } from "./browser.ts";
import { until } from "./fleet.ts";
import { addressOf, becomes, begin, openTab, send, turnsEnded, untouched } from "./steps.ts";

/** Characters of a paste: more than the gateway lets wait at once, and than it takes in a second. */
const PASTED = 500_000;

describe.skipIf(missing())("odd content", () => {
  let browser: Browser;
  let alice: Person;

  beforeAll(async () => {
    browser = await launch();
    alice = await signIn(browser, "alice");
    await begin(alice.page);
  });
  afterAll(async () => {
    await browser?.close();
  });

  it("marks what is not seen in names and code, and opens folders of any name", async () => {
    const { page } = alice;
    const make = [
      "/run mkdir constructor && printf 'const a\\342\\200\\213b = 1; /*\\342\\200\\256 */\\n' > constructor/hidden.js",
      "printf x > \"$(printf 'photo-\\342\\200\\256gnp.exe')\"",
    ].join("; ");
    await send(page, make);
    await turnsEnded(page, 1);
    await openTab(page, "Files");
    const files = page.getByRole("tree", { name: "Files" });
    await becomes(files.getByRole("treeitem").filter({ hasText: "photo-" }).locator(".hidden-character"), "\u202e");
    await files.getByRole("treeitem", { name: "constructor" }).click();
    await files.getByRole("treeitem", { name: /hidden\.js/ }).click();
    const line = page.getByRole("group", { name: "Lines of constructor/hidden.js" });
    await line.getByRole("img", { name: "U+200B" }).waitFor();
    await line.getByRole("img", { name: "U+202E" }).waitFor();
    alice.expectNoTrouble();
  });

  it("gives a long paste to a program in whole, and bears a program that prints no text", async () => {
    const { page } = alice;
    await alice.context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: facts().gateway });
    await page.getByRole("button", { name: "Show the terminals" }).click();
    await page.getByRole("region", { name: "Terminals" }).getByRole("button", { name: "New terminal" }).first().click();
    const screen = page.locator(".screen:not(.screen-behind)");
    await becomes(screen.locator(".xterm-rows"), "$");
    await type(page, "stty -echo; echo ready-$((1 + 1)); cat > /tmp/pasted; wc -c < /tmp/pasted");
    await becomes(screen.locator(".xterm-rows"), "ready-2");
    await page.evaluate((count) => navigator.clipboard.writeText(`${"x".repeat(99)}\n`.repeat(count / 100)), PASTED);
    await page.keyboard.press("Control+Shift+V");
    await page.keyboard.press("Control+D");
    await becomes(screen.locator(".xterm-rows"), String(PASTED), LATER);
    expect(await screen.getByRole("alert").count()).toBe(0);
    await type(page, "head -c 100000 /dev/urandom; reset; echo the-$((40 + 2))-end");
    await becomes(screen.locator(".xterm-rows"), "the-42-end", LATER);
    alice.expectNoTrouble();
  });

  it("lists forty checks of long names, and clips none of them", async () => {
    const { page } = alice;
    const { repositoryName: repository, branch, taskId } = await untouched();
    for (let at = 0; at < 40; at++) {
      await atGithub("statuses/report", { repository, branch, context: `ci/${"a very long name ".repeat(10)}${at}`, state: at % 2 ? "success" : "failure" });
    }
    await page.goto(addressOf({ taskId }, "?rail=checks"));
    const list = page.locator(".checks-list").first();
    await until(SOON, async () => (await list.getByRole("listitem").count()) >= 40, "forty checks");
    // What is clipped cannot be scrolled to by anybody.
    expect(await list.evaluate((list) => list.scrollHeight - list.clientHeight)).toBeLessThanOrEqual(1);
    alice.expectNoTrouble();
  });

  it("says what it needs to a browser that forbids it", async () => {
    const context = await browser.newContext();
    await context.addInitScript(() => {
      const forbidden = () => {
        throw new DOMException("Access is denied for this document.", "SecurityError");
      };
      Object.defineProperty(window, "localStorage", { get: forbidden });
    });
    const page = await context.newPage();
    await page.goto(facts().gateway);
    await page.getByText("Allow them for this address, and reload.").waitFor();
    await context.close();
  });

  it("says of an address of nothing that there is nothing", async () => {
    const { page } = alice;
    for (const id of ["%00", "..%2F..%2Fx", "x".repeat(3_000)]) {
      await page.goto(addressOf({ taskId: id }));
      await page.getByRole("complementary", { name: "Details" }).getByText("There is no such task").waitFor();
    }
    alice.expectNoTrouble();
  });
});

async function type(page: Page, text: string): Promise<void> {
  await page.locator(".screen:not(.screen-behind) textarea").focus();
  await page.keyboard.insertText(text);
  await page.keyboard.press("Enter");
}
