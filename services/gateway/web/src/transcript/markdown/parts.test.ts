import { expect, test } from "vitest";

import { inlineParts, textParts } from "./parts";

test("together the parts are the text", () => {
  for (const text of ["", "a", "a\nb", "\n\n", "one\ntwo\nthree\n", "x".repeat(50), `${"x".repeat(9)}\n`.repeat(9)]) {
    expect(textParts(text, 10).join("\n")).toBe(text);
  }
  expect(textParts(`${"x".repeat(9)}\n`.repeat(9), 10)).toHaveLength(5);
});

test("what grows at its end leaves all parts but the last as they were", () => {
  const text = Array.from({ length: 100 }, (_, at) => `line ${at}`).join("\n");
  const [before, after] = [textParts(text, 50), textParts(`${text}\nmore`, 50)];
  expect(after.slice(0, before.length - 1)).toEqual(before.slice(0, -1));
});

test("a paragraph is split within its texts, and what stands between them stays in its place", () => {
  const nodes = [{ t: "text" as const, text: "a\nb\nc" }, { t: "code" as const, text: "x" }, { t: "text" as const, text: "d" }];
  expect(inlineParts(nodes, 1)).toEqual([
    [{ t: "text", text: "a" }],
    [{ t: "text", text: "b" }],
    [{ t: "text", text: "c" }, { t: "code", text: "x" }, { t: "text", text: "d" }],
  ]);
  expect(inlineParts([{ t: "text", text: "short" }])).toEqual([[{ t: "text", text: "short" }]]);
  expect(textParts("x\n".repeat(250))).toHaveLength(3);
});
