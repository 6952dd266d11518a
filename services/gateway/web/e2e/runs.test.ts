// The list of runs: what is under way over all tasks, what has failed, by which workflow; by keys, and fresh by itself.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findings } from "./axe.ts";
import { LATER, type Person, SOON, ask, facts, launch, missing, signIn, tell } from "./browser.ts";
import { until } from "./fleet.ts";
import { type TaskLine, becomes } from "./steps.ts";

describe.skipIf(missing())("runs", () => {
  let browser: Browser;
  let alice: Person;
  let first: TaskLine;
  let second: TaskLine;
  let sessionId: string;
  const organization = (rest = "") => `${facts().gateway}/organizations/acme${rest}`;
  const rows = (page: Page) => page.locator(".inspect-rows .inspect-row");
  const heads = (page: Page) => page.locator(".runs-head[data-row]");
  const row = (page: Page, workflow: string, status: string) =>
    rows(page).filter({ has: page.getByRole("button", { name: new RegExp(`^${workflow} of .*: ${status}`) }) });
  /** The one of these tests: whoever was at work before may have left another one. */
  const turn = (page: Page, status: string) => row(page, "turn", status).filter({ hasText: second.title });
  const search = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);
  /** Whoever points at the list holds it still. */
  const pointAway = (page: Page) => page.mouse.move(2, 2);
  const sandboxRuns = (parameters: string) =>
    ask<{ runs: { key: string; workflow: string; status: string }[] }>(`sandbox/query/runs/acme?${parameters}`).then(({ runs }) => runs);

  beforeAll(async () => {
    browser = await launch();
    alice = await signIn(browser, "alice");
    // Of two titles, so that each row says which it is.
    const { tasks: known } = await ask<{ tasks: TaskLine[] }>("organization/query/listTasks/acme?limit=100");
    const free = known.filter((task) => !task.materialised && task.pullRequest?.headRepository === task.repositoryName);
    const [one, two] = new Map(free.map((task) => [task.title, task])).values();
    if (one === undefined || two === undefined) throw new Error("There are no two tasks to work on");
    [first, second] = [one, two];
    for (const task of [first, second]) {
      const session = await tell<{ sessionId: string }>(`task/request/createSession/acme/${task.taskId}`, {});
      sessionId = session.sessionId;
    }
    const keys = new Set([first, second].map((task) => `acme.${task.taskId}`));
    const made = async () => (await sandboxRuns("workflow=provisioning&statuses=done")).filter(({ key }) => keys.has(key));
    await until(LATER, async () => (await made()).length === keys.size, "both sandboxes");
    await tell(`task/request/sendMessage/acme/${second.taskId}`, { sessionId, text: "/slow 5m" });
    const isSecond = ({ key }: { key: string }) => key === `acme.${second.taskId}`;
    await until(LATER, async () => (await sandboxRuns("workflow=turn&statuses=running")).some(isSecond), "the turn");
  });
  afterAll(async () => {
    await browser?.close();
  });

  it("shows the runs of all tasks, their sandboxes and the organization, from the inspector and by keys", async () => {
    const { page } = alice;
    await page.goto(organization("/inspect"));
    await page.getByRole("navigation", { name: "Inspector" }).getByRole("link", { name: "Runs" }).click();
    await page.waitForURL("**/organizations/acme/inspect/runs");
    for (const task of [first, second]) await row(page, "provisioning", "done").filter({ hasText: task.title }).first().waitFor();
    await turn(page, "running").waitFor();
    await page.goto(organization());
    await page.getByRole("tree").waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("r");
    await page.waitForURL("**/organizations/acme/inspect/runs");
    await rows(page).first().waitFor();
    alice.expectNoTrouble();
  });

  it("is narrowed by how runs stand and by their workflow, which the address keeps", async () => {
    const { page } = alice;
    await page.getByRole("radio", { name: "Under way" }).click();
    await turn(page, "running").waitFor();
    await until(SOON, async () => (await row(page, "provisioning", "done").count()) === 0, "what has ended to leave");
    expect(search(page, "only")).toBe("active");
    await page.reload();
    await turn(page, "running").waitFor();
    expect(await page.getByRole("radio", { name: "Under way" }).getAttribute("aria-checked")).toBe("true");

    await page.getByRole("radio", { name: "All" }).click();
    await page.getByRole("combobox", { name: "Workflow" }).selectOption("fullSync");
    await row(page, "fullSync", "done").first().waitFor();
    await until(SOON, async () => (await heads(page).allTextContents()).every((name) => name.trim() === "fullSync"), "syncs alone");
    expect([search(page, "only"), search(page, "workflow")]).toEqual([null, "fullSync"]);
    expect(await page.locator("optgroup").evaluateAll((groups) => groups.map((group) => (group as HTMLOptGroupElement).label))).toContain("Sandbox");
    await page.getByRole("combobox", { name: "Workflow" }).selectOption("");
    alice.expectNoTrouble();
  });

  it("goes through rows by keys, and leads to a run's steps, its actor and its trace", async () => {
    const { page } = alice;
    await turn(page, "running").waitFor();
    await heads(page).first().focus();
    await page.keyboard.press("ArrowDown");
    await until(SOON, () => heads(page).nth(1).evaluate((head) => head === document.activeElement), "the second row in focus");
    await page.keyboard.press("Home");
    await until(SOON, () => heads(page).first().evaluate((head) => head === document.activeElement), "the first row in focus again");
    await page.keyboard.press("Enter");
    await rows(page).first().getByText("Workflow id").waitFor();
    expect(search(page, "open")).toBe(await heads(page).first().getAttribute("data-row"));
    await page.keyboard.press("Enter");

    const provisioned = row(page, "provisioning", "done").filter({ hasText: first.title }).first();
    await provisioned.getByRole("button").first().click();
    await provisioned.getByLabel("Steps of provisioning").waitFor();
    await provisioned.getByRole("link", { name: first.title }).click();
    await page.waitForURL(`**/inspect/sandbox/${first.taskId}?open=**`);
    await page.getByText("Workflow id").first().waitFor();
    await page.getByRole("navigation", { name: "Actors" }).getByRole("link", { name: "Runs" }).click();
    await turn(page, "running").getByRole("link", { name: /^Everything in trace/ }).click();
    await page.waitForURL(`**/inspect/trace/*?task=${second.taskId}`);
    await page.getByRole("heading", { name: "Trace" }).waitFor();
    alice.expectNoTrouble();
  });

  it("renews itself while it is looked at: a turn that has ended leaves what is under way", async () => {
    const { page } = alice;
    await page.goto(organization("/inspect/runs?only=active&workflow=turn"));
    await turn(page, "running").waitFor();
    await pointAway(page);
    await tell(`task/request/stopSession/acme/${second.taskId}`, { sessionId });
    await turn(page, "running").waitFor({ state: "detached" });
    await page.getByRole("radio", { name: "All" }).click();
    await turn(page, "done").first().waitFor();
    alice.expectNoTrouble();
  });

  it("says which service could not be asked, and why a run has failed", async () => {
    const shaken = await signIn(browser, "alice", { isShaken: true });
    const { page } = shaken;
    const failed = {
      key: `acme.${first.taskId}`, runId: "r-1", workflow: "provisioning", status: "failed", epoch: 2, by: "user:u1", wakesAt: null,
      lastStep: { position: 1, step: "allocating", attempts: 4 }, lastError: "The provider has no place for another sandbox.",
      traceId: "0af7651916cd43dd8448eb211c80319c", startedAt: Date.now() - 60_000, updatedAt: Date.now() - 30_000,
    };
    await page.route("**/v1/sandbox/query/runs/**", (route) => route.fulfill({ json: { runs: [failed], workflows: ["provisioning"], next: null } }));
    await page.route("**/v1/githubData/query/runs/**", (route) =>
      route.fulfill({ status: 503, contentType: "application/problem+json", body: JSON.stringify({ status: 503, code: "runtime.unavailable", detail: "Nobody answers.", title: "Service Unavailable", type: "about:blank" }) }),
    );
    await page.goto(organization("/inspect/runs?only=failed"));
    const line = row(page, "provisioning", "failed");
    await becomes(line, "The provider has no place for another sandbox.");
    await becomes(line, "allocating");
    await becomes(page.locator(".notice-warning"), "“GitHub data” could not be read: Nobody answers.");
    await page.unroute("**/v1/githubData/query/runs/**");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.locator(".notice-warning").waitFor({ state: "detached" });

    await page.route("**/query/runs/**", (route) => route.abort());
    await page.reload();
    await page.getByRole("alert").filter({ hasText: "The runs could not be read" }).waitFor();
    await page.unroute("**/query/runs/**");
    await page.unroute("**/v1/sandbox/query/runs/**");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("alert").waitFor({ state: "detached" });
    await shaken.context.close();
  });

  it("goes on with older runs where the last page has ended, and keeps them when it renews itself", async () => {
    const { page } = alice;
    const since = Date.now();
    const runs = Array.from({ length: 120 }, (_, at) => ({
      key: `acme.${first.taskId}`, runId: `r-${at}`, workflow: "turn", status: "done", epoch: 1, by: "user:u1", wakesAt: null, lastStep: null,
      lastError: null, traceId: null, startedAt: since - at * 1_000, updatedAt: since,
    }));
    const asked: string[] = [];
    await page.route("**/v1/sandbox/query/runs/**", (route) => {
      const { searchParams } = new URL(route.request().url());
      const [after, limit] = [Number(searchParams.get("after") ?? 0), Number(searchParams.get("limit"))];
      asked.push(`${after} ${limit}`);
      const end = after + limit;
      return route.fulfill({ json: { runs: runs.slice(after, end), workflows: ["turn"], next: end < runs.length ? String(end) : null } });
    });
    await page.goto(organization("/inspect/runs?workflow=turn"));
    const older = page.getByRole("button", { name: "Older" });
    const toEnd = () => page.locator(".inspect-rows").evaluate((list) => list.scrollTo(0, list.scrollHeight));
    await rows(page).first().waitFor();
    for (const after of ["50", "100"]) {
      await until(SOON, async () => (await toEnd(), await older.isVisible()), "the end of what was read");
      await older.click();
      await until(SOON, () => asked.includes(`${after} 50`), `what is older than the first ${after}`);
    }
    await until(SOON, async () => (await toEnd(), (await page.locator('[data-row="r-119"]').count()) === 1), "the oldest run");
    expect(await older.count()).toBe(0);
    await pointAway(page);
    await until(SOON, () => asked.includes("0 120"), "all that is shown to be read anew");
    expect(await page.locator('[data-row="r-119"]').count()).toBe(1);
    await page.unroute("**/v1/sandbox/query/runs/**");
    alice.expectNoTrouble();
  });

  it("is clean for axe in both colours, and fits a narrow window", async () => {
    for (const [colours, width] of [["dark", 1_440], ["light", 1_440], ["dark", 420], ["light", 420]] as const) {
      const person = await signIn(browser, "alice", { colours, width: 1_440 });
      const { page } = person;
      await page.setViewportSize({ width, height: 900 });
      await page.goto(organization("/inspect/runs"));
      await row(page, "provisioning", "done").first().waitFor();
        await row(page, "provisioning", "done").first().getByRole("button").first().click();
      await rows(page).getByText("Workflow id").first().waitFor();
      await page.getByLabel("Steps of provisioning").waitFor();
      await pointAway(page);
        expect(await findings(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
      person.expectNoTrouble();
      await person.context.close();
    }
  });
});
