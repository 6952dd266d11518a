// What pages like this one usually get wrong, each tried here as a person would meet it.
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LATER, type Person, SOON, ask, atGithub, facts, launch, missing, signIn, tell } from "./browser.ts";
import { until } from "./fleet.ts";
import {
  type TaskLine, addressOf, answered, becomes, composer, filterSidebar, materialised, openTab, readAll, rowOf, send, status, transcript, untouched,
} from "./steps.ts";

/** Of the generated organization. */
const REPOSITORIES = 160;
/** More rows than that are never drawn at once. */
const DRAWN = 80;

describe.skipIf(missing())("pitfalls", () => {
  let browser: Browser;
  let alice: Person;
  let task: TaskLine;

  const home = () => alice.page.goto(`${facts().gateway}/organizations/acme`);
  const openTask = async (search = "") => {
    await alice.page.goto(addressOf(task, search));
    await composer(alice.page).waitFor();
  };
  const strip = () => alice.page.getByRole("tablist", { name: "Sessions and diffs" });

  beforeAll(async () => {
    browser = await launch();
    alice = await signIn(browser, "alice");
  });
  afterAll(async () => {
    await browser?.close();
  });

  it("lists all repositories and tasks, and draws only those in sight", async () => {
    const { page } = alice;
    await home();
    const { counts } = await ask<{ counts: { repositories: number; tasks: number } }>("organization/query/summary/acme");
    expect(counts.repositories).toBe(REPOSITORIES);
    const tree = page.getByRole("tree");
    const seen = { repositories: new Set<string>(), tasks: new Set<string>() };
    let most = 0;
    await tree.getByRole("treeitem").first().waitFor();
    // What changes meanwhile moves up, past whoever goes down: it is found the next time.
    for (let times = 0; times < 3 && seen.repositories.size < REPOSITORIES; times++) {
      await tree.evaluate((list) => void (list.scrollTop = 0));
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      for (let isEnd = false; !isEnd; ) {
        const drawn = await tree.getByRole("treeitem").evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.repository ?? (row as HTMLAnchorElement).href ?? ""));
        most = Math.max(most, drawn.length);
        for (const id of drawn) (id.includes("/tasks/") ? seen.tasks : seen.repositories).add(id);
        isEnd = await tree.evaluate((list) => {
          list.scrollTop += list.clientHeight / 2;
          return list.scrollTop + list.clientHeight >= list.scrollHeight - 1;
        });
        await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      }
      for (const id of await tree.getByRole("treeitem").evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.repository ?? "")))
        if (id) seen.repositories.add(id);
    }
    expect(seen.repositories.size).toBeGreaterThanOrEqual(REPOSITORIES);
    expect(seen.tasks.size).toBeGreaterThanOrEqual(counts.tasks - 5);
    expect(most).toBeLessThan(DRAWN);
    alice.expectNoTrouble();
  });

  it("shows how a pull request's checks stand, as soon as GitHub says so, and makes nothing of it", async () => {
    const { page } = alice;
    const [line, before] = [await untouched(), await materialised()];
    await home();
    await filterSidebar(page, line.title);
    for (const [tests, words] of [["running", "1 of 3 checks under way"], ["failed", "1 of 3 checks failed"]] as const) {
      await atGithub("checks/report", { repository: line.repositoryName, branch: line.branch, tests });
      await rowOf(page, line).getByRole("img", { name: words }).waitFor();
    }
    await filterSidebar(page, "");
    expect(await materialised()).toBe(before);
    alice.expectNoTrouble();
  });

  it("counts what is materialised in the developer panel, and a session makes it one more", async () => {
    const { page } = alice;
    const before = await materialised();
    task = await untouched();
    await page.goto(addressOf(task));
    await page.getByRole("button", { name: "Open without a message" }).waitFor();
    await page.locator("body").press("Shift+D");
    const panel = page.getByRole("complementary", { name: "Developer panel" });
    await becomes(panel, `tasks materialised${before}`);
    await page.getByRole("button", { name: "Open without a message" }).click();
    await becomes(panel, `tasks materialised${before + 1}`);
    await panel.getByRole("button", { name: "Close" }).click();
    await panel.waitFor({ state: "detached" });
    await status(page, /^Status: Ready$/, LATER);
    await filterSidebar(page, task.title);
    await until(SOON, async () => !(await rowOf(page, task).getAttribute("class"))?.includes("sidebar-virtual"), "the row of a real task");
    await filterSidebar(page, "");
    expect(await strip().getByRole("tab").count()).toBe(1);
    alice.expectNoTrouble();
  });

  it("adds nothing to the history by itself", async () => {
    const { page } = alice;
    await page.goto(addressOf(task));
    await composer(page).waitFor();
    const before = await page.evaluate(() => history.length);
    await page.reload();
    await composer(page).waitFor();
    await openTab(page, "Changes");
    await openTab(page, "Overview");
    expect(await page.evaluate(() => history.length)).toBe(before);
  });

  it("keeps a draft with the session that it was typed in", async () => {
    const { page } = alice;
    await openTask();
    await page.getByRole("button", { name: "New session" }).click();
    await page.getByRole("dialog", { name: "New session" }).getByRole("button").first().click();
    await until(LATER, async () => (await strip().getByRole("tab").count()) === 2, "two sessions");
    const [first, second] = [strip().getByRole("tab").nth(0), strip().getByRole("tab").nth(1)];
    await second.click();
    await composer(page).fill("for the second");
    await first.click();
    await until(SOON, async () => (await composer(page).inputValue()) === "", "an empty draft");
    await composer(page).fill("for the first");
    await second.click();
    await until(SOON, async () => (await composer(page).inputValue()) === "for the second", "the second's draft");
    await first.click();
    await until(SOON, async () => (await composer(page).inputValue()) === "for the first", "the first's draft");
    alice.expectNoTrouble();
  });

  it("keeps a draft that was typed just before the page was closed", async () => {
    const { page, context } = alice;
    await openTask();
    const address = page.url();
    await composer(page).fill("written and gone");
    await page.close({ runBeforeUnload: false });
    alice.page = await context.newPage();
    await alice.page.goto(address);
    await until(SOON, async () => (await composer(alice.page).inputValue()) === "written and gone", "the draft");
    await composer(alice.page).fill("");
  });

  it("keeps the session readable and its buttons in sight, however narrow the window is", async () => {
    const { page } = alice;
    await openTask();
    await send(page, "/slow 3s");
    await page.getByRole("button", { name: /^Stop/ }).waitFor();
    for (const width of [1_440, 1_024, 960, 720, 390]) {
      await page.setViewportSize({ width, height: 800 });
      const edge = () => page.locator(".composer").boundingBox();
      await until(SOON, async () => ((await edge())?.width ?? 0) > 280, `a readable composer at ${width}`);
      const { x, width: wide } = (await edge()) ?? { x: 0, width: 0 };
      for (const button of await page.locator(".composer-foot button").all()) {
        const box = await button.boundingBox();
        expect((box?.x ?? 0) + (box?.width ?? 0), `${await button.textContent()} at ${width}`).toBeLessThanOrEqual(x + wide);
      }
    }
    await page.setViewportSize({ width: 1_440, height: 900 });
    await status(page, /^Status: Ready$/);
    alice.expectNoTrouble();
  });

  it("is used by keys alone: what is opened takes the focus, and Escape gives it back", async () => {
    const { page } = alice;
    await openTask();
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "");
    const press = async (opener: Locator, inside: Locator) => {
      await opener.focus();
      const before = await focused();
      await opener.press("Enter");
      await inside.waitFor();
      await until(SOON, () => inside.evaluate((element) => element.contains(document.activeElement)), "the focus inside");
      await page.keyboard.press("Escape");
      await inside.waitFor({ state: "detached" });
      await until(SOON, async () => (await focused()) === before, `the focus back at ${before}`);
    };
    await press(page.getByRole("button", { name: /^Organization: / }), page.getByRole("menu", { name: "Organizations" }).getByRole("menuitemcheckbox").first());
    await press(page.locator(".session-options"), page.getByRole("dialog", { name: "Agent" }));
    await press(page.getByRole("button", { name: "New session", exact: true }), page.getByRole("dialog", { name: "New session" }));
    await press(page.getByRole("button", { name: task.title, exact: true }), page.getByRole("textbox", { name: "Title of the task" }));
    // What is committed by Enter does not press what has the focus then.
    await page.getByRole("button", { name: task.title, exact: true }).press("Enter");
    await page.getByRole("textbox", { name: "Title of the task" }).press("Enter");
    await until(SOON, async () => (await focused()) === task.title, "the focus back at the title");
    expect(await page.getByRole("textbox", { name: "Title of the task" }).count()).toBe(0);
    await composer(page).focus();
    await page.keyboard.press("Control+f");
    await page.getByRole("search", { name: "Find in the transcript" }).waitFor();
    await page.keyboard.press("Escape");
    await until(SOON, async () => (await focused()) === "Message to the agent", "the focus back in the composer");
    await page.setViewportSize({ width: 900, height: 800 });
    await press(page.getByRole("button", { name: "Show the details" }), page.getByRole("complementary", { name: "Details" }));
    await page.setViewportSize({ width: 1_440, height: 900 });
    alice.expectNoTrouble();
  });

  it("leaves a session unread that was marked so, until it is opened again", async () => {
    const { page } = alice;
    await openTask();
    await send(page, "/say Read me.");
    await answered(page, "Read me.");
    await status(page, /^Status: Ready$/);
    await strip().getByRole("tab", { selected: true }).click({ button: "right" });
    await page.getByRole("menuitem", { name: "Mark as unread" }).click();
    const mark = strip().getByRole("tab", { selected: true }).getByRole("img", { name: "Unread" });
    await mark.waitFor();
    await transcript(page).hover();
    await page.mouse.wheel(0, 200);
    await openTab(page, "Changes");
    await openTab(page, "Overview");
    expect(await mark.count()).toBe(1);
  });

  it("stays where one reads while much is said, and follows again from the end", async () => {
    const { page } = alice;
    await openTask();
    await send(page, "/chunks 120");
    await becomes(transcript(page), "120");
    await status(page, /^Status: Ready$/);
    await send(page, "/delay 2ms\n/chunks 1000\n/say The last of it.");
    await becomes(transcript(page), /1\n?2\n?3/);
    await transcript(page).hover();
    await page.mouse.wheel(0, -700);
    const jump = page.locator(".transcript-jump");
    await jump.waitFor();
    const at = () => transcript(page).evaluate((list) => list.scrollTop);
    // A wheel's way is not at its end at once.
    let before = -1;
    await until(SOON, async () => before === (before = await at()), "the scrolling to end");
    await status(page, /^Status: Ready$/, LATER);
    expect(Math.abs((await at()) - before)).toBeLessThan(2);
    await jump.click();
    await answered(page, "The last of it.");
    await jump.waitFor({ state: "detached" });
    // Whoever reads further up and sends something wants to see it.
    await transcript(page).hover();
    await page.mouse.wheel(0, -900);
    await jump.waitFor();
    await send(page, "/say Sent from above.");
    await jump.waitFor({ state: "detached" });
    await becomes(transcript(page), "Sent from above.");
    await status(page, /^Status: Ready$/, LATER);
    const drawn = await transcript(page).locator("*").count();
    expect(drawn).toBeLessThan(4_000);
    alice.expectNoTrouble();
  });

  it("keeps the list of owners open while news comes, takes who never signed in, and gives the focus back", async () => {
    const { page } = alice;
    await openTask();
    await openTab(page, "Overview");
    const button = page.locator(".owner-button");
    await button.click();
    const field = page.getByRole("combobox", { name: "Find a member" });
    await field.fill("carol");
    await sendNews(page);
    await becomes(transcript(page), "News.");
    expect(await field.inputValue()).toBe("carol");
    await field.press("Enter");
    await becomes(page.locator(".owner-login"), "carol");
    await field.waitFor({ state: "hidden" });
    expect(await page.evaluate(() => document.activeElement?.className)).toContain("owner-button");
    await filterSidebar(page, task.title);
    await becomes(rowOf(page, task).locator(".sidebar-owner"), "carol");
    await filterSidebar(page, "");
    alice.expectNoTrouble();
  });

  it("fits the terminal to its place, and shows what it has shown when one comes back", async () => {
    const { page } = alice;
    await openTask();
    await page.getByRole("button", { name: "Show the terminals" }).click();
    await page.getByRole("region", { name: "Terminals" }).getByRole("button", { name: "New terminal" }).first().click();
    const screen = page.locator(".xterm");
    const rows = page.locator(".xterm-rows");
    await screen.click();
    await page.keyboard.type("stty size; echo kept-$((1+1))\n");
    await becomes(rows, /kept-2/);
    const size = async () => (await rows.innerText()).match(/^(\d+) (\d+)$/m)?.slice(1).map(Number);
    const before = await size();
    await page.getByRole("button", { name: "As high as the rail" }).click();
    await screen.click();
    await page.keyboard.type("clear; stty size\n");
    await until(SOON, async () => ((await size())?.[0] ?? 0) > (before?.[0] ?? 0), "more rows");
    await page.keyboard.type("echo kept-$((2+2))\n");
    await becomes(rows, /kept-4/);
    await page.getByRole("button", { name: "As high as before" }).click();

    // Another look is not another terminal.
    const look = () => rows.evaluate((text) => getComputedStyle(text).color);
    await screen.evaluate((terminal) => terminal.setAttribute("data-same", ""));
    const dark = await look();
    await page.emulateMedia({ colorScheme: "light" });
    await until(SOON, async () => (await look()) !== dark, "the light terminal");
    expect(await page.locator(".xterm[data-same]").count()).toBe(1);
    await becomes(rows, /kept-4/);
    await page.emulateMedia({ colorScheme: "dark" });
    await until(SOON, async () => (await look()) === dark, "the dark terminal");

    const other = await untouched();
    await page.goto(addressOf(other));
    await page.getByRole("button", { name: "Open without a message" }).waitFor();
    expect(await page.locator(".xterm").count()).toBe(0);
    await page.goBack();
    await becomes(page.locator(".xterm-rows"), /kept-4/);
    expect(await page.locator(".xterm").count()).toBe(1);
    await page.getByRole("button", { name: "Hide the terminals" }).click();
    alice.expectNoTrouble();
  });

  it("moves a repository that is dragged, and folds nothing by that", async () => {
    const { page } = alice;
    await home();
    const headings = page.locator(".sidebar-repository");
    const [first, second] = [headings.nth(0), headings.nth(1)];
    // The first one may have more tasks than are in sight, and then there is no second one to be seen.
    const forAll = async (action: string) => {
      await stays(first);
      await first.click({ button: "right" });
      await page.getByRole("menuitem", { name: action, exact: true }).click();
    };
    await forAll("Fold all repositories");
    await second.waitFor();
    const [above, dragged] = [await stays(first), await stays(second)];
    const id = await second.getAttribute("data-repository");
    const folded = await second.getAttribute("aria-expanded");
    await page.mouse.move(dragged.x + 60, dragged.y + dragged.height / 2);
    await page.mouse.down();
    await page.mouse.move(dragged.x + 60, above.y + 2, { steps: 12 });
    await page.mouse.up();
    await until(SOON, async () => (await first.getAttribute("data-repository")) === id, "another order");
    expect(await first.getAttribute("aria-expanded")).toBe(folded);
    await forAll("Unfold all repositories");
    await until(SOON, async () => (await first.getAttribute("aria-expanded")) === "true", "unfolded repositories");
    alice.expectNoTrouble();
  });

  it("moves a task within its repository, by keys and by dragging, and keeps it so", async () => {
    const { page } = alice;
    await home();
    const heading = page.locator(".sidebar-repository").first();
    const own = page.locator(".sidebar-task[data-movable]");
    const ids = () => own.evaluateAll((all) => all.slice(0, 3).map((row) => (row as HTMLElement).dataset.movable));
    await own.nth(2).waitFor();
    const [first, second, third] = await ids();
    const becomes = (order: unknown[]) => until(SOON, async () => JSON.stringify(await ids()) === JSON.stringify(order), `the order ${order.join(", ")}`);

    await own.nth(1).focus();
    await page.keyboard.press("Alt+ArrowUp");
    await becomes([second, first, third]);
    await until(SOON, () => page.evaluate((id) => document.activeElement?.getAttribute("data-movable") === id, second), "the focus where it went");

    const [above, dragged] = [await stays(own.nth(0)), await stays(own.nth(2))];
    await page.mouse.move(dragged.x + 80, dragged.y + dragged.height / 2);
    await page.mouse.down();
    await page.mouse.move(dragged.x + 80, above.y + 2, { steps: 12 });
    await page.mouse.up();
    await becomes([third, second, first]);
    // A drag is no click: nothing was opened by it.
    expect(new URL(page.url()).pathname).toBe("/organizations/acme");

    await home();
    await becomes([third, second, first]);
    await heading.click({ button: "right" });
    await page.getByRole("menuitem", { name: "Sort its tasks by activity again" }).click();
    await becomes([first, second, third]);
    alice.expectNoTrouble();
  });

  it("leaves nothing behind, however often a task is opened and left", async () => {
    const { page, context } = alice;
    await home();
    const devtools = await context.newCDPSession(page);
    await devtools.send("Performance.enable");
    const listeners = async () => {
      await devtools.send("HeapProfiler.collectGarbage");
      const { metrics } = await devtools.send("Performance.getMetrics");
      return metrics.find(({ name }) => name === "JSEventListeners")?.value ?? 0;
    };
    await filterSidebar(page, task.title);
    const round = async () => {
      await rowOf(page, task).click();
      await composer(page).waitFor();
      await page.goBack();
      await composer(page).waitFor({ state: "detached" });
    };
    for (let at = 0; at < 3; at++) await round();
    const before = await listeners();
    for (let at = 0; at < 20; at++) await round();
    // What the last round has drawn late goes with it; what a round leaves behind stays.
    await until(SOON, async () => (await listeners()) - before < 20, "no more listeners than before");
    alice.expectNoTrouble();
  });

  it("delivers the first prompt of a new task once, to its one session, and publishes what came of it", async () => {
    const { page } = alice;
    await home();
    await page.getByRole("tree").waitFor();
    await page.keyboard.press("c");
    const dialog = page.getByRole("dialog", { name: "New task" });
    await dialog.getByRole("button", { name: /^Repository/ }).click();
    await page.getByRole("combobox", { name: "Repository" }).fill(task.repositoryName);
    await page.getByRole("combobox", { name: "Repository" }).press("Enter");
    await dialog.getByLabel("What is the agent to do?").fill("/write new.txt new\\n\n/commit Something new\n/memory\n/say It is written.");
    await dialog.getByLabel(/^Title/).fill("Something new");
    await dialog.getByRole("button", { name: "Create and start" }).click();
    await answered(page, "It is written.", LATER);
    await status(page, /^Status: Ready$/);
    expect(await strip().getByRole("tab").count()).toBe(1);
    expect((await readAll(page)).filter(({ type }) => type === "prompt")).toHaveLength(1);
    await page.locator('[aria-label="Publish"][aria-disabled="false"]').click();
    await page.getByRole("dialog", { name: "Publish" }).getByRole("button", { name: "Publish", exact: true }).click();
    await openTab(page, "Overview");
    await becomes(page.getByRole("region", { name: "Branch" }), /#\d+/);
    alice.expectNoTrouble();
  });

  it("shows how workflows went: of the organization, of a task, of oneself", async () => {
    const { page } = alice;
    for (const of of ["organization/acme", `task/${task.taskId}`, `sandbox/${task.taskId}`, "user/me"]) {
      await page.goto(`${facts().gateway}/organizations/acme/inspect/${of}`);
      await page.locator("article.inspect-row, article").first().waitFor();
    }
    await page.goto(`${facts().gateway}/organizations/acme/inspect/githubData/acme?show=workflows`);
    await page.locator("article.inspect-row").last().getByRole("button").first().click();
    await becomes(page.locator("article.inspect-row").last(), /Caused by.*(show it|find it in the trace|nothing before it)/s);
    alice.expectNoTrouble();
  });
});

/** Where something is once it has come to rest: rows above it may still be coming. */
async function stays(locator: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  let before = "";
  await until(SOON, async () => before === (before = JSON.stringify(await locator.boundingBox())) && before !== "null", "a place that stays");
  return JSON.parse(before);
}

/** News from elsewhere, while a list is open: by the gateway, as another browser would. */
async function sendNews(page: Page): Promise<void> {
  const url = new URL(page.url());
  const taskId = url.pathname.split("/").at(-1);
  const { sessions } = await ask<{ sessions: { sessionId: string }[] }>(`task/query/detail/acme/${taskId}`);
  const sessionId = url.searchParams.get("sessionId") ?? sessions[0]?.sessionId;
  await tell(`task/request/sendMessage/acme/${taskId}`, { sessionId, text: "/say News.", attachments: [] });
}
