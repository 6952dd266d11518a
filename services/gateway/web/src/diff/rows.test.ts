import { describe, expect, test } from "vitest";

import { parsePatch, type FilePatch } from "./patch";
import { fillGap, splitRows, unifiedRows, type Gap } from "./rows";

const PATCH = `--- a/x
+++ b/x
@@ -10,5 +10,6 @@ fn area
 a
-b
-c
+B
+C
+D
 e
 f
@@ -30,4 +31,4 @@
-x
+y
 l
 m
 n
`;

const patch = (text = PATCH): FilePatch => parsePatch(text)[0] as FilePatch;
const gaps = (rows: { kind: string }[]): Gap[] => rows.filter((row): row is Gap => row.kind === "gap");

describe("rows", () => {
  test("show what git left out as gaps with its true numbers", () => {
    expect(gaps(unifiedRows(patch()))).toEqual([
      { kind: "gap", id: "gap:1", oldStart: 1, newStart: 1, count: 9, heading: "fn area" },
      { kind: "gap", id: "gap:16", oldStart: 15, newStart: 16, count: 15, heading: "" },
      { kind: "gap", id: "gap:35", oldStart: 34, newStart: 35, heading: "" },
    ]);
  });

  test("have ids that are all different, in both forms", () => {
    for (const rows of [unifiedRows(patch()), splitRows(patch())]) {
      expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
    }
  });

  test("put removed lines beside those that replace them", () => {
    const pairs = splitRows(patch()).flatMap((row) => (row.kind === "pair" ? [[row.left?.text, row.right?.text]] : []));
    expect(pairs).toEqual([
      ["a", "a"],
      ["b", "B"],
      ["c", "C"],
      [undefined, "D"],
      ["e", "e"],
      ["f", "f"],
      ["x", "y"],
      ["l", "l"],
      ["m", "m"],
      ["n", "n"],
    ]);
  });

  test("know the counterpart of a replaced line in one column, too", () => {
    const counterparts = unifiedRows(patch()).flatMap((row) => (row.kind === "line" ? [row.counterpart?.text] : []));
    expect(counterparts).toEqual([undefined, "B", "C", "b", "c", undefined, undefined, undefined, "y", "x", undefined, undefined, undefined]);
  });

  test("of a gap that is opened come from the file", () => {
    const file = Array.from({ length: 40 }, (_, index) => `line ${index + 1}`);
    const gap = gaps(unifiedRows(patch()))[1] as Gap;
    const filled = new Map([[gap.id, fillGap(gap, file)]]);
    const rows = unifiedRows(patch(), filled);
    expect(gaps(rows)).toHaveLength(2);
    const added = rows.flatMap((row) => (row.kind === "line" && row.line.text === "line 16" ? [row.line] : []));
    expect(added).toEqual([{ kind: "context", text: "line 16", oldNumber: 15, newNumber: 16 }]);
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
  });

  test("after the last hunk reach to the end of the file", () => {
    const file = Array.from({ length: 40 }, (_, index) => `line ${index + 1}`);
    const last = gaps(unifiedRows(patch())).at(-1) as Gap;
    expect(fillGap(last, file).map((line) => line.newNumber)).toEqual([35, 36, 37, 38, 39, 40]);
  });

  test("after a gap may be very many", () => {
    const file = Array.from({ length: 300_000 }, (_, index) => `line ${index + 1}`);
    const last = gaps(unifiedRows(patch())).at(-1) as Gap;
    expect(unifiedRows(patch(), new Map([[last.id, fillGap(last, file)]])).length).toBeGreaterThan(299_000);
  });

  test("of a new file have no gap", () => {
    expect(gaps(unifiedRows(patch("--- /dev/null\n+++ b/n\n@@ -0,0 +1,2 @@\n+a\n+b\n")))).toEqual([]);
  });

  test("of lines that were only added start where git says", () => {
    const rows = unifiedRows(patch("--- a/n\n+++ b/n\n@@ -2,0 +3 @@\n+a\n"));
    expect(gaps(rows)[0]).toMatchObject({ oldStart: 1, newStart: 1, count: 2 });
  });
});
