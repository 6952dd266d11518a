import { expect, it } from "vitest";
import { type Entry, fileEntry, inScope, memberEntry, taskEntry } from "./entries";

const task = (more: object) =>
  taskEntry("acme", {
    taskId: "t-1",
    repositoryId: "r1",
    repositoryName: "acme/web",
    title: "Fix totals",
    branch: "fix",
    status: "idle",
    pullRequest: null,
    owner: null,
    changes: null,
    checks: null,
    materialised: true,
    createdAt: 0,
    updatedAt: 0,
    ...more,
  });
const pullRequest = {
  number: 12,
  title: "x",
  state: "open",
  url: "",
  headBranch: "fix",
  headRepository: null,
  baseBranch: "main",
  authorLogin: null,
  updatedAt: 0,
} as const;

it("finds a task by its branch, repository, pull request and owner", () => {
  const text = task({ pullRequest, owner: { userId: "u1", login: "alice", avatarUrl: null } }).text;
  for (const word of ["Fix totals", "acme/web", "fix", "#12", "alice"]) expect(text).toContain(word);
});

it("asks for pull requests and members only where they are asked for", () => {
  const member = memberEntry({ userId: "u1", login: "alice", name: null, avatarUrl: null, role: "member", linked: true });
  const entries: Entry[] = [task({}), task({ taskId: "t-2", pullRequest }), member];
  const ids = (scope: Parameters<typeof inScope>[1]) => inScope(entries, scope).map((entry) => entry.id);
  expect(ids("all")).toEqual(["task:t-1", "task:t-2"]);
  expect(ids("pullRequests")).toEqual(["task:t-2"]);
  expect(ids("members")).toEqual(["member:alice"]);
});

it("leads to a file in the open task, also from its session, whatever its path", () => {
  const entry = fileEntry("acme", "t-1", "src/a b&c.ts", "s-1");
  expect([entry.title, entry.hint]).toEqual(["a b&c.ts", "src"]);
  const address = new URL(entry.href ?? "", "http://x");
  expect(address.pathname).toBe("/organizations/acme/tasks/t-1");
  expect(Object.fromEntries(address.searchParams)).toEqual({ sessionId: "s-1", rail: "files", file: "src/a b&c.ts" });
  expect(fileEntry("acme", "t-1", "README.md").hint).toBe("The repository’s own folder");
});
