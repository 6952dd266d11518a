// The branch's files: pictures beside what they were, and any file by its name.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Person, SOON, ask, facts, launch, missing, passSignIn, signIn, tell, visitor } from "./browser.ts";
import { until } from "./fleet.ts";
import { type TaskLine, addressOf, becomes, begin } from "./steps.ts";

const FILES = 10_000;
const SVG = (colour: string) => `<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><script>window.top.hasRun = true</script><rect width="80" height="40" fill="${colour}"/></svg>`;

/** A picture with one colour on another, so that it can be told from the next. */
async function png(person: Person, width: number, height: number, colour: string): Promise<string> {
  return person.page.evaluate(
    async ([width, height, colour]) => {
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext("2d");
      if (!context) throw new Error("no canvas");
      context.fillStyle = colour;
      context.fillRect(width / 4, height / 4, width / 2, height / 2);
      const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
      return btoa(String.fromCharCode(...bytes));
    },
    [width, height, colour] as const,
  );
}

describe.skipIf(missing())("the branch's files", () => {
  let browser: Browser;
  let alice: Person;
  let task: TaskLine;

  /** Runs a program in the sandbox, and waits for its end. */
  async function inside(script: string): Promise<void> {
    const { processId } = await tell<{ processId: string }>(`sandbox/request/createProcess/acme/${task.taskId}`, {
      command: "sh",
      args: ["-c", `set -e\n${script}`],
    });
    await until(SOON, async () => {
      const { processes } = await ask<{ processes: { processId: string; status: string; exitCode: number | null }[] }>(
        `sandbox/query/listProcesses/acme/${task.taskId}`,
      );
      const process = processes.find((one) => one.processId === processId);
      if (process?.exitCode) throw new Error(`It ended with ${process.exitCode}`);
      return process?.exitCode === 0;
    });
  }

  beforeAll(async () => {
    browser = await launch();
    alice = await signIn(browser, "alice");
    task = await begin(alice.page);
    const [before, after, added] = await Promise.all([png(alice, 240, 160, "#c2410c"), png(alice, 320, 200, "#3b82f6"), png(alice, 120, 120, "#22c55e")]);
    // An argument may not be as long as a picture.
    const put = async (path: string, data: string) => {
      const pieces = data.match(/.{1,1500}/g) ?? [];
      for (const [at, piece] of pieces.entries()) await inside(`mkdir -p art many; printf %s ${piece} ${at === 0 ? ">" : ">>"} /tmp/picture`);
      await inside(`base64 -d < /tmp/picture > ${path}`);
    };
    await put("art/logo.png", before);
    await inside(`echo gone > art/gone.png
printf '%s' '${SVG("tomato")}' > art/mark.svg
git add art && git -c user.name=a -c user.email=a@example.com commit -qm art
printf '%s' '${SVG("teal")}' > art/mark.svg
rm art/gone.png
cd many && seq -f 'module-%05g.ts' ${FILES} | xargs touch && echo 'export const found = 1;' > needle-in-a-haystack.ts`);
    await put("art/logo.png", after);
    await put("art/added.png", added);
    await tell(`sandbox/request/refreshGit/acme/${task.taskId}`, {});
  });
  afterAll(async () => {
    await browser?.close();
  });
  const diff = (path: string) => alice.page.getByRole("region", { name: `Changes of ${path}` });

  it("shows a picture as it was beside what it is, with what each is", async () => {
    const { page } = alice;
    await page.goto(addressOf(task, "?rail=changes&diff=art/logo.png&scope=uncommitted"));
    const [before, after] = [diff("art/logo.png").getByRole("figure").first(), diff("art/logo.png").getByRole("figure").nth(1)];
    await becomes(before, /Before.*240 × 160 px · .*B/s);
    await becomes(after, /After.*320 × 200 px · .*B · [+−]/s);
    await diff("art/logo.png").getByRole("radio", { name: "Swipe" }).click();
    const slider = diff("art/logo.png").getByRole("slider");
    await slider.focus();
    await page.keyboard.press("End");
    expect(await slider.inputValue()).toBe("100");
    alice.expectNoTrouble();
  });

  it("shows a new picture alone, and says what is none", async () => {
    const { page } = alice;
    await page.goto(addressOf(task, "?rail=changes&diff=art/added.png&scope=uncommitted"));
    await becomes(diff("art/added.png").getByRole("figure"), /New.*120 × 120 px/s);
    expect(await diff("art/added.png").getByRole("figure").count()).toBe(1);
    await page.goto(addressOf(task, "?rail=changes&diff=art/gone.png&scope=uncommitted"));
    await becomes(diff("art/gone.png").getByRole("figure"), /Deleted.*no picture that can be shown/s);
    alice.expectNoTrouble();
  });

  it("shows a drawing as a picture that runs nothing, or its text", async () => {
    const { page } = alice;
    await page.goto(addressOf(task, "?rail=changes&diff=art/mark.svg&scope=uncommitted"));
    await becomes(diff("art/mark.svg").getByRole("figure").nth(1), /After.*80 × 40 px/s);
    expect(await page.evaluate(() => "hasRun" in window)).toBe(false);
    await diff("art/mark.svg").getByRole("radio", { name: "Text" }).click();
    await becomes(diff("art/mark.svg"), "teal");
    await page.goto(addressOf(task, "?rail=files&file=art/mark.svg"));
    await becomes(page.getByRole("region", { name: "art/mark.svg" }).getByRole("figure"), "80 × 40 px");
    alice.expectNoTrouble();
  });

  it("gives no bytes of it to somebody of another organization", async () => {
    const peggy = await visitor(browser, "peggy", { isShaken: true });
    await passSignIn(peggy, facts());
    const answer = (path: string) => peggy.page.evaluate(async (path) => (await fetch(path)).status, `/v1/sandbox/query/${path}`);
    expect(await answer(`picture/acme/${task.taskId}?path=art/logo.png`)).toBe(403);
    expect(await answer(`paths/acme/${task.taskId}`)).toBe(403);
    await peggy.context.close();
  });

  it("finds a file among ten thousand by its name, and opens it in the task", async () => {
    const { page } = alice;
    await page.goto(addressOf(task));
    await page.getByRole("tab", { selected: true }).first().waitFor();
    await page.keyboard.press("Control+k");
    const field = page.getByRole("combobox", { name: "Find anything" });
    await field.fill("/haystack");
    await becomes(page.getByRole("option", { selected: true }), /needle-in-a-haystack\.ts.*many/s);
    await field.fill("/zzz-none");
    await becomes(page.getByRole("status").filter({ hasText: "No file" }), "No file has these words in its path.");
    await field.fill("/needle");
    await becomes(page.getByRole("option", { selected: true }), "needle");
    await field.press("Enter");
    await becomes(page.getByRole("region", { name: "many/needle-in-a-haystack.ts" }), "export const found");
    expect(new URL(page.url()).searchParams.get("file")).toBe("many/needle-in-a-haystack.ts");

    // Again: what is kept is there at once. Measured as work of the page, from the key to what is drawn.
    await page.keyboard.press("Control+k");
    await field.waitFor();
    await page.evaluate(() => performance.clearMeasures());
    const took = await field.evaluate(async (input: HTMLInputElement) => {
      const began = performance.now();
      input.value = "/module 07";
      input.dispatchEvent(new InputEvent("input", { bubbles: true }));
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      return { took: performance.now() - began, rows: document.querySelectorAll(".palette-row").length };
    });
    expect(took.rows).toBe(40);
    // On a busy machine the time is noise; ten times of what it may take is a fault.
    expect(took.took).toBeLessThan(500);
    console.info(`10,000 files were searched and drawn in ${took.took.toFixed(0)} ms`);
    alice.expectNoTrouble();
  });
});
