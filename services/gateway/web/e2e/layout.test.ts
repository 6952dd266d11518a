// What `misfits` finds, and what it lets pass: on small pages of its own.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launch, missing } from "./browser.ts";
import { misfits, tooSmall } from "./layout.ts";

const WORDS = "Totals are rounded once, at the end";

describe.skipIf(missing())("what does not fit", () => {
  let browser: Browser;
  let page: Page;
  const found = async (body: string) => {
    await page.setContent(`<style>* { margin: 0 } p, button { white-space: nowrap }</style>${body}`);
    return misfits(page);
  };

  beforeAll(async () => {
    browser = await launch();
    page = await browser.newPage({ viewport: { width: 300, height: 200 } });
  });
  afterAll(async () => {
    await browser?.close();
  });

  it.each([
    ["a page wider than its window", `<div style="width: 400px">a</div>`, "100 px wider"],
    ["words without their end", `<div style="width: 50px; overflow: hidden"><p>${WORDS}</p></div>`, "cut off at its right"],
    ["half a line", `<div style="height: 8px; overflow: hidden"><p>a</p></div>`, "cut off below"],
    ["a button under something else", `<button>Send</button><div style="position: fixed; inset: 0">over it</div>`, "covered by <div"],
  ])("%s", async (_, body, words) => {
    expect((await found(body)).join("\n")).toContain(words);
  });

  it("what is too small for a finger, and what only looks so", async () => {
    const style = "display: block; width: 40px; margin: 30px; padding: 0; border: 0; line-height: 10px; position: relative";
    const reach = `<style>.reach::after { content: ""; position: absolute; inset: -8px }</style>`;
    await page.setContent(
      `${reach}<button style="${style}">one</button><button class="reach" style="${style}">two</button><p>As <a href="#">three</a> says</p>`,
    );
    expect((await tooSmall(page)).join("\n")).toMatch(/^too small for a finger: <button class=""> "one"$/);
  });

  it.each([
    ["words that end in dots", `<p style="width: 50px; overflow: hidden; text-overflow: ellipsis">${WORDS}</p>`],
    ["what is scrolled to", `<div style="width: 50px; overflow: auto"><p>${WORDS}</p></div>`],
    [
      "a button that is scrolled out of sight",
      `<div style="height: 20px; overflow: auto"><div style="height: 30px">a</div><button>Send</button></div><div style="height: 90px">below</div>`,
    ],
    ["words for those who listen", `<span style="position: absolute; width: 1px; height: 1px; overflow: hidden">${WORDS}</span>`],
  ])("passes: %s", async (_, body) => {
    expect(await found(body)).toEqual([]);
  });
});
