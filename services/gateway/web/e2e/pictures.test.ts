// `npm run pictures`: the README's pictures, drawn anew from a real turn.
import { mkdirSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LATER, SOON, type Person, facts, launch, missing, signIn } from "./browser.ts";
import { until } from "./fleet.ts";
import { addressOf, openSession, openTab, send, status, untouched } from "./steps.ts";

const FOLDER = resolve(import.meta.dirname, "../../../../docs/pictures");
/** Bytes of one picture. */
const MOST = 150_000;
const QUALITY = 0.92;

const WORK = `Round the totals to two decimals, and add a test.`;

describe.skipIf(missing() || !process.env.FOUNDRY_PICTURES)("pictures", () => {
  let browser: Browser;
  let alice: Person;
  let taskId: string;

  beforeAll(async () => {
    mkdirSync(FOLDER, { recursive: true });
    browser = await launch();
    alice = await signIn(browser, "alice");
    const task = await untouched();
    ({ taskId } = task);
    await alice.page.goto(addressOf(task));
    await openSession(alice.page);
    await send(alice.page, WORK);
  });
  afterAll(async () => {
    await browser?.close();
  });

  it("a permission, in the light", async () => {
    const { page } = alice;
    await status(page, /^Status: Needs an answer$/, LATER);
    // A question that has just come takes no answer yet.
    await page.locator('.transcript-options:not([aria-busy="true"])').waitFor();
    await page.emulateMedia({ colorScheme: "light" });
    await picture(page, "permission");
    await page.emulateMedia({ colorScheme: "dark" });
  });

  it("a task, with what was said and what has changed", async () => {
    const { page } = alice;
    const question = page.getByRole("group", { name: /^The agent asks/ });
    await until(LATER, async () => {
      const allow = question.getByRole("button", { name: /allow/i }).first();
      if (await allow.isVisible()) await allow.click({ timeout: 1_000 }).catch(() => expect(page.isClosed()).toBe(false));
      return (await page.getByRole("status", { name: /^Status: Ready$/ }).count()) > 0;
    });
    await openTab(page, "Changes");
    // What the turn has changed is read after its end.
    await page.getByRole("list", { name: "Changed files" }).getByRole("button", { name: /totals/ }).first().waitFor({ timeout: SOON });
    await picture(page, "task");
  });

  it("the inspector", async () => {
    const { page } = alice;
    await page.goto(`${facts().gateway}/organizations/acme/inspect/task/${taskId}`);
    await page.locator("article").first().waitFor();
    await picture(page, "inspector");
  });

  /** As WebP, which the browser itself makes of it. */
  async function picture(page: Page, name: string): Promise<void> {
    await page.waitForFunction(() => !document.querySelector(".skeleton") && document.getAnimations().every(({ playState }) => playState !== "running"));
    const png = (await page.screenshot({ caret: "hide" })).toString("base64");
    const drawer = await browser.newPage();
    const webp = await drawer.evaluate(
      async ({ png, quality }) => {
        const image = new Image();
        image.src = `data:image/png;base64,${png}`;
        await image.decode();
        const canvas = new OffscreenCanvas(image.width, image.height);
        canvas.getContext("2d")?.drawImage(image, 0, 0);
        const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: "image/webp", quality })).arrayBuffer());
        let text = "";
        for (const byte of bytes) text += String.fromCharCode(byte);
        return btoa(text);
      },
      { png, quality: QUALITY },
    );
    await drawer.close();
    const bytes = Buffer.from(webp, "base64");
    expect(bytes.length).toBeLessThan(MOST);
    writeFileSync(resolve(FOLDER, `${name}.webp`), bytes);
    if (process.env.FOUNDRY_PICTURES_PNG) writeFileSync(resolve(process.env.FOUNDRY_PICTURES_PNG, `${name}.png`), Buffer.from(png, "base64"));
  }
});
