// What pages, forms and lists are there for, each used once as a person would.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Person, SOON, ask, atGithub, facts, launch, missing, signIn, tell } from "./browser.ts";
import { until } from "./fleet.ts";
import { type TaskLine, addressOf, answered, becomes, begin, openTab, send, status, untouched } from "./steps.ts";

const WORK = "/write totals.txt one\\ntwo\\nthree\\n\n/write other.txt other\\n\n/say Written.";

describe.skipIf(missing())("each page is of use", () => {
  let browser: Browser;
  let alice: Person;
  let task: TaskLine;
  const organization = (rest = "") => `${facts().gateway}/organizations/acme${rest}`;

  beforeAll(async () => {
    browser = await launch();
    alice = await signIn(browser, "alice");
    task = await begin(alice.page);
    await send(alice.page, WORK);
    await answered(alice.page, "Written.");
    await status(alice.page, /^Status: Ready$/);
  });
  afterAll(async () => {
    await browser?.close();
  });

  it("runs a command that was found by its words, and says why another one cannot be run", async () => {
    const { page } = alice;
    await page.goto(addressOf(task));
    await openTab(page, "Overview");
    await page.keyboard.press("Control+k");
    const field = page.getByRole("combobox", { name: "Find anything" });
    await field.fill("> show audit");
    await becomes(page.getByRole("option", { selected: true }), "Show audit");
    await field.press("Enter");
    await field.waitFor({ state: "detached" });
    await page.getByRole("tab", { name: "Audit", selected: true }).waitFor();
    await page.getByRole("list", { name: "Events, newest first" }).waitFor();

    await page.keyboard.press("Control+k");
    await field.fill("> publish the pull request");
    await becomes(page.getByRole("option", { selected: true }), "no use for it now");
    await field.press("Enter");
    await becomes(page.getByRole("region", { name: "Notices" }), "no use for it now");
    await field.press("Escape");
    alice.expectNoTrouble();
  });

  it("puts a file back, and what was overwritten comes back", async () => {
    const { page } = alice;
    await page.goto(addressOf(task, "?rail=changes"));
    const files = page.getByRole("list", { name: "Changed files" });
    const file = files.getByRole("button", { name: /^(?!More).*other\.txt/ });
    await file.focus();
    await page.keyboard.press("Delete");
    await page.getByRole("dialog", { name: "Revert other.txt?" }).getByRole("button", { name: "Revert" }).click();
    await file.waitFor({ state: "detached" });
    await page.getByRole("tabpanel", { name: "Changes" }).getByRole("button", { name: "Undo" }).click();
    await file.waitFor();
    alice.expectNoTrouble();
  });

  it("collects comments on lines, and sends them to the agent as one message", async () => {
    const { page } = alice;
    await page.goto(addressOf(task, "?rail=changes&diff=totals.txt"));
    const diff = page.getByRole("region", { name: "Changes of totals.txt" });
    for (const [line, text] of [["1", "Name the currency."], ["3", "And round here."]]) {
      await diff.getByRole("button", { name: `Line ${line}, added` }).click();
      await diff.getByRole("button", { name: "Comment", exact: true }).click();
      await diff.getByRole("textbox").fill(text ?? "");
      await diff.getByRole("button", { name: "Add to review" }).click();
      await diff.getByRole("article", { name: `Comment on totals.txt:${line}` }).waitFor();
    }
    const review = page.getByRole("region", { name: "Review" });
    await becomes(review, "2 comments");
    await review.getByRole("button", { name: /^Send to Session 1/ }).click();
    await review.waitFor({ state: "detached" });
    await page.getByRole("tablist", { name: "Sessions and diffs" }).getByRole("tab", { name: /Session 1/ }).click();
    const prompt = page.getByRole("article", { name: "Message by alice" }).filter({ hasText: "Name the currency." });
    await becomes(prompt, /totals\.txt.*And round here\./s);
    alice.expectNoTrouble();
  });

  it("sends a review once, also when the page is lost before anybody has taken it", async () => {
    const { page } = alice;
    await page.goto(addressOf(task, "?rail=changes&diff=totals.txt"));
    const diff = page.getByRole("region", { name: "Changes of totals.txt" });
    await diff.getByRole("button", { name: "Line 2, added" }).click();
    await diff.getByRole("button", { name: "Comment", exact: true }).click();
    await diff.getByRole("textbox").fill("Not lost in a tunnel.");
    await diff.getByRole("button", { name: "Add to review" }).click();
    // Nothing comes back: whether it was taken, nobody here knows.
    await page.route("**/v1/task/request/sendMessage/**", async (route) => {
      await route.fetch().catch(() => undefined);
      await route.abort();
    });
    await page.getByRole("region", { name: "Review" }).getByRole("button", { name: /^Send to Session 1/ }).click();
    await page.getByRole("region", { name: "Review" }).waitFor({ state: "detached" });
    await page.waitForRequest("**/v1/task/request/sendMessage/**");
    await page.unroute("**/v1/task/request/sendMessage/**");
    await page.goto(addressOf(task));
    // Said already, or behind the question that the agent asks.
    const prompts = page.getByRole("article", { name: "Message by alice" }).or(page.locator(".queue-text")).filter({ hasText: "Not lost in a tunnel." });
    await prompts.first().waitFor();
    await until(SOON, () => page.evaluate(() => !Object.keys(localStorage).some((name) => name.startsWith("foundry:outbox:"))), "an empty outbox");
    expect(await prompts.count()).toBe(1);
    // What the browser says of the lost answers is no fault of the page's.
    alice.trouble.length = 0;
  });

  it("finds a branch on its repository's page, with its checks, and leads to its task and to a new one", async () => {
    const { page } = alice;
    const line = await untouched();
    await atGithub("checks/report", { repository: line.repositoryName, branch: line.branch, tests: "failed" });
    await page.goto(organization(`/repos/${line.repositoryId}`));
    const table = page.getByRole("table", { name: "Branches" });
    await table.waitFor();
    await page.getByRole("radio", { name: /^Open pull requests/ }).click();
    await page.getByRole("searchbox", { name: "Find a branch" }).fill(line.branch);
    const row = table.getByRole("row").filter({ hasText: line.branch });
    await row.getByRole("img", { name: "1 of 3 checks failed" }).waitFor();
    await row.getByRole("link", { name: line.title, exact: true }).click();
    await page.waitForURL(`**/tasks/${line.taskId}`);
    await page.goBack();
    await page.getByRole("radio", { name: /^Without a task/ }).click();
    expect(new URL(page.url()).searchParams.get("filter")).toBe("unmapped");
    alice.expectNoTrouble();
  });

  it("shows who did what, by event, and leads to where it was done", async () => {
    const { page } = alice;
    await page.goto(organization(`/activity?task=${task.taskId}`));
    await page.getByLabel("Only events of").selectOption("task.initialized");
    const event = page.locator("article.activity-row");
    await event.first().waitFor();
    expect(await event.count()).toBe(1);
    await event.getByRole("button").first().click();
    await event.getByRole("link", { name: "What its actor was asked" }).click();
    await page.waitForURL(`**/inspect/task/${task.taskId}`);
    const asked = page.locator("article.inspect-row").first();
    await asked.getByRole("link", { name: /^Everything in trace/ }).click();
    await page.waitForURL(/\/inspect\/trace\/[0-9a-f]{32}\?task=/);
    await page.getByText(/commands and runs in/).waitFor();

    // The same id without its task, as somebody has it from a log.
    const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    await page.goto(organization("/inspect"));
    await page.getByRole("textbox", { name: "A trace id" }).fill(id);
    await page.getByRole("button", { name: "Follow" }).click();
    await page.getByText(/commands and runs in/).waitFor();
    alice.expectNoTrouble();
  });

  it("leads from the light in the sidebar to how each service does, and to what it was asked", async () => {
    const { page } = alice;
    await page.goto(organization());
    await page.getByRole("link", { name: /^Health: / }).click();
    await page.waitForURL("**/health");
    for (const service of ["organization", "task", "sandbox", "github-data", "audit-log", "user"]) {
      await page.getByRole("listitem").filter({ has: page.getByRole("link", { name: service, exact: true }) }).getByText(/^(answers|slow)$/).waitFor();
    }
    await becomes(page.getByRole("list", { name: "Actors with dead letters" }), "None");
    await becomes(page.getByRole("region", { name: "What waits in each stream" }), "TASK_COMMANDS");
    await page.getByRole("button", { name: "Ask now" }).click();
    await page.getByRole("link", { name: "github-data", exact: true }).click();
    await page.waitForURL("**/inspect/githubData/acme");
    alice.expectNoTrouble();
  });

  it("says who runs each service, to an admin alone", async () => {
    const { page } = alice;
    await page.goto(organization("/health"));
    const instances = page.getByRole("region", { name: "Who runs each service" });
    const task = facts().services.find(({ name }) => name === "task");
    await becomes(instances.getByRole("row").filter({ hasText: task?.instance ?? "task-1" }), /0\.1\.0.*(s|m|h).*ago.*partitions?/s);
    expect(await instances.getByRole("row").count()).toBeGreaterThan(facts().services.filter(({ name }) => name !== "gateway").length);
    alice.expectNoTrouble();

    const bob = await signIn(browser, "bob");
    await bob.page.goto(organization("/health"));
    await bob.page.getByRole("heading", { name: "Services" }).waitFor();
    expect(await bob.page.getByRole("region", { name: "Who runs each service" }).count()).toBe(0);
    bob.expectNoTrouble();
    await bob.context.close();
  });

  it("saves how the organization is shown, and refuses what no address can be", async () => {
    const { page } = alice;
    await page.goto(organization("/settings"));
    const name = page.getByRole("textbox", { name: "Name", exact: true });
    const was = await name.inputValue();
    const save = page.getByRole("button", { name: "Save" });
    for (const now of [`${was} & friends`, was]) {
      await name.fill(now);
      await save.click();
      await page.getByRole("status").filter({ hasText: "Saved" }).waitFor();
      await page.getByRole("button", { name: `Organization: ${now}`, exact: true }).waitFor();
    }
    await page.getByRole("textbox", { name: "Short name" }).fill("No Such Name");
    await page.locator('button[aria-disabled="true"]', { hasText: "Save" }).waitFor();
    await page.goto(organization("/settings/members"));
    await page.getByRole("searchbox", { name: "Find a member" }).fill("carol");
    await becomes(page.locator(".settings-row").first(), "carol");
    expect(await page.locator(".settings-row").count()).toBe(1);
    alice.expectNoTrouble();
  });

  it("makes an API token that is shown once, and takes it back", async () => {
    const { page } = alice;
    await page.goto(`${facts().gateway}/account/tokens`);
    await page.getByRole("textbox", { name: "What it is for" }).fill("For a walk");
    await page.getByRole("button", { name: "Make a token" }).click();
    const token = await page.locator(".settings-token code").textContent();
    const answer = await fetch(`${facts().gateway}/v1/user/query/app/me`, { headers: { authorization: `Bearer ${token}` } });
    expect(answer.status).toBe(200);
    await page.getByRole("button", { name: "I have it" }).click();
    const row = page.getByRole("listitem").filter({ hasText: "For a walk" });
    await row.getByRole("button", { name: "Revoke…" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Revoke", exact: true }).click();
    await row.waitFor({ state: "detached" });
    alice.expectNoTrouble();
  });

  it("asks for the preferred model in every new session, however that is made", async () => {
    const { page } = alice;
    const modelOf = async (at: number) => {
      const { sessions } = await ask<{ sessions: { choices: { optionId: string; value: string }[] }[] }>(`task/query/detail/acme/${task.taskId}`);
      return sessions[at]?.choices;
    };
    await page.goto(addressOf(task));
    await page.locator(".session-options").click();
    const options = page.getByRole("dialog", { name: "Agent" });
    await options.getByRole("combobox", { name: /^Model/ }).selectOption({ label: "Quick" });
    await options.getByRole("button", { name: "Ask for this model in all new sessions" }).click();
    await options.getByRole("button", { name: "The model of your new sessions", pressed: true }).waitFor();
    await page.keyboard.press("Escape");

    await page.keyboard.press("Alt+t");
    await page.getByRole("dialog", { name: "New session" }).getByRole("button").first().click();
    await until(SOON, async () => (await modelOf(1)) !== undefined, "a second session");
    expect(await modelOf(1)).toEqual([{ optionId: "model", value: "quick" }]);

    await page.goto(`${facts().gateway}/account`);
    const model = page.getByRole("combobox", { name: "Model" });
    expect(await model.inputValue()).toBe("quick");
    expect(await page.locator("#known-models option").count()).toBeGreaterThan(1);
    await model.fill("");
    await page.getByRole("button", { name: "Save" }).click();
    await page.locator('button[aria-disabled="true"]', { hasText: "Save" }).waitFor();
    alice.expectNoTrouble();
  });
});

describe.skipIf(missing())("a line that is cut", () => {
  let browser: Browser;
  let alice: Person;

  beforeAll(async () => {
    browser = await launch();
    alice = await signIn(browser, "alice", { isShaken: true });
  });
  afterAll(async () => {
    await browser?.close();
  });

  it("is told, with what waits for it; a change that is refused then is told with its trace", async () => {
    const { page, context } = alice;
    const cut = await cuttable(page);
    const { repositoryId } = await untouched();
    const { taskId, title: name } = await tell<{ taskId: string; title: string }>("organization/request/createTask/acme", { repositoryId, prompt: "Soon archived" });
    await page.goto(addressOf({ taskId }));
    const title = page.getByRole("button", { name, exact: true });
    await title.waitFor();
    await context.setOffline(true);
    await cut();
    const pill = page.locator(".app-connection");
    await becomes(pill, "Offline");
    await title.click();
    await page.getByRole("textbox", { name: "Title of the task" }).fill("Renamed too late");
    await page.keyboard.press("Enter");
    await becomes(pill, "1 change waits");
    await tell(`task/request/archive/acme/${taskId}`, {});
    await context.setOffline(false);
    const toast = page.getByRole("alert").filter({ hasText: "The task was not renamed" });
    await toast.waitFor();
    await pill.waitFor({ state: "detached" });
    await title.waitFor();
    await toast.getByRole("link", { name: /^Everything in trace/ }).click();
    await page.waitForURL(new RegExp(`/inspect/trace/[0-9a-f]{32}\\?task=${taskId}`));
    await page.getByText(/commands and runs in/).waitFor();
    alice.expectNoTrouble();
  });

  it("lets a part of the page come once it is back, with its style", async () => {
    const { page, context } = alice;
    const cut = await cuttable(page);
    await page.goto(organizationPage());
    await page.getByRole("tree").waitFor();
    await context.setOffline(true);
    await cut();
    await becomes(page.locator(".app-connection"), "Offline");
    await page.keyboard.press("g");
    await page.keyboard.press("a");
    await page.getByRole("heading", { name: "This has not been fetched yet" }).waitFor();
    await context.setOffline(false);
    const row = page.locator(".activity-head").first();
    await row.waitFor();
    expect(await row.evaluate((head) => getComputedStyle(head).display)).toBe("grid");
    alice.expectNoTrouble();
  });

  it("lets what could not be read be read again by itself once it is back", async () => {
    const { page, context } = alice;
    const cut = await cuttable(page);
    const { repositoryId } = await untouched();
    const { taskId } = await tell<{ taskId: string }>("organization/request/createTask/acme", { repositoryId, prompt: "In a tunnel" });
    await page.goto(addressOf({ taskId }));
    await page.getByRole("button", { name: "Open without a message" }).waitFor();
    await context.setOffline(true);
    await cut();
    await becomes(page.locator(".app-connection"), "Offline");
    await openTab(page, "Audit");
    await page.getByText("Foundry cannot be reached").waitFor();
    await context.setOffline(false);
    await page.getByRole("list", { name: "Events, newest first" }).waitFor();
    alice.expectNoTrouble();
  });

  it("keeps a page from coming, which says after a while what it waits for", async () => {
    const { page } = alice;
    await page.clock.install();
    await page.routeWebSocket(/\/v1\/live$/, () => undefined);
    await page.goto(organizationPage());
    await page.locator(".app-splash .spinner").waitFor();
    // Who is signed in is waited for first, then what is theirs.
    const said = page.getByRole("heading", { name: "The live connection is not there yet" });
    await until(SOON, async () => (await said.count()) > 0 || (await page.clock.fastForward(9_000), false), "what it waits for");
    await page.getByRole("button", { name: "Reload" }).waitFor();
    alice.expectNoTrouble();
  });
});

const organizationPage = () => `${facts().gateway}/organizations/acme`;

/** Lets the test cut the page's live connection. */
async function cuttable(page: Page): Promise<() => Promise<void>> {
  let cut: () => Promise<void> = () => Promise.resolve();
  await page.routeWebSocket(/\/v1\/live$/, (socket) => {
    const gateway = socket.connectToServer();
    gateway.onMessage((message) => socket.send(message));
    socket.onMessage((message) => gateway.send(message));
    cut = () => socket.close({ code: 4000, reason: "cut" });
  });
  return () => cut();
}
