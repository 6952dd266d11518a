import { expect, test } from "vitest";

import { parsePatch, type FilePatch } from "./patch";
import type { Comment } from "./review";
import { splitRows, unifiedRows } from "./rows";
import { nextChange, nextLine, rowsWith, sideOf, textOf, withComments, isLine, type ViewRow } from "./view-rows";

const PATCH = parsePatch("--- a/x\n+++ b/x\n@@ -10,4 +10,4 @@\n a\n-b\n+B\n c\n d\n@@ -30,2 +30,3 @@\n x\n+y\n z\n")[0] as FilePatch;
const comment = (id: string, side: "old" | "new", from: number, to = from): Comment => ({
  id,
  path: "x",
  range: { side, from, to },
  lines: "",
  text: id,
});
const ids = (rows: ViewRow[]): string[] => rows.map((row) => row.id);

test("comments stand beneath the last line that they are about", () => {
  const rows = withComments(unifiedRows(PATCH), [comment("one", "new", 10, 11), comment("two", "old", 11)], undefined);
  expect(ids(rows)).toEqual(["gap:1", "10:10", "11:", "two", ":11", "one", "12:12", "13:13", "gap:14", "30:30", ":31", "31:32"]);
});

test("comments whose line is not shown any more are not lost", () => {
  const writing = { path: "x", range: { side: "new", from: 500, to: 500 } as const, lines: "", text: "half a th" };
  expect(ids(withComments(unifiedRows(PATCH), [comment("gone", "new", 99)], writing)).slice(0, 2)).toEqual(["gone", "writing"]);
});

test("a comment that is being changed is shown once", () => {
  const writing = { path: "x", range: { side: "new", from: 12, to: 12 } as const, lines: "", text: "x", id: "one" };
  const rows = withComments(splitRows(PATCH), [comment("one", "new", 12)], writing);
  expect(ids(rows).filter((id) => id === "one" || id === "writing")).toEqual(["writing"]);
});

test("a range's text is that of its side", () => {
  for (const rows of [unifiedRows(PATCH), splitRows(PATCH)]) {
    expect(textOf(rows, { side: "new", from: 10, to: 12 })).toBe("a\nB\nc");
    expect(textOf(rows, { side: "old", from: 10, to: 12 })).toBe("a\nb\nc");
  }
});

test("a row is about the file as it is, if it is in it", () => {
  const sides = unifiedRows(PATCH).flatMap((row) => (isLine(row) ? [sideOf(row)] : []));
  expect(sides.slice(0, 3)).toEqual(["new", "old", "new"]);
});

test("one walks over lines and over changes", () => {
  const rows = withComments(unifiedRows(PATCH), [comment("c", "new", 10)], undefined);
  expect(ids(rows)[nextLine(rows, 1, 1)]).toBe("11:");
  expect(nextLine(rows, rows.length - 1, 1)).toBe(rows.length - 1);
  const first = nextChange(rows, -1, 1) as number;
  const second = nextChange(rows, first, 1) as number;
  expect([ids(rows)[first], ids(rows)[second]]).toEqual(["11:", ":31"]);
  expect(nextChange(rows, second, 1)).toBeUndefined();
  expect(nextChange(rows, second, -1)).toBe(first);
});

test("words are found in the lines of both sides and in comments, whatever their case", () => {
  const rows = withComments(splitRows(PATCH), [comment("why B", "new", 12)], undefined);
  const found = (text: string): string[] => ids(rowsWith(rows, text).map((index) => rows[index] as ViewRow));
  expect(found("b")).toEqual([ids(rows)[2], "why B"]);
  expect(found("why")).toEqual(["why B"]);
  expect(found(" ")).toEqual([]);
});
