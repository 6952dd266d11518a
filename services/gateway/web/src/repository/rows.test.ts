import { describe, expect, it } from "vitest";
import { branchRows, counts, filterRows, type PullRequest, type TaskSummary } from "./rows";

const pullRequest = (number: number, headBranch: string, more: Partial<PullRequest> = {}): PullRequest => ({
  number,
  title: `PR ${number}`,
  state: "open",
  url: "",
  headBranch,
  headRepository: null,
  baseBranch: "main",
  authorLogin: "carol",
  updatedAt: number,
  ...more,
});
const task = (taskId: string, branch: string, more: Partial<TaskSummary> = {}): TaskSummary => ({
  taskId,
  repositoryId: "r1",
  repositoryName: "acme/web",
  title: taskId,
  branch,
  status: "initialized",
  pullRequest: null,
  owner: null,
  changes: null,
  checks: null,
  materialised: false,
  createdAt: 0,
  updatedAt: 1,
  ...more,
});
const facts = {
  defaultBranch: "main",
  branches: ["dev", "fix", "main", "old"],
  pullRequests: [pullRequest(7, "fix")],
  tasks: [
    task("t1", "fix", { updatedAt: 50, materialised: true }),
    task("t2", "old", { status: "archived", updatedAt: 20 }),
    task("t3", "unpushed"),
  ],
};

describe("branchRows", () => {
  it("has one row for each branch, newest change first, bare branches last", () => {
    const rows = branchRows(facts);
    expect(rows.map((row) => [row.branch, row.task?.taskId, row.pullRequest?.number])).toEqual([
      ["fix", "t1", 7],
      ["old", "t2", undefined],
      ["unpushed", "t3", undefined],
      ["main", undefined, undefined],
      ["dev", undefined, undefined],
    ]);
  });

  it("shows the newest of several tasks of one branch", () => {
    const rows = branchRows({ ...facts, tasks: [task("late", "fix", { updatedAt: 9 }), task("early", "fix", { updatedAt: 3 })] });
    expect(rows.find((row) => row.branch === "fix")?.task?.taskId).toBe("late");
  });

  it("is empty for an empty repository", () => {
    expect(branchRows({ defaultBranch: "main", branches: [], pullRequests: [], tasks: [] })).toEqual([]);
  });
});

describe("filters", () => {
  it("count what they show", () => {
    const rows = branchRows(facts);
    const counted = counts(rows);
    expect(counted).toEqual({ active: 4, pullRequests: 1, tasks: 1, unmapped: 2, ended: 1, all: 5 });
    for (const filter of ["active", "ended", "all"] as const) expect(filterRows(rows, filter, "")).toHaveLength(counted[filter]);
  });

  it("find words in branch, title, owner and pull request", () => {
    const rows = branchRows(facts);
    expect(filterRows(rows, "all", "#7").map((row) => row.branch)).toEqual(["fix"]);
    expect(filterRows(rows, "all", "CAROL").map((row) => row.branch)).toEqual(["fix"]);
    expect(filterRows(rows, "active", "nothing")).toEqual([]);
  });
});
