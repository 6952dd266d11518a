import { describe, expect, test } from "vitest";
import type { RepositorySummary, TaskSummary } from "../wire";
import { checkMark } from "./checks";
import { indicator } from "./indicator";
import { held, matches, moved, rows, type Row, type Shown, shared, withOrder } from "./model";

const repository = (repositoryId: string): RepositorySummary => ({
  repositoryId,
  fullName: `acme/${repositoryId}`,
  cloneUrl: "",
  defaultBranch: "main",
  private: false,
});
const task = (taskId: string, repositoryId: string, updatedAt: number, more: Partial<TaskSummary> = {}): TaskSummary =>
  ({
    taskId,
    repositoryId,
    repositoryName: `acme/${repositoryId}`,
    title: `Title of ${taskId}`,
    branch: `branch-${taskId}`,
    status: "idle",
    pullRequest: null,
    owner: null,
    changes: null,
    checks: null,
    materialised: true,
    createdAt: 0,
    updatedAt,
    ...more,
  }) as TaskSummary;
const shown = (more: Partial<Shown>): Shown => ({
  repositories: ["api", "web", "docs"].map(repository),
  tasks: [task("t-1", "api", 10), task("t-2", "web", 30), task("t-3", "api", 20)],
  arrangement: undefined,
  filter: "",
  needsYou: () => false,
  isArchivedOpen: false,
  ...more,
});
const keys = (rows: Row[]) => rows.map(({ key }) => key);

test("repositories with the newest change first, empty ones last, each with its tasks newest first", () => {
  expect(keys(rows(shown({})))).toEqual(["repository web", "open t-2", "repository api", "open t-3", "open t-1", "repository docs"]);
});

test("the person's own order comes first, what it does not name follows", () => {
  const arrangement = { order: ["docs", "gone"], collapsed: ["api"], tasks: [] };
  expect(keys(rows(shown({ arrangement })))).toEqual(["repository docs", "repository web", "open t-2", "repository api"]);
});

test("a person's own order of tasks stands within each repository, beneath what is newer than it", () => {
  const tasks = [1, 2, 3, 4].map((at) => task(`t-${at}`, "api", at));
  const arrangement = { order: [], collapsed: [], tasks: ["t-2", "gone", "t-3", "t-1"] };
  const order = rows(shown({ tasks, arrangement, repositories: [repository("api")] }));
  expect(keys(order)).toEqual(["repository api", "open t-4", "open t-2", "open t-3", "open t-1"]);
});

test("repositories stay in the order of their newest change, however their tasks are put", () => {
  const arrangement = { order: [], collapsed: [], tasks: ["t-1", "t-3"] };
  expect(keys(rows(shown({ arrangement })))).toEqual(["repository web", "open t-2", "repository api", "open t-1", "open t-3", "repository docs"]);
});

test("tasks in a new order come before those of other repositories, and a thousand are kept", () => {
  expect(withOrder(["b", "a"], ["a", "x", "b", "y"])).toEqual(["b", "a", "x", "y"]);
  const many = Array.from({ length: 1_000 }, (_, at) => `t-${at}`);
  expect(withOrder(["new"], many)).toEqual(["new", ...many.slice(0, 999)]);
});

test("what needs somebody stands on top as well as in its place", () => {
  expect(keys(rows(shown({ needsYou: ({ taskId }) => taskId === "t-1" }))).slice(0, 2)).toEqual(["group needs 1", "needs t-1"]);
});

test("ended tasks are a group of their own, folded, and need nobody", () => {
  const tasks = [task("t-1", "api", 1, { status: "archived" }), task("t-2", "api", 2)];
  const all = { tasks, repositories: [repository("api")], needsYou: () => true };
  expect(keys(rows(shown(all)))).toEqual(["group needs 1", "needs t-2", "repository api", "open t-2", "group archived 1"]);
  expect(keys(rows(shown({ ...all, isArchivedOpen: true }))).at(-1)).toBe("ended t-1");
});

test("a filter shows what fits, folded or not, and no empty repository", () => {
  const arrangement = { order: [], collapsed: ["api"], tasks: [] };
  expect(keys(rows(shown({ arrangement, filter: "t-3" })))).toEqual(["repository api", "open t-3"]);
});

