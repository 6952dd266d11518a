import { expect, test } from "vitest";

import { hunks, lineDiff, totals } from "./line-diff";

const marks = (before: string | null, after: string): string =>
  lineDiff(before, after)
    .map(({ kind, text }) => ({ same: " ", added: "+", removed: "-" })[kind] + text)
    .join("\n");

test("a new file is all added, a text without change all the same", () => {
  expect(marks(null, "a\nb\n")).toBe("+a\n+b");
  expect(marks("a\nb", "a\nb\n")).toBe(" a\n b");
  expect(lineDiff(null, "")).toEqual([]);
});

test("what stays is found between what has changed", () => {
  expect(marks("a\nb\nc\nd\ne", "a\nx\nc\ne\nf")).toBe(" a\n-b\n+x\n c\n-d\n e\n+f");
});

test("applied, it gives the new text, and undone the old one", () => {
  let seed = 7;
  const next = (below: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
  for (let round = 0; round < 300; round += 1) {
    const text = () => Array.from({ length: next(12) }, () => "abcd"[next(4)]).join("\n");
    const [before, after] = [text(), text()];
    const diff = lineDiff(before, after);
    const of = (dropped: string) => diff.filter((line) => line.kind !== dropped).map((line) => line.text).join("\n");
    expect(of("removed")).toBe(after);
    expect(of("added")).toBe(before);
    const numbers = (side: "before" | "after") => diff.flatMap((line) => line[side] ?? []);
    expect(numbers("after")).toEqual(Array.from({ length: numbers("after").length }, (_, at) => at + 1));
  }
});

test("hunks have a little around them, and those that touch are one", () => {
  const before = Array.from({ length: 40 }, (_, at) => `${at}`);
  const after = before.map((line, at) => ([5, 10, 30].includes(at) ? "x" : line));
  const found = hunks(lineDiff(before.join("\n"), after.join("\n")));
  expect(found.map((hunk) => [hunk[0]?.before, hunk.at(-1)?.before])).toEqual([[3, 14], [28, 34]]);
});

test("texts that have nothing in common are shown at once", () => {
  const text = (word: string) => Array.from({ length: 20_000 }, (_, at) => `${word}${at}`).join("\n");
  // Compared line by line with line, they would not be before the test is given up.
  expect(totals(lineDiff(text("a"), text("b")))).toEqual({ added: 20_000, removed: 20_000 });
}, 20_000);
