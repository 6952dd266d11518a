import { afterEach, beforeEach, expect, test, vi } from "vitest";

const sent: string[] = [];
let leave: () => void;
vi.mock("../client", () => ({
  request: (name: string, key: string[]) => {
    sent.push(`${name} ${key.join("/")}`);
    return Promise.resolve({});
  },
}));
vi.mock("../ui", () => ({ toast: () => () => undefined, toastProblem: () => undefined }));
vi.stubGlobal("window", { addEventListener: (_type: string, listener: () => void) => (leave = listener) });

const { archivesAt, archiveSoon, undoArchive, UNDO_FOR } = await import("./archive");

beforeEach(() => {
  sent.length = 0;
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

test("a task is archived once its time is over, however often that was asked for", () => {
  archiveSoon("acme", "t-1", "One");
  archiveSoon("acme", "t-1", "One");
  expect(archivesAt("t-1")).toBeDefined();
  vi.advanceTimersByTime(UNDO_FOR - 1);
  expect(sent).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(sent).toEqual(["task.archive acme/t-1"]);
  expect(archivesAt("t-1")).toBeUndefined();
});

test("until then it can be taken back", () => {
  archiveSoon("acme", "t-1", "One");
  undoArchive("t-1");
  vi.advanceTimersByTime(UNDO_FOR * 2);
  expect(sent).toEqual([]);
});

test("who leaves the page does not take it back", () => {
  archiveSoon("acme", "t-1", "One");
  archiveSoon("acme", "t-2", "Two");
  undoArchive("t-2");
  leave();
  expect(sent).toEqual(["task.archive acme/t-1"]);
  vi.advanceTimersByTime(UNDO_FOR * 2);
  expect(sent).toHaveLength(1);
});
