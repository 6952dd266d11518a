import { expect, test } from "vitest";

import type { ChangedFile } from "../wire";
import { filesIn, filterFiles, neighbour, splitPath, totals } from "./changes";

const file = (path: string, more: Partial<ChangedFile> = {}): ChangedFile => ({
  path,
  oldPath: null,
  change: "modified",
  added: 1,
  removed: 2,
  isBinary: false,
  isTooLarge: false,
  isUncommitted: false,
  isLossy: false,
  ...more,
});
const FILES = [
  file("README.md"),
  file("src/new.ts", { change: "renamed", oldPath: "src/old.ts" }),
  file("a.png", { isBinary: true, added: null, removed: null, isUncommitted: true }),
];

test("a path is split at its last slash", () => {
  expect(splitPath("src/a/b.ts")).toEqual({ folder: "src/a/", name: "b.ts" });
  expect(splitPath("b.ts")).toEqual({ folder: "", name: "b.ts" });
});

test("files are found by words of their path of now and of before", () => {
  const found = (text: string): string[] => filterFiles(FILES, text).map(({ path }) => path);
  expect(found("SRC old")).toEqual(["src/new.ts"]);
  expect(found(" ")).toHaveLength(3);
  expect(found("nothing")).toEqual([]);
});

test("what is not counted adds nothing", () => {
  expect(totals(FILES)).toEqual({ files: 3, added: 2, removed: 4 });
  expect(totals([])).toEqual({ files: 0, added: 0, removed: 0 });
});

test("only what is not committed is in that scope", () => {
  expect(filesIn(FILES, "uncommitted").map(({ path }) => path)).toEqual(["a.png"]);
  expect(filesIn(FILES, "sinceBase")).toHaveLength(3);
});

test("the next file comes around the end", () => {
  expect(neighbour(FILES, "a.png", 1)?.path).toBe("README.md");
  expect(neighbour(FILES, "README.md", -1)?.path).toBe("a.png");
  expect(neighbour([file("x")], "x", 1)).toBeUndefined();
  expect(neighbour([], "x", 1)).toBeUndefined();
  expect(neighbour(FILES, "gone.ts", 1)?.path).toBe("README.md");
});
