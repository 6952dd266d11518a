import { describe, expect, test } from "vitest";

import { parsePatch, unquote } from "./patch";

const SIMPLE = `diff --git a/src/a.ts b/src/a.ts
index 1111111..2222222 100644
--- a/src/a.ts
+++ b/src/a.ts
@@ -132,4 +132,5 @@ export function area() {
   const width = 3;
-  return width;
+  const height = 4;
+  return width * height;
 }
 
@@ -200 +201,0 @@
-gone
`;

describe("a patch", () => {
  test("numbers its lines by the hunks' headers", () => {
    const [file] = parsePatch(SIMPLE);
    const numbers = file?.hunks[0]?.lines.map((line) => [line.kind, line.oldNumber, line.newNumber]);
    expect(numbers).toEqual([
      ["context", 132, 132],
      ["remove", 133, undefined],
      ["add", undefined, 133],
      ["add", undefined, 134],
      ["context", 134, 135],
      ["context", 135, 136],
    ]);
    expect(file?.hunks[0]?.heading).toBe("export function area() {");
    expect(file?.hunks[1]?.lines).toEqual([{ kind: "remove", text: "gone", oldNumber: 200 }]);
    expect([file?.additions, file?.deletions]).toEqual([2, 2]);
  });

  test("does not take its file headers for lines", () => {
    const [file] = parsePatch(SIMPLE);
    const texts = file?.hunks.flatMap((hunk) => hunk.lines.map((line) => line.text)) ?? [];
    expect(texts.some((text) => text.includes("src/a.ts"))).toBe(false);
    expect([file?.oldPath, file?.newPath]).toEqual(["src/a.ts", "src/a.ts"]);
  });

  test("keeps lines that look like headers where the hunk's count says they belong", () => {
    const [file, ...others] = parsePatch("--- a/x.sql\n+++ b/x.sql\n@@ -1,2 +1,2 @@\n--- a comment\n+++ a comment\n same\n");
    expect(others).toEqual([]);
    expect(file?.hunks[0]?.lines).toEqual([
      { kind: "remove", text: "-- a comment", oldNumber: 1 },
      { kind: "add", text: "++ a comment", newNumber: 1 },
      { kind: "context", text: "same", oldNumber: 2, newNumber: 2 },
    ]);
  });

  test("says when a side ends without a line break", () => {
    const [file] = parsePatch("--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n");
    expect(file?.hunks[0]?.lines.map((line) => line.noNewline)).toEqual([true, undefined]);
  });

  test("knows new, deleted, renamed and binary files", () => {
    const files = parsePatch(
      [
        "diff --git a/n b/n\nnew file mode 100755\nindex 000..111\n--- /dev/null\n+++ b/n\n@@ -0,0 +1 @@\n+x",
        "diff --git a/d b/d\ndeleted file mode 100644\nindex 111..000\n--- a/d\n+++ /dev/null\n@@ -1 +0,0 @@\n-x",
        "diff --git a/old name b/new name\nsimilarity index 100%\nrename from old name\nrename to new name",
        "diff --git a/i.png b/i.png\nindex 1..2 100644\nBinary files a/i.png and b/i.png differ",
      ].join("\n"),
    );
    expect(files.map((file) => [file.oldPath, file.newPath])).toEqual([
      [undefined, "n"],
      ["d", undefined],
      ["old name", "new name"],
      [undefined, undefined],
    ]);
    expect(files[0]?.newMode).toBe("100755");
    expect(files[0]?.hunks[0]?.lines[0]?.newNumber).toBe(1);
    expect(files[2]?.isRenamed).toBe(true);
    expect(files[3]?.isBinary).toBe(true);
  });

  test("of nothing, of prose and of a cut hunk throws nothing", () => {
    expect(parsePatch("")).toEqual([]);
    expect(parsePatch("no patch at all\n")).toEqual([]);
    expect(parsePatch("@@ -1,9 +1,9 @@\n a\n+b")[0]?.hunks[0]?.lines).toHaveLength(2);
  });

  test("is read when it is long", () => {
    const body = Array.from({ length: 100_000 }, (_, index) => `+line ${index}`).join("\n");
    const [file] = parsePatch(`--- /dev/null\n+++ b/big\n@@ -0,0 +1,100000 @@\n${body}\n`);
    expect(file?.hunks[0]?.lines.at(-1)?.newNumber).toBe(100_000);
  }, 20_000);
});

test("a quoted path is read by its bytes", () => {
  expect(unquote('"caf\\303\\251 \\"x\\".txt"')).toBe('café "x".txt');
  expect(unquote("plain")).toBe("plain");
});
