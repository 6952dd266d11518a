// Nothing that somebody has typed is lost: whatever is closed, refused, cut off or written in two places meanwhile.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LATER, type Person, SOON, ask, facts, launch, missing, signIn } from "./browser.ts";
import { until } from "./fleet.ts";
import { type TaskLine, addressOf, answered, becomes, begin, composer, readAll, send, status, transcript, untouched } from "./steps.ts";

const SEND = "**/v1/task/request/sendMessage/**";

describe.skipIf(missing())("words", () => {
  let browser: Browser;
  let alice: Person;
  let task: TaskLine;

  const openTask = async (page: Page, of = task) => {
    await page.goto(addressOf(of));
    await composer(page).waitFor();
  };
  /** The page is gone as a phone discards it: nobody is asked. */
  const another = async (address: string): Promise<Page> => {
    await alice.page.close({ runBeforeUnload: false });
    alice.page = await alice.context.newPage();
    await alice.page.goto(address);
    return alice.page;
  };

  beforeAll(async () => {
    browser = await launch();
    alice = await signIn(browser, "alice");
    task = await begin(alice.page);
  });
  afterAll(async () => {
    await browser?.close();
  });

  it("sends a message of a page that was lost before it got through, once", async () => {
    await openTask(alice.page);
    let tries = 0;
    await alice.page.route(SEND, (route) => ((tries += 1), tries > 1 ? route.continue() : undefined));
    await send(alice.page, "/say From the tunnel.");
    await becomes(transcript(alice.page).or(alice.page.locator(".session-nothing")), "From the tunnel.");
    await until(SOON, () => tries > 0, "the first try");
    const page = await another(alice.page.url());
    await answered(page, "From the tunnel.", LATER);
    await status(page, /^Status: Ready$/, LATER);
    expect((await readAll(page)).filter(({ type, text }) => type === "prompt" && text.includes("From the tunnel."))).toHaveLength(1);
    alice.expectNoTrouble();
  });

  it("opens the session of a first message that was lost on the way, once", async () => {
    const fresh = await untouched();
    await openTask(alice.page, fresh);
    await alice.page.route("**/v1/task/request/createSession/**", () => undefined);
    await send(alice.page, "/say The first of all.");
    await alice.page.getByRole("article", { name: "Message on its way" }).waitFor();
    const page = await another(addressOf(fresh));
    await answered(page, "The first of all.", LATER);
    const { sessions } = await ask<{ sessions: unknown[] }>(`task/query/detail/acme/${fresh.taskId}`);
    expect(sessions).toHaveLength(1);
    alice.expectNoTrouble();
  });

  it("keeps a message that is refused, and says what can be done", async () => {
    const { page } = alice;
    await openTask(page);
    const refusal = { type: "about:blank", title: "Conflict", status: 409, code: "task.archived", detail: "The task is archived." };
    await page.route(SEND, (route) => route.fulfill({ status: 409, contentType: "application/problem+json", body: JSON.stringify(refusal) }));
    await send(page, "/say Not today.");
    const unsent = page.getByRole("alert").filter({ hasText: "Not sent: The task is archived." });
    await unsent.waitFor();
    await page.unroute(SEND);
    await page.reload();
    await unsent.getByRole("button", { name: "Discard" }).click();
    await unsent.waitFor({ state: "detached" });
    await page.getByRole("region", { name: "Notices" }).getByRole("button", { name: "Undo" }).click();
    await unsent.getByRole("button", { name: "Edit" }).click();
    await until(SOON, async () => (await composer(page).inputValue()) === "/say Not today.", "the words in the composer");
    await composer(page).press("Enter");
    await answered(page, "Not today.");
    await status(page, /^Status: Ready$/, LATER);
    // What the browser tells of a refusal is no fault here.
    alice.trouble.splice(0, alice.trouble.length, ...alice.trouble.filter((line) => !line.includes("409")));
    alice.expectNoTrouble();
  });

  it("takes a text that is dropped or pasted, beside a file too, and says what it cannot take", async () => {
    const { page } = alice;
    await openTask(page);
    await composer(page).fill("Look at this:");
    await drop(page, { name: "server.log", type: "", text: "one\ntwo" });
    await until(SOON, async () => (await composer(page).inputValue()) === "Look at this:\n\n`server.log`:\n```\none\ntwo\n```", "the file's text");
    await drop(page, { name: "core", type: "application/octet-stream", text: "\0\0" });
    await becomes(page.locator("p.composer-note"), "core is neither a text nor an image");
    await composer(page).fill("");
    await composer(page).evaluate((field) => {
      const data = new DataTransfer();
      data.setData("text/plain", "beside a file");
      data.items.add(new File(["more"], "more.txt", { type: "text/plain" }));
      const isLeft = field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
      // What is not taken by the page, the browser pastes.
      if (isLeft) document.execCommand("insertText", false, "beside a file");
    });
    await until(SOON, async () => /beside a file[^]*more/.test(await composer(page).inputValue()), "both");
    await composer(page).fill("x".repeat(50_001));
    await becomes(page.locator("p.composer-note"), "At most 50,000 characters; these are 50,001");
    expect((await composer(page).inputValue()).length).toBe(50_001);
    expect(await page.getByRole("button", { name: /^Send/ }).isDisabled()).toBe(true);
    await composer(page).fill("");
    await until(SOON, async () => (await composer(page).inputValue()) === "", "an empty composer");
    alice.expectNoTrouble();
  });

  it("keeps what was written in two places at once, and offers the other one", async () => {
    const { page, context } = alice;
    await openTask(page);
    await composer(page).fill("written here");
    const elsewhere = await fetch(`${facts().gateway}/v1/user/request/saveDraft/me`, {
      method: "POST",
      headers: { authorization: `Bearer ${facts().token}`, "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
      body: JSON.stringify({ organizationId: "acme", taskId: task.taskId, sessionId: await sessionOf(task), text: "written on the phone", attachments: [] }),
    });
    expect(elsewhere.status).toBeLessThan(300);
    const offered = page.getByRole("status").filter({ hasText: "Also written elsewhere" });
    await becomes(offered, "written on the phone");
    expect(await composer(page).inputValue()).toBe("written here");
    await offered.getByRole("button", { name: "Use it" }).click();
    await until(SOON, async () => (await composer(page).inputValue()) === "written on the phone", "the other version");
    await becomes(offered, "written here");
    await offered.getByRole("button", { name: "Discard" }).click();
    await offered.waitFor({ state: "detached" });
    // Another tab follows, as long as nothing is typed there.
    const tab = await context.newPage();
    await openTask(tab);
    await composer(page).fill("typed in the first tab");
    await until(SOON, async () => (await composer(tab).inputValue()) === "typed in the first tab", "the first tab's text");
    await composer(page).fill("");
    await tab.close();
    alice.expectNoTrouble();
  });

  it("shows where what came while one was away begins, links to each message, and folds all tool calls", async () => {
    const { page } = alice;
    await openTask(page);
    await send(page, "/tool read one\n/say Before.");
    await answered(page, "Before.");
    await status(page, /^Status: Ready$/, LATER);
    const link = transcript(page).getByRole("article", { name: "Message by the agent" }).filter({ hasText: "Before." }).getByRole("link", { name: /:/ });
    const address = await link.getAttribute("href");
    expect(address).toMatch(/#message-\d+$/);
    await page.goto(`${facts().gateway}/organizations/acme`);
    await page.getByRole("tree").waitFor();
    const answer = await fetch(`${facts().gateway}/v1/task/request/sendMessage/acme/${task.taskId}`, {
      method: "POST",
      headers: { authorization: `Bearer ${facts().token}`, "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
      body: JSON.stringify({ sessionId: await sessionOf(task), text: "/say While away.", attachments: [] }),
    });
    expect(answer.status).toBeLessThan(300);
    await openTask(page);
    await answered(page, "While away.");
    const line = transcript(page).getByText("New since you were here");
    await line.waitFor();
    await send(page, "/say While here.");
    await answered(page, "While here.");
    expect(await line.count()).toBe(1);
    await status(page, /^Status: Ready$/, LATER);
    await openTask(page);
    await answered(page, "While here.");
    await line.waitFor({ state: "detached" });

    const tool = transcript(page).getByRole("group", { name: /^one/ }).getByRole("button").first();
    const command = async (name: string) => {
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox").fill(`>${name}`);
      await page.getByRole("option", { name: new RegExp(name) }).first().click();
    };
    await command("Unfold all tool calls");
    await until(SOON, async () => (await tool.getAttribute("aria-expanded")) === "true", "an unfolded tool call");
    await command("Fold all tool calls");
    await until(SOON, async () => (await tool.getAttribute("aria-expanded")) === "false", "a folded tool call");
    alice.expectNoTrouble();
  });
});

async function sessionOf(task: TaskLine): Promise<string | undefined> {
  const { sessions } = await ask<{ sessions: { sessionId: string }[] }>(`task/query/detail/acme/${task.taskId}`);
  return sessions[0]?.sessionId;
}

/** Drops a file onto the composer. */
async function drop(page: Page, file: { name: string; type: string; text: string }): Promise<void> {
  await composer(page).evaluate((field, { name, type, text }) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], name, { type }));
    for (const kind of ["dragover", "drop"]) field.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
  }, file);
}
