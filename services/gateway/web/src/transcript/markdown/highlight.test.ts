import { expect, test } from "vitest";

import { codeBlocks, highlight } from "./highlight";
import { pieces } from "./nodes";

test("code is lines of texts with what they are, and its text stays the same", async () => {
  for (const [language, text] of [["rs", 'fn a() {\n  b("x"); // c\n}'], ["tsx", "const a = <b>1</b>;"], ["sh", "ls -l | wc"]] as const) {
    const lines = await highlight(language, text);
    expect(lines?.map((line) => line.map(([text]) => text).join("")).join("\n")).toBe(text);
    expect(lines?.flat().some(([, kind]) => kind !== null), language).toBe(true);
  }
});

test("a language that is not known, and very long code, stay plain", async () => {
  expect(await highlight("brainfuck", "+")).toBeNull();
  expect(await highlight("constructor", "+")).toBeNull();
  expect(await highlight("ts", "a".repeat(30_001))).toBeNull();
});

test("code is found in quotations and lists, too", () => {
  const text = "```a\n```\n\n> ```b\n> ```\n\n- ```c\n  ```";
  const blocks = pieces(text).pieces.flatMap((piece) => piece.block ?? []);
  expect(codeBlocks(blocks).map((block) => block.language)).toEqual(["a", "b", "c"]);
});
