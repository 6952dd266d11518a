import { expect, test } from "vitest";

import { programOutput, relative, toolChanges } from "./tool";

test("paths are those of the repository", () => {
  expect(relative("/home/user/repo/src/a.ts")).toBe("src/a.ts");
  expect(relative("/home/user/repo")).toBe(".");
  expect(relative("/etc/hosts")).toBe("/etc/hosts");
  expect(toolChanges({ title: "Write /home/user/repo/src/a.ts" }, 0)).toEqual({ title: "Write src/a.ts" });
});

test("what an update leaves out stays as it was", () => {
  expect(toolChanges({ status: "in_progress" }, 5)).toEqual({ status: "running", endedAt: null });
  for (const status of ["levitating", "constructor"]) expect(toolChanges({ status }, 5), status).toEqual({});
});

test("a title is no file that an agent has put into it", () => {
  expect(toolChanges({ title: "x".repeat(100_000) }, 0).title?.length).toBeLessThan(3_000);
});

test("a diff of a new file has no old text", () => {
  const content = [{ type: "diff", path: "/home/user/repo/a.md", oldText: null, newText: "b" }];
  expect(toolChanges({ content }, 0).content).toEqual([{ type: "diff", path: "a.md", oldText: null, newText: "b" }]);
});

test("a place without a line is the file", () => {
  const lines = [{ line: 3 }, { line: -1 }, { line: 0 }, {}].map((place) => ({ path: "/home/user/repo/a.ts", ...place }));
  expect(toolChanges({ locations: lines }, 0).locations?.map(({ line }) => line)).toEqual([3, null, null, null]);
});

test("content that nobody knows is kept", () => {
  expect(toolChanges({ content: [{ type: "hologram" }] }, 0).content).toEqual([{ type: "other", raw: { type: "hologram" } }]);
});

test("a program's output is found wherever the agent puts it", () => {
  const fenced = [{ type: "text" as const, text: "```\na\nb\n```\nexit code 1" }];
  const output = (output: unknown) => programOutput({ kind: "execute", output, content: fenced });
  expect(output({ stdout: "out", stderr: "err" })).toBe("out\nerr");
  expect(output("whole")).toBe("whole");
  expect(output({ formatted_output: "formatted" })).toBe("formatted");
  expect(output(undefined)).toBe("a\nb\nexit code 1");
  expect(programOutput({ kind: "read", output: "x", content: [] })).toBeUndefined();
});
