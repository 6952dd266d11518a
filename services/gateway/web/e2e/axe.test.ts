// Whether people can use the page who see, hear and move differently: axe, on every page, dark and light.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findings } from "./axe.ts";
import { type Person, facts, launch, missing, signIn, tell, visitor } from "./browser.ts";
import { type TaskLine, addressOf, answered, becomes, filterSidebar, openSession, openTab, rowOf, send, status, transcript, untouched } from "./steps.ts";

describe.skipIf(missing())("accessibility", () => {
  let browser: Browser;
  /** One that is worked on, and a pull request that nobody has touched. */
  let task: { taskId: string; title: string };
  let line: TaskLine;
  let sessionId: string;

  const organization = (rest = "") => `${facts().gateway}/organizations/acme${rest}`;
  const PLACES: [string, (page: Page) => Promise<unknown>][] = [
    ["workspace", (page) => page.goto(organization())],
    [
      "task with session",
      async (page) => {
        await page.goto(addressOf(task, `?sessionId=${sessionId}`));
        await becomes(transcript(page), "Rounded");
      },
    ],
    [
      "changes and diff",
      async (page) => {
        await page.goto(addressOf(task, `?sessionId=${sessionId}&rail=changes&diff=totals.txt`));
        await page.getByRole("button", { name: "Line 1, added" }).waitFor();
      },
    ],
    ["files", (page) => page.goto(addressOf(task, `?sessionId=${sessionId}&rail=files`))],
    ["inspector", (page) => page.goto(organization("/inspect"))],
    [
      "inspector of a task",
      async (page) => {
        await page.goto(organization(`/inspect/task/${task.taskId}`));
        await page.getByRole("heading", { level: 1 }).waitFor();
      },
    ],
    [
      "runs",
      async (page) => {
        await page.goto(organization("/inspect/runs"));
        await page.getByRole("button", { name: /^provisioning of / }).first().waitFor();
      },
    ],
    ["settings", (page) => page.goto(organization("/settings"))],
    ["settings of GitHub", (page) => page.goto(organization("/settings/github"))],
    ["settings of members", (page) => page.goto(organization("/settings/members"))],
    ["organizations", (page) => page.goto(`${facts().gateway}/organizations`)],
    ["nothing here", (page) => page.goto(organization("/nowhere"))],
    [
      "repository",
      async (page) => {
        await page.goto(organization(`/repos/${line.repositoryId}`));
        await page.getByRole("table", { name: "Branches" }).waitFor();
      },
    ],
    [
      "checks",
      async (page) => {
        await page.goto(addressOf(line, "?rail=checks"));
        await page.getByRole("list", { name: "Readiness to merge" }).waitFor();
      },
    ],
    [
      "merge",
      async (page) => {
        await page.goto(addressOf(line));
        await page.locator('[aria-label="Merge"][aria-disabled="false"]').click();
        await page.getByRole("dialog").getByRole("list", { name: "Readiness to merge" }).waitFor();
      },
    ],
    [
      "publish",
      async (page) => {
        await page.goto(addressOf(task));
        await page.locator('[aria-label="Publish"][aria-disabled="false"]').click();
        await page.getByRole("dialog", { name: "Publish" }).waitFor();
      },
    ],
    [
      "owner",
      async (page) => {
        await page.goto(addressOf(task));
        await filterSidebar(page, task.title);
        await rowOf(page, task).click({ button: "right" });
        await page.getByRole("menuitem", { name: "Change owner" }).click();
        await page.getByRole("dialog", { name: "Who owns this task" }).waitFor();
      },
    ],
    [
      "audit",
      async (page) => {
        await page.goto(addressOf(task, "?rail=audit"));
        await page.getByRole("list", { name: "Events, newest first" }).waitFor();
      },
    ],
    [
      "terminal",
      async (page) => {
        await page.goto(addressOf(task));
        const show = page.getByRole("button", { name: "Show the terminals" });
        const terminals = page.getByRole("region", { name: "Terminals" });
        await show.click();
        await terminals.getByRole("button", { name: "New terminal" }).first().click();
        await terminals.locator(".xterm-rows").waitFor();
      },
    ],
    [
      "shortcuts",
      async (page) => {
        await page.goto(organization());
        await page.getByRole("tree").waitFor();
        await page.keyboard.press("?");
        await page.getByRole("dialog").waitFor();
      },
    ],
    ["activity", (page) => page.goto(organization("/activity"))],
    ["health", (page) => page.goto(organization("/health"))],
    ["account", (page) => page.goto(`${facts().gateway}/account`)],
    [
      "palette",
      async (page) => {
        await page.goto(organization());
        await page.getByRole("tree").waitFor();
        await page.keyboard.press("Control+k");
        await page.getByRole("dialog").waitFor();
      },
    ],
    [
      "new task",
      async (page) => {
        await page.goto(organization());
        await page.getByRole("tree").waitFor();
        await page.keyboard.press("c");
        await page.getByRole("dialog", { name: "New task" }).waitFor();
      },
    ],
  ];

  beforeAll(async () => {
    browser = await launch();
    line = await untouched();
    task = await tell("organization/request/createTask/acme", { repositoryId: line.repositoryId, prompt: "Round the totals" });
    const { page, context } = await signIn(browser, "alice");
    await page.goto(addressOf(task));
    await openSession(page);
    await send(page, "/plan [x] Look; [>] Write\n/tool edit cart.ts\n/write totals.txt one\\ntwo\\n\n/commit Totals\n/say **Rounded**, see `cart.ts`.");
    await answered(page, "Rounded");
    await status(page, /^Status: Ready$/);
    await send(page, "/ask Push it");
    await status(page, /^Status: Needs an answer$/);
    sessionId = new URL(page.url()).searchParams.get("sessionId") ?? "";
    await openTab(page, "Changes");
    await page.getByRole("list", { name: "Changed files" }).waitFor();
    await context.close();
  });
  afterAll(async () => {
    await browser?.close();
  });

  for (const colours of ["dark", "light"] as const) {
    describe(colours, () => {
      let alice: Person;
      beforeAll(async () => {
        alice = await signIn(browser, "alice", { colours });
      });

      it("sign-in", async () => {
        const { page, context } = await visitor(browser, "nobody", { colours });
        await page.goto(`${facts().gateway}/sign-in`);
        await page.getByRole("button", { name: "Continue with GitHub" }).waitFor();
        expect(await findings(page)).toEqual([]);
        await context.close();
      });

      for (const [name, open] of PLACES) {
        it(name, async () => {
          await open(alice.page);
          await settled(alice.page);
          expect(await findings(alice.page)).toEqual([]);
        });
      }

      it("narrow", async () => {
        await alice.page.setViewportSize({ width: 420, height: 860 });
        await alice.page.goto(addressOf(task, `?sessionId=${sessionId}`));
        await becomes(transcript(alice.page), "Rounded");
        for (const pane of ["Tasks", "Session", "Details"]) {
          await alice.page.getByRole("button", { name: pane }).or(alice.page.getByRole("tab", { name: pane })).last().click();
          await settled(alice.page);
          expect(await findings(alice.page), pane).toEqual([]);
        }
        const overflow = await alice.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect(overflow, "pixels wider than the window").toBe(0);
      });
    });
  }
});

/** Waits until the page is there, as it will stay: nothing is being loaded, nothing moves. */
async function settled(page: Page): Promise<void> {
  await page.locator("h1").first().waitFor({ state: "attached" });
  await page.waitForFunction(
    () =>
      !document.querySelector('.skeleton, .transcript-options[aria-busy="true"]') &&
      (!document.querySelector(".sidebar") || document.querySelector(".sidebar [role=treeitem]") !== null) &&
      document.getAnimations().every(({ playState }) => playState !== "running"),
  );
}
