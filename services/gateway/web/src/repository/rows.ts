/** A repository's branches, pull requests and tasks as one table: a row for each branch. Pure. */

import type { components } from "../wire";

export type TaskSummary = components["schemas"]["TaskSummary"];
export type PullRequest = components["schemas"]["PullRequest"];

export interface BranchRow {
  branch: string;
  task: TaskSummary | undefined;
  pullRequest: PullRequest | undefined;
  /** When the task or the pull request last changed; `undefined` for a bare branch, whose age nobody has told. */
  updatedAt: number | undefined;
  isDefault: boolean;
}

export interface RepositoryFacts {
  defaultBranch: string;
  branches: readonly string[];
  pullRequests: readonly PullRequest[];
  tasks: readonly TaskSummary[];
}

/** The newest change first; bare branches behind them, the default branch before all others of these, then by name. */
export function branchRows({ defaultBranch, branches, pullRequests, tasks }: RepositoryFacts): BranchRow[] {
  const rows = new Map<string, BranchRow>();
  const row = (branch: string): BranchRow => {
    const known = rows.get(branch);
    if (known !== undefined) return known;
    const made = { branch, task: undefined, pullRequest: undefined, updatedAt: undefined, isDefault: branch === defaultBranch };
    rows.set(branch, made);
    return made;
  };
  for (const branch of branches) row(branch);
  for (const pullRequest of pullRequests) row(pullRequest.headBranch).pullRequest = pullRequest;
  for (const task of [...tasks].sort((a, b) => a.updatedAt - b.updatedAt)) {
    const of = row(task.branch);
    of.task = task;
    of.pullRequest ??= task.pullRequest ?? undefined;
  }
  for (const of of rows.values()) {
    const times = [of.task?.updatedAt, of.pullRequest?.updatedAt].filter((at) => at !== undefined);
    of.updatedAt = times.length === 0 ? undefined : Math.max(...times);
  }
  return [...rows.values()].sort(
    (a, b) => (b.updatedAt ?? 0) - (a.updatedAt ?? 0) || Number(b.isDefault) - Number(a.isDefault) || a.branch.localeCompare(b.branch),
  );
}

export const FILTERS = ["active", "pullRequests", "tasks", "unmapped", "ended", "all"] as const;
export type Filter = (typeof FILTERS)[number];

export const FILTER_NAMES: Record<Filter, string> = {
  active: "Active",
  pullRequests: "Open pull requests",
  tasks: "With work",
  unmapped: "Without a task",
  ended: "Archived",
  all: "All",
};

const ENDED = new Set(["archived", "killed"]);
const isEnded = (row: BranchRow) => row.task !== undefined && ENDED.has(row.task.status);
const isOpen = (row: BranchRow) => row.pullRequest?.state === "open" || row.pullRequest?.state === "draft";

const PASSES: Record<Filter, (row: BranchRow) => boolean> = {
  active: (row) => !isEnded(row),
  pullRequests: isOpen,
  tasks: (row) => row.task?.materialised === true && !isEnded(row),
  unmapped: (row) => row.task === undefined,
  ended: isEnded,
  all: () => true,
};

export function filterRows(rows: readonly BranchRow[], filter: Filter, words: string): BranchRow[] {
  const wanted = words.trim().toLowerCase();
  return rows.filter((row) => PASSES[filter](row) && (wanted === "" || searchable(row).includes(wanted)));
}

function searchable({ branch, task, pullRequest }: BranchRow): string {
  return [
    branch,
    task?.title,
    task?.owner?.login,
    pullRequest && `#${pullRequest.number} ${pullRequest.title} ${pullRequest.authorLogin ?? ""}`,
  ]
    .join("\n")
    .toLowerCase();
}

export function counts(rows: readonly BranchRow[]): Record<Filter, number> {
  return Object.fromEntries(FILTERS.map((filter) => [filter, rows.filter(PASSES[filter]).length])) as Record<Filter, number>;
}
