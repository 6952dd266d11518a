import { describe, expect, test } from "vitest";

import type { GitState, GitStatus, TaskRecord, TaskSummary } from "../wire";
import { actions, syncReason, type Facts } from "./actions";

const STATUS = {
  head: "abc",
  baseBranch: "main",
  ahead: 2,
  behind: 0,
  unpushed: 1,
  upstream: { commit: "abc", ahead: 1, behind: 0 },
  dirty: { staged: 0, unstaged: 0, untracked: 0, conflicted: 0 },
  inProgress: null,
} as unknown as GitStatus;

function facts(status: Partial<GitStatus> = {}, task: Partial<TaskRecord> = {}, git: Partial<GitState> = {}): Facts {
  return {
    task: { status: "idle", owner: { userId: "u1", login: "alice", avatarUrl: null }, pullRequest: null, ...task } as TaskRecord,
    sandbox: { status: "ready" },
    git: { status: { ...STATUS, ...status }, operation: null, error: null, ...git } as GitState,
  };
}
const reasons = (given: Facts): Record<string, string | undefined> =>
  Object.fromEntries(actions(given).map(({ name, reason }) => [name, reason]));
const pullRequest = (state: "open" | "draft"): TaskRecord["pullRequest"] => ({ state }) as TaskRecord["pullRequest"];

describe("the header's actions", () => {
  test("are all possible for work that is committed", () => {
    expect(reasons(facts())).toEqual({ publish: undefined, push: undefined, sync: undefined, archive: undefined });
  });

  test("follow the pull request", () => {
    expect(Object.keys(reasons(facts({}, { pullRequest: pullRequest("draft") })))[0]).toBe("ready");
    expect(reasons(facts({}, { pullRequest: pullRequest("open") })).merge).toContain("1 commit not pushed yet");
    expect(reasons(facts({ unpushed: 0 }, { pullRequest: pullRequest("open") })).merge).toBeUndefined();
  });

  test("are none for a task that has ended, whatever its sandbox says", () => {
    expect(actions(facts({}, { status: "archived" }))).toEqual([]);
  });

  test("say what is missing before they can be done", () => {
    expect(reasons({ ...facts(), sandbox: undefined }).push).toContain("open a session");
    expect(reasons({ ...facts(), sandbox: { status: "expired" } }).push).toContain("next message");
    expect(reasons(facts({}, { owner: null })).push).toContain("choose an owner");
    expect(reasons(facts({ ahead: 0 })).publish).toContain("commit its work first");
    expect(reasons(facts({ upstream: { commit: "a", ahead: 0, behind: 0 } })).push).toContain("is pushed");
    expect(reasons(facts({ upstream: { commit: "a", ahead: 1, behind: 3 } })).push).toContain("3 commits");
    expect(syncReason(facts({ dirty: { staged: 1, unstaged: 1, untracked: 0, conflicted: 0 } }))).toContain("2 changes");
    expect(syncReason(facts({}, { owner: null }))).toContain("choose an owner");
    expect(syncReason(facts())).toBeUndefined();
    expect(reasons({ ...facts(), git: undefined }).push).toContain("not been read");
  });

  test("of a task that is only a line follow its pull request; what is done at GitHub needs no sandbox", () => {
    const line = { status: "initialized", owner: null, pullRequest: pullRequest("open") } as TaskSummary;
    const nothing = { sandbox: undefined, git: undefined };
    expect(reasons({ task: line, ...nothing })).toMatchObject({ merge: undefined, archive: undefined });
    expect(Object.keys(reasons({ task: line, ...nothing }))).not.toContain("publish");
    expect(reasons({ task: { ...line, pullRequest: pullRequest("draft") }, ...nothing }).ready).toBeUndefined();
    expect(reasons({ task: { ...line, pullRequest: null }, ...nothing }).publish).toContain("open a session");
  });

  test("let a merge wait for what a sandbox that is there has not pushed, and for nothing of one that is gone", () => {
    const open = facts({}, { pullRequest: pullRequest("open") });
    expect(reasons(open).merge).toContain("not pushed yet");
    expect(reasons({ ...open, sandbox: { status: "expired" } }).merge).toBeUndefined();
    expect(reasons({ ...open, git: undefined }).merge).toBeUndefined();
  });

  test("wait for the one that runs", () => {
    const operation = { kind: "push", status: "running" } as GitState["operation"];
    expect(reasons(facts({}, {}, { operation })).publish).toBe("A push is under way; wait for it to end.");
    expect(reasons(facts({}, {}, { operation })).archive).toBeUndefined();
  });

  test("offer to give up a sync that stands at conflicts", () => {
    expect(Object.keys(reasons(facts({ inProgress: "merge" })))).toContain("abortSync");
  });
});
