// What can be done with a task's branch now; what cannot says why.

import type { GitOperation, GitState, GitStatus, SandboxRecord, TaskRecord, TaskSummary } from "../wire";
import { plural } from "../checks/summary";
import { whyNot } from "../overview/stages";

export type ActionName = "publish" | "ready" | "push" | "sync" | "abortSync" | "merge" | "archive";

export interface Action {
  name: ActionName;
  /** Why it cannot be done now, and what to do; undefined when it can. */
  reason?: string;
}

export interface Facts {
  /** Of a virtual task its line says as much. */
  task?: Pick<TaskRecord | TaskSummary, "status" | "owner" | "pullRequest">;
  sandbox?: Pick<SandboxRecord, "status">;
  git?: GitState;
}

const ENDED = new Set<TaskRecord["status"]>(["archived", "killed"]);
export const isEnded = (task: Pick<TaskRecord, "status"> | undefined): boolean => task !== undefined && ENDED.has(task.status);

/** The actions of the rail's header, in its order. Those that do not concern the task at all are left out. */
export function actions(facts: Facts): Action[] {
  if (isEnded(facts.task)) return [];
  const pullRequest = facts.task?.pullRequest;
  const isOpen = pullRequest?.state === "open" || pullRequest?.state === "draft";
  const all: ActionName[] = [
    isOpen ? (pullRequest.state === "draft" ? "ready" : "merge") : "publish",
    "push",
    facts.git?.status?.inProgress ? "abortSync" : "sync",
    "archive",
  ];
  return all.map((name) => ({ name, reason: reason(name, facts) }));
}

function reason(name: ActionName, facts: Facts): string | undefined {
  if (name === "archive") return undefined;
  const running = runningOperation(facts.git);
  if (running) return `${OPERATIONS[running.kind].running}; wait for it to end.`;
  if (name === "ready") return undefined;
  if (name === "merge") return mergeReason(facts);
  return whyNot(facts.sandbox?.status) ?? branchReason(name, facts);
}

/** It is done at GitHub and needs no sandbox; but what one that is there has not pushed would not be in it. */
function mergeReason({ sandbox, git }: Facts): string | undefined {
  const unpushed = sandbox?.status === "ready" ? (git?.status?.unpushed ?? 0) : 0;
  return unpushed > 0 ? `${plural(unpushed, "commit")} not pushed yet: push first.` : undefined;
}

export function runningOperation(git: GitState | undefined): GitOperation | undefined {
  return git?.operation?.status === "running" ? git.operation : undefined;
}

function branchReason(name: ActionName, { task, git }: Facts): string | undefined {
  const status = git?.status;
  if (!status) return git?.error ?? "The branch has not been read yet.";
  // What can be done in detail its menu says.
  if (name === "sync") return undefined;
  if (!task?.owner) return "Nobody answers for the task: choose an owner, whose credentials are used.";
  if (name === "publish" && status.ahead === 0) return `${nothingOwn(status)} Ask the agent to commit its work first.`;
  if (name === "push") return nothingToPush(status);
  return undefined;
}

function nothingToPush(status: GitStatus): string | undefined {
  if (status.upstream && status.upstream.behind > 0) {
    return `GitHub has ${plural(status.upstream.behind, "commit")} of this branch that are not here: take them in first.`;
  }
  if (status.upstream && status.upstream.ahead === 0) return "Everything that is committed is pushed.";
  return status.head ? undefined : "Nothing is committed yet.";
}

const nothingOwn = (status: GitStatus): string => `The branch has no commit that ${status.baseBranch ?? "its base"} does not have.`;

/** Why the base's commits cannot be taken in now; undefined when they can. */
export function syncReason({ task, git }: Facts): string | undefined {
  const dirty = git?.status?.dirty;
  if (!task?.owner) return "Nobody answers for the task: choose an owner.";
  if (!dirty) return undefined;
  const count = dirty.staged + dirty.unstaged + dirty.untracked + dirty.conflicted;
  return count > 0 ? `${plural(count, "change")} not committed: have them committed or reverted first` : undefined;
}

export const OPERATIONS: Record<GitOperation["kind"], { name: string; running: string }> = {
  push: { name: "Push", running: "A push is under way" },
  publish: { name: "Publish", running: "The pull request is being published" },
  ready: { name: "Ready for review", running: "The pull request is being made ready" },
  sync: { name: "Sync", running: "A sync with the base is under way" },
  abortSync: { name: "Abort sync", running: "The sync is being undone" },
  merge: { name: "Merge", running: "The merge is under way" },
  revert: { name: "Revert", running: "A file is being reverted" },
  undoRevert: { name: "Undo revert", running: "A revert is being undone" },
};
