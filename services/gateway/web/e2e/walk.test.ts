// A day at the office: two people, two browsers, one task, from signing in to merging.
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { LATER, type Person, launch, missing, signIn } from "./browser.ts";
import {
  type TaskLine, answered, becomes, composer, filterSidebar, materialised, openByRow, openSession, openTab, rowOf, send, status, toTop, transcript, turnsEnded, untouched,
} from "./steps.ts";

const DEMO = `/think Where are the totals rounded?
/plan [>] Look; Write it down; [x] Ask
/delay 20ms
/chunks 40
/tool read cart.ts
/ask Write totals.txt
/write totals.txt one\\ntwo\\nthree\\n
/commit Round totals
/say **Rounded**, as you wished.`;

describe.skipIf(missing())("a day with two people", () => {
  let browser: Browser;
  let alice: Person;
  let bob: Person;
  let task: TaskLine;
  let before: number;

  beforeAll(async () => {
    browser = await launch();
    task = await untouched();
    before = await materialised();
  });
  afterAll(async () => {
    await browser?.close();
  });
  // Each step stands on those before it.
  let hasFailed = false;
  beforeEach(({ skip }) => skip(hasFailed, "an earlier step has failed"));
  afterEach(({ task }) => {
    hasFailed ||= task.result?.state === "fail";
  });

  it("signs alice in, through GitHub's own page, and shows her acme by repositories", async () => {
    alice = await signIn(browser, "alice");
    const tree = alice.page.getByRole("tree", { name: "Repositories and tasks" });
    await tree.locator('[role="treeitem"][aria-level="1"]').first().waitFor();
    await tree.locator('[role="treeitem"][aria-level="2"]').first().waitFor();
    alice.expectNoTrouble();
  });

  it("makes nothing by looking", async () => {
    const { page } = alice;
    await openByRow(page, task);
    for (const tab of ["Changes", "Files", "Checks", "Audit", "Overview"]) await openTab(page, tab);
    await page.reload();
    await page.getByRole("button", { name: task.title, exact: true }).waitFor();
    await filterSidebar(page, "");
    for (const row of (await page.locator('.sidebar-task[href*="/tasks/"]').all()).slice(0, 4)) await row.click();
    expect(await materialised()).toBe(before);
    await openByRow(page, task);
    alice.expectNoTrouble();
  });

  it("opens a session because she says so, and then there is one task more", async () => {
    await openSession(alice.page);
    expect(await materialised()).toBe(before + 1);
    alice.expectNoTrouble();
  });

  it("streams what the agent says, plans and does, and asks her", async () => {
    const { page } = alice;
    await send(page, DEMO);
    const said = transcript(page);
    await page.getByRole("group", { name: "Plan" }).first().waitFor();
    await becomes(said.getByRole("article", { name: "Message by the agent" }), "40", LATER);
    await said.getByRole("group", { name: /^cart\.ts: Done/ }).waitFor();
    const question = page.getByRole("group", { name: /^The agent asks: Write totals\.txt/ });
    await question.waitFor();
    // It takes no answer for a moment, so that no key that is held down gives one.
    await question.locator('.transcript-options:not([aria-busy="true"])').waitFor();
    await question.getByRole("button", { name: /allow/i }).first().click();
    await becomes(said, /alice chose/);
    await becomes(said, "Rounded, as you wished.");
    await turnsEnded(page, 1);
    // Only what is in sight is drawn, and much was said since.
    await toTop(page);
    await said.getByRole("article", { name: "Message by alice" }).waitFor();
    alice.expectNoTrouble();
  });

  it("shows what has changed, with the numbers of its lines", async () => {
    const { page } = alice;
    await openTab(page, "Changes");
    const file = page.getByRole("list", { name: "Changed files" }).getByRole("button", { name: /^(?!More).*totals\.txt/ });
    await file.click();
    const diff = page.getByRole("region", { name: "Changes of totals.txt" });
    for (const line of [1, 2, 3]) await diff.getByRole("button", { name: `Line ${line}, added` }).waitFor();
    expect(await diff.getByRole("button", { name: "Line 4, added" }).count()).toBe(0);
    await becomes(diff.locator(".diff-row").nth(1), /2.*\+.*two/);
    alice.expectNoTrouble();
  });

  it("shows bob the owner in green, and all that was said", async () => {
    bob = await signIn(browser, "bob");
    const { page } = bob;
    await openByRow(page, task);
    const owner = rowOf(page, task).locator(".sidebar-owner");
    await becomes(owner, "alice");
    const [colour, green] = await owner.evaluate((element) => {
      const probe = document.createElement("span");
      probe.style.color = "var(--success)";
      document.body.append(probe);
      const colours = [getComputedStyle(element).color, getComputedStyle(probe).color];
      probe.remove();
      return colours;
    });
    expect(colour).toBe(green);
    await becomes(transcript(page), "Rounded, as you wished.");
    // Only what is in sight is drawn.
    await toTop(page);
    await transcript(page).getByRole("article", { name: "Message by alice" }).waitFor();
    expect(await transcript(page).getByRole("article", { name: "Message by alice" }).count()).toBe(1);
    bob.expectNoTrouble();
  });

  it("shows each that the other is here, and who is about to write", async () => {
    const header = (person: Person) => person.page.locator(".session-header");
    await header(alice).getByRole("img", { name: "bob looks at this task" }).waitFor();
    await header(bob).getByRole("img", { name: "alice looks at this task" }).waitFor();
    await rowOf(alice.page, task).getByRole("img", { name: "bob looks at this task" }).waitFor();
    await composer(bob.page).pressSequentially("Let me");
    const writers = alice.page.locator(".writers");
    await becomes(writers, "bob is typing. With the message the task becomes bob’s.");
    await becomes(writers, "bob is about to send");
    await header(alice).getByRole("img", { name: "bob has written something, and not sent it yet" }).waitFor();
    await composer(bob.page).fill("");
    await writers.waitFor({ state: "detached" });
    await bob.page.goto("about:blank");
    await header(alice).locator(".faces").waitFor({ state: "detached" });
    await bob.page.goBack();
    await header(alice).getByRole("img", { name: "bob looks at this task" }).waitFor();
    await becomes(transcript(bob.page), "Rounded, as you wished.");
    alice.expectNoTrouble();
    bob.expectNoTrouble();
  });

  it("makes bob the owner when he writes, and alice sees it happen", async () => {
    await alice.page.getByRole("tablist", { name: "Sessions and diffs" }).getByRole("tab").first().click();
    await openTab(alice.page, "Overview");
    await send(bob.page, "/say Yours now, bob.");
    await answered(bob.page, "Yours now, bob.");
    await status(bob.page, /Status: Ready/);
    await becomes(alice.page.locator(".owner-login"), "bob");
    await becomes(rowOf(alice.page, task).locator(".sidebar-owner"), "bob");
    await becomes(alice.page.locator(".credentials"), "bob");
    // She reads further up, where nothing moves by itself; what is new is a press away.
    await alice.page.getByRole("button", { name: /^\d+ new$/ }).click();
    await answered(alice.page, "Yours now, bob.");
    alice.expectNoTrouble();
    bob.expectNoTrouble();
  });

  it("opens a terminal in the sandbox, which answers", async () => {
    const { page } = bob;
    await page.getByRole("button", { name: "Show the terminals" }).click();
    await page.getByRole("region", { name: "Terminals" }).getByRole("button", { name: "New terminal" }).first().click();
    const screen = page.locator(".screen .xterm");
    await screen.waitFor();
    await screen.click();
    await page.keyboard.type("echo $((6 * 7))-totals; cat totals.txt\n");
    await becomes(page.locator(".xterm-rows"), /42-totals.*one.*two.*three/s);
    bob.expectNoTrouble();
  });

  it("pushes and merges, as bob, and the task follows", async () => {
    const { page } = bob;
    const branch = page.getByRole("toolbar", { name: "Branch" });
    await branch.locator('[aria-label="Push"][aria-disabled="false"]').click();
    await page.getByText("What git printed").click();
    await page.locator(".printed[open]").getByText("->").waitFor();
    await branch.locator('[aria-label="Merge"][aria-disabled="false"]').waitFor();
    await branch.getByRole("button", { name: "Merge" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Merge", exact: true }).click();
    await dialog.waitFor({ state: "hidden" });
    // In the sidebar it goes below what is open, and may be out of sight there.
    for (const person of [alice, bob]) await status(person.page, /^Status: (Merged|Archived|Being archived)/);
    alice.expectNoTrouble();
    bob.expectNoTrouble();
  });

  it("has left no draft behind", async () => {
    if (await composer(alice.page).count()) expect(await composer(alice.page).inputValue()).toBe("");
    alice.expectNoTrouble();
  });
});
