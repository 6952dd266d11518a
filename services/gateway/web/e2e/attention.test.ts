// What needs somebody finds them: in the sidebar, in the window's title, as a notification. And what is true of a task that
// nobody has touched.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LATER, type Person, SOON, atGithub, facts, launch, missing, signIn, tell } from "./browser.ts";
import { until } from "./fleet.ts";
import { type TaskLine, addressOf, becomes, begin, materialised, openTab, send, status, transcript, untouched } from "./steps.ts";

/** What the page would have told by a notification. */
interface Told {
  title: string;
  body: string;
}

describe.skipIf(missing())("a task that nobody has touched", () => {
  let browser: Browser;
  let alice: Person;
  let line: TaskLine;

  beforeAll(async () => {
    browser = await launch();
    alice = await signIn(browser, "alice");
    line = await untouched();
  });
  afterAll(async () => {
    await browser?.close();
  });

  it("shows its pull request with checks and reviews, and nothing is made by that", async () => {
    const { page } = alice;
    const before = await materialised();
    await atGithub("checks/report", { repository: line.repositoryName, branch: line.branch, tests: "failed" });
    await page.goto(addressOf(line, "?rail=checks"));
    const panel = page.getByRole("tabpanel", { name: "Checks" });
    await panel.getByRole("link", { name: `#${line.pullRequest?.number}` }).waitFor();
    await becomes(panel.getByRole("list", { name: "Readiness to merge" }), "1 of 3 checks failed");
    await panel.getByRole("heading", { name: "Reviews" }).waitFor();
    expect(await panel.getByText("No pull request yet").count()).toBe(0);
    expect(await materialised()).toBe(before);
    alice.expectNoTrouble();
  });

  it("is merged at GitHub, which needs no sandbox", async () => {
    const { page } = alice;
    await atGithub("checks/report", { repository: line.repositoryName, branch: line.branch, tests: "passed" });
    await page.goto(addressOf(line));
    const branch = page.getByRole("toolbar", { name: "Branch" });
    expect(await branch.getByRole("button", { name: "Publish" }).count()).toBe(0);
    await branch.locator('[aria-label="Merge"][aria-disabled="false"]').click();
    const dialog = page.getByRole("dialog", { name: /^Merge #/ });
    await dialog.getByRole("button", { name: "Merge", exact: true }).click();
    await dialog.waitFor({ state: "hidden" });
    await page.getByText(`Pull request #${line.pullRequest?.number} is merged`).first().waitFor({ timeout: LATER });
    alice.expectNoTrouble();
  });

  it("says why a branch without a pull request cannot be published yet", async () => {
    const { page } = alice;
    const { repositoryId } = await untouched();
    const { taskId } = await tell<{ taskId: string }>("organization/request/createTask/acme", { repositoryId, prompt: "Not begun yet" });
    await page.goto(addressOf({ taskId }, "?rail=checks"));
    const panel = page.getByRole("tabpanel", { name: "Checks" });
    await becomes(panel, "There is no sandbox yet: open a session");
    const button = panel.locator('button[aria-disabled="true"]', { hasText: "Publish" });
    // It can be reached, and does nothing.
    await button.click({ force: true });
    expect(await page.getByRole("dialog").count()).toBe(0);
    alice.expectNoTrouble();
  });
});

describe.skipIf(missing())("what needs somebody", () => {
  let browser: Browser;
  let alice: Person;
  let task: TaskLine;

  /** How many needed her before this; other tests have left some. */
  let before: number;
  const inTitle = async (page: Page) => Number(/^\((\d+)\) /.exec(await page.title())?.[1] ?? 0);
  /** The group is the first one: with many tasks it is drawn only where the list begins. */
  const inSidebar = async (page: Page) => {
    await page.getByRole("tree").evaluate((tree) => void (tree.scrollTop = 0));
    return Number((await page.locator('[data-group="needs"] .sidebar-count').allTextContents())[0] ?? 0);
  };
  const need = (page: Page, more: number) =>
    until(SOON, async () => (await inTitle(page)) === before + more && (await inSidebar(page)) === before + more, `${before + more} that need her`);

  beforeAll(async () => {
    browser = await launch();
    alice = await signIn(browser, "alice");
    await alice.page.addInitScript(pretend);
    task = await begin(alice.page);
    // What is opened may be something unseen for a moment.
    await status(alice.page, /^Status: Ready$/);
    await until(SOON, async () => (before = await inTitle(alice.page)) === (await inSidebar(alice.page)), "one number in title and sidebar");
  });
  afterAll(async () => {
    await browser?.close();
  });

  it("is an agent that asks: above all tasks, and in the title of whatever is open", async () => {
    const { page } = alice;
    await send(page, "/ask Go on");
    await status(page, /^Status: Needs an answer$/);
    await need(page, 1);
    await page.goto(`${facts().gateway}/organizations/acme/activity`);
    await need(page, 1);
    // Also for whoever has no sidebar.
    await page.keyboard.press("[");
    await page.getByRole("tree").waitFor({ state: "detached" });
    await page.reload();
    await until(SOON, async () => (await inTitle(page)) === before + 1, "the number in the title");
    await page.keyboard.press("[");
    await page.goto(addressOf(task));
    const question = page.getByRole("group", { name: /^The agent asks: Go on/ });
    await question.locator('.transcript-options:not([aria-busy="true"])').waitFor();
    await question.getByRole("button", { name: /allow/i }).first().click();
    await becomes(transcript(page), /alice chose/);
    await status(page, /^Status: Ready$/);
    await need(page, 0);
    alice.expectNoTrouble();
  });

  it("is a check of one's own task that has failed; a notification says so, and opens the task", async () => {
    const { page } = alice;
    await page.goto(`${facts().gateway}/account/notifications`);
    await page.getByRole("radio", { name: "On" }).click();
    await page.goto(`${facts().gateway}/organizations/acme/activity`);
    await need(page, 0);
    await page.evaluate("isHidden(true)");
    await atGithub("checks/report", { repository: task.repositoryName, branch: task.branch, tests: "failed" });
    await need(page, 1);
    await page.waitForFunction("told.length === 1");
    expect(await page.evaluate<Told>("({ title: told[0].title, body: told[0].body })")).toEqual({ title: task.title, body: "1 of 3 checks failed" });
    await page.evaluate("told[0].onclick()");
    await page.waitForURL(`**/tasks/${task.taskId}`);
    await page.evaluate("isHidden(false)");
    await openTab(page, "Checks");
    await atGithub("checks/report", { repository: task.repositoryName, branch: task.branch, tests: "passed" });
    await need(page, 0);
    await page.evaluate("localStorage.removeItem('foundry:notifications')");
    alice.expectNoTrouble();
  });
});

/** In the page, before anything of it: notifications are noted, and whether the page is hidden is said by the test. */
function pretend(): void {
  const told: unknown[] = [];
  let hidden = false;
  class Noted {
    static permission = "granted";
    static requestPermission = () => Promise.resolve("granted");
    body: string;
    onclick: (() => void) | undefined;
    constructor(
      readonly title: string,
      options: { body?: string },
    ) {
      this.body = options.body ?? "";
      told.push(this);
    }
    close() {}
  }
  const isHidden = (is: boolean) => {
    hidden = is;
    document.dispatchEvent(new Event("visibilitychange"));
  };
  Object.assign(window, { Notification: Noted, told, isHidden });
  Object.defineProperty(document, "hidden", { get: () => hidden });
}
