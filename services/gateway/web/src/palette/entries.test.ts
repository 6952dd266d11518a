import { expect, it } from "vitest";
import { type Entry, inScope, memberEntry, taskEntry } from "./entries";

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