test("each word of a filter is found somewhere in the row", () => {
  const one = task("t-1", "api", 1, { owner: { userId: "u1", login: "Bob", avatarUrl: null } });
  for (const filter of ["title T-1", "@bob", "branch-t acme/api", " API "]) expect(matches(filter)(one), filter).toBe(true);
  for (const filter of ["title nothing", "@alice", "#1"]) expect(matches(filter)(one), filter).toBe(false);
});

test("a repository is moved before another one, to the end, or nowhere", () => {
  const order = ["a", "b", "c"];
  expect(moved(order, "c", "a")).toEqual(["c", "a", "b"]);
  expect(moved(order, "a", undefined)).toEqual(["b", "c", "a"]);
  expect(moved(order, "b", "b")).toEqual(order);
});

test("rows that were there stay the same objects, and a list without a change stays the same list", () => {
  const before = rows(shown({}));
  expect(shared(before, rows(shown({})))).toBe(before);
  const after = shared(before, rows(shown({ tasks: [...shown({}).tasks, task("t-4", "docs", 40)] })));
  expect(after).not.toBe(before);
  expect(after.filter((row) => before.includes(row))).toHaveLength(before.length);
});

test("five thousand tasks are put in order in an instant", () => {
  const repositories = Array.from({ length: 400 }, (_, at) => repository(`r-${at}`));
  const tasks = Array.from({ length: 5_000 }, (_, at) => task(`t-${at}`, `r-${at % 400}`, (at * 7_919) % 5_003));
  const times = Array.from({ length: 5 }, () => {
    const began = performance.now();
    expect(rows(shown({ repositories, tasks })).length).toBe(5_400);
    return performance.now() - began;
  });
  // The best one: a machine may be busy with something else.
  expect(Math.min(...times)).toBeLessThan(100);
});

describe("the mark of checks beside a pull request's number", () => {
  const mark = (numbers: [failed: number, open: number, passed: number], state = "open") => {
    const [failed, open, passed] = numbers;
    const checks = { head: "abc", failed, open, passed, updatedAt: 0 };
    return checkMark(task("t", "api", 1, { checks, pullRequest: { state } as TaskSummary["pullRequest"] }));
  };
  test("says what matters most, in words and by its shape", () => {
    expect(mark([1, 1, 3])).toEqual({ icon: "x", verdict: "problem", label: "1 of 5 checks failed", count: "3/5" });
    expect(mark([0, 1, 3], "draft")).toEqual({ icon: "circle-dot", verdict: "waiting", label: "1 of 4 checks under way", count: "3/4" });
    expect(mark([0, 0, 1])).toEqual({ icon: "check", verdict: "good", label: "1 check passed", count: "1/1" });
  });
  test("is not there while nothing is known, nor where nobody waits for them any more", () => {
    expect(checkMark(task("t", "api", 1, { checks: null, pullRequest: { state: "open" } as TaskSummary["pullRequest"] }))).toBeUndefined();
    for (const state of ["merged", "closed"]) expect(mark([1, 0, 0], state)).toBeUndefined();
  });
});

describe("the mark before a title: the first that is true", () => {
  const mark = (more: Partial<TaskSummary>, isUnread = false) => indicator(task("t", "api", 1, more), { isUnread }).label;
  const pullRequest = { state: "open" } as TaskSummary["pullRequest"];
  test.each([
    ["Archived", mark({ status: "archived", pullRequest }, true)],
    ["Being archived", indicator(task("t", "api", 1), { isLeaving: true }).label],
    ["An agent waits for an answer", indicator(task("t", "api", 1, { status: "running" }), { isWaiting: true, isUnread: true }).label],
    ["An agent is at work", mark({ status: "running", pullRequest }, true)],
    ["The last turn failed", mark({ status: "error" }, true)],
    ["Unread", mark({ pullRequest }, true)],
    ["Open pull request", mark({ pullRequest })],
    ["No pull request yet", mark({})],
    ["Nobody has worked on it yet", mark({ materialised: false })],
  ])("%s", (label, found) => expect(found).toBe(label));
});

test("under a pointer rows stay in their order, until there are others", () => {
  const before = rows(shown({}));
  const newer = rows(shown({ tasks: [task("t-1", "api", 40), task("t-2", "web", 30), task("t-3", "api", 20)] }));
  expect(keys(newer)).not.toEqual(keys(before));
  expect(keys(held(before, newer))).toEqual(keys(before));
  const more = rows(shown({ tasks: [task("t-1", "api", 40), task("t-2", "web", 30), task("t-4", "api", 20)] }));
  expect(held(before, more)).toBe(more);
});
