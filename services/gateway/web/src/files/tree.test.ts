import { describe, expect, test } from "vitest";

import { folders, onKey, treeRows, type Folder } from "./tree";

const entry = (name: string, kind: "file" | "folder" = "file"): Folder["entries"][number] => ({
  name,
  kind,
  size: 0,
  isIgnored: false,
  isLossy: false,
});
const folder = (entries: Folder["entries"], more: Partial<Folder> = {}): Folder => ({
  entries,
  next: null,
  isCut: false,
  isLoading: false,
  ...more,
});
const KNOWN = new Map<string, Folder>([
  ["", folder([entry("src", "folder"), entry("docs", "folder"), entry("README.md")])],
  ["src", folder([entry("lib", "folder"), entry("main.rs")], { next: "main.rs" })],
  ["src/lib", folder([])],
]);
const ids = (opened: string[], known = KNOWN): string[] => treeRows(known, new Set(opened)).map((row) => row.id);

describe("the tree", () => {
  test("shows what is opened, with what a folder has to say", () => {
    expect(ids([])).toEqual(["src", "docs", "README.md"]);
    expect(ids(["src", "src/lib"])).toEqual(["src", "src/lib", "src/lib\nempty", "src/main.rs", "src\nmore", "docs", "README.md"]);
  });

  test("says of a folder that is not read yet that it is being read", () => {
    expect(ids(["docs"])).toEqual(["src", "docs", "docs\nloading", "README.md"]);
    expect(ids([], new Map())).toEqual(["\nloading"]);
  });

  test("keeps what is known of a folder whose next page failed", () => {
    const known = new Map([["", folder([entry("a")], { error: "gone" })]]);
    expect(treeRows(known, new Set()).map((row) => row.kind)).toEqual(["entry", "note"]);
  });

  test("nests by level", () => {
    const levels = treeRows(KNOWN, new Set(["src", "src/lib"])).map((row) => row.level);
    expect(levels).toEqual([1, 2, 3, 2, 2, 1, 1]);
  });
});

test("keys walk the tree", () => {
  const rows = treeRows(KNOWN, new Set(["src"]));
  expect(onKey("ArrowDown", rows, undefined)).toEqual({ focus: "src" });
  expect(onKey("ArrowRight", rows, "src")).toEqual({ focus: "src/lib" });
  expect(onKey("ArrowRight", rows, "docs")).toEqual({ open: "docs" });
  expect(onKey("ArrowRight", rows, "README.md")).toBeUndefined();
  expect(onKey("ArrowLeft", rows, "src")).toEqual({ close: "src" });
  expect(onKey("ArrowLeft", rows, "src/main.rs")).toEqual({ focus: "src" });
  expect(onKey("End", rows, "src")).toEqual({ focus: "README.md" });
  expect(onKey("ArrowDown", rows, "README.md")).toEqual({ focus: "README.md" });
  expect(onKey("Enter", rows, "docs")).toEqual({ choose: "docs" });
  expect(onKey("x", rows, "docs")).toBeUndefined();
});

test("the folders on the way to a file", () => {
  expect(folders("a/b/c.ts")).toEqual(["a", "a/b"]);
  expect(folders("c.ts")).toEqual([]);
});
