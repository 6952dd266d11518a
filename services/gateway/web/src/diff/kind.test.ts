import { expect, test } from "vitest";

import { about, withoutLines } from "./kind";
import { type FilePatch, parsePatch } from "./patch";

const patch = (text: string): FilePatch => parsePatch(`diff --git a/x b/x\n${text}`)[0] as FilePatch;

test("a link and a submodule are said to be none of the ordinary", () => {
  expect(about(patch("new file mode 120000\n--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+/etc/passwd\n"))).toContain("symbolic link");
  expect(about(patch("new file mode 160000\n--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+Subproject commit 1\n"))).toContain("submodule");
  expect(about(patch("new file mode 100644\n--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+a\n"))).toBeUndefined();
});

test("a mode that changes is said, also beside lines that change", () => {
  const text = about(patch("old mode 100644\nnew mode 100755\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n"));
  expect(text).toBe("It was an ordinary file (100644) and is a program (100755) now.");
});

test("an empty file is not one whose contents are the same", () => {
  expect(withoutLines(patch("new file mode 100644\nindex 0000000..e69de29\n"))).toEqual({ title: "An empty file", text: "It is new, and there is nothing in it." });
  expect(withoutLines(patch("deleted file mode 100644\nindex e69de29..0000000\n")).text).toContain("gone");
  expect(withoutLines(patch("old mode 100644\nnew mode 100755\n"))).toEqual({ title: "No lines changed", text: "It was an ordinary file (100644) and is a program (100755) now." });
  expect(withoutLines(patch("similarity index 100%\nrename from a\nrename to b\n")).title).toBe("Renamed only");
});
