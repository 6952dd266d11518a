import { expect, test } from "vitest";

import type { ProcessRecord } from "../wire";
import { activeTab, arranged, commandLine, moved, nextTitle, openTabs, quoted, standing } from "./tabs";

const process = (processId: string, more: Partial<ProcessRecord> = {}): ProcessRecord => ({
  processId,
  title: processId,
  command: null,
  args: [],
  cwd: null,
  tty: true,
  interactive: true,
  status: "running",
  pid: 1,
  exitCode: null,
  error: null,
  createdBy: null,
  createdAt: 0,
  exitedAt: null,
  sandboxProcess: null,
  ...more,
});
const PROCESSES = [
  process("shell"),
  process("server", { tty: false }),
  process("old", { status: "exited", exitCode: 0 }),
  process("new"),
];
const ids = (choices: Record<string, boolean>, wasOpen: string[] = []): string[] =>
  openTabs(PROCESSES, choices, new Set(wasOpen)).map(({ processId }) => processId);

test("terminals that run are open, whoever has started them", () => {
  expect(ids({})).toEqual(["shell", "new"]);
});

test("closing and opening are a person's choice", () => {
  expect(ids({ shell: false, server: true })).toEqual(["server", "new"]);
});

test("one that ends while it is open stays, to show how", () => {
  expect(ids({}, ["old"])).toEqual(["shell", "old", "new"]);
  expect(ids({ old: false }, ["old"])).toEqual(["shell", "new"]);
});

test("there is always one to show, if there is any", () => {
  const tabs = openTabs(PROCESSES, {}, new Set());
  expect(activeTab(tabs, "shell")).toBe("shell");
  expect(activeTab(tabs, "gone")).toBe("new");
  expect(activeTab([], "shell")).toBeUndefined();
});

test("tabs stand as they were arranged, new ones behind", () => {
  const all = [process("a"), process("b"), process("c"), process("d")];
  expect(arranged(all, ["c", "a", "gone"]).map(({ processId }) => processId)).toEqual(["c", "a", "b", "d"]);
  expect(moved(["a", "b", "c"], "c", 0)).toEqual(["c", "a", "b"]);
  expect(moved(["a", "b", "c"], "a", 1)).toEqual(["b", "a", "c"]);
  expect(moved(["a", "b", "c"], "a", 99)).toEqual(["b", "c", "a"]);
});

test("terminals are numbered, without a twin", () => {
  expect(nextTitle([])).toBeNull();
  expect(nextTitle([process("server", { tty: false })])).toBeNull();
  expect(nextTitle([process("a", { title: "Terminal" })])).toBe("Terminal 2");
  expect(nextTitle([process("a", { title: "Terminal 2" })])).toBe("Terminal 3");
});

test("how a process stands", () => {
  expect(standing(process("a"))).toBe("running");
  expect(standing(process("a", { status: "exited", exitCode: 130 }))).toBe("exited with 130");
  expect(standing(process("a", { status: "exited" }))).toBe("ended by a signal");
});

test("a selection is quoted without the space that fills its lines", () => {
  expect(quoted("$ ls   \na  b  ")).toBe("```\n$ ls\na  b\n```");
});

test("a command is shown as it would be typed", () => {
  expect(commandLine({ command: "npm", args: ["run", "dev server", "it's"] })).toBe("npm run 'dev server' 'it'\\''s'");
  expect(commandLine({ command: null, args: [] })).toBe("login shell");
});
