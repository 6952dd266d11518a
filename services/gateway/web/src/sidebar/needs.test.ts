import { describe, expect, it } from "vitest";

import type { TaskSummary } from "../wire";
import { need, type About } from "./needs";

const failed = { head: "abc", failed: 1, open: 0, passed: 2, updatedAt: 1 };
const task = (more: Partial<TaskSummary> = {}): TaskSummary =>
  ({ taskId: "t-1", title: "Round", status: "idle", owner: null, checks: null, pullRequest: { state: "open" }, ...more }) as TaskSummary;
const mine: About = { isMine: true, isUnread: false, isWaiting: false };
const others: About = { ...mine, isMine: false };

describe("a task needs somebody", () => {
  it("whose own it is, when its checks have failed while the pull request is open", () => {
    expect(need(task({ checks: failed }), mine)).toBe("1 of 3 checks failed");
    expect(need(task({ checks: failed }), others)).toBeUndefined();
    expect(need(task({ checks: { ...failed, failed: 0 } }), mine)).toBeUndefined();
    expect(need(task({ checks: failed, pullRequest: { state: "merged" } as TaskSummary["pullRequest"] }), mine)).toBeUndefined();
  });

  it("whose own it is, when its agent waits or its turn has failed", () => {
    expect(need(task({ status: "running" }), { ...mine, isWaiting: true })).toContain("waits");
    expect(need(task({ status: "error", checks: failed }), mine)).toContain("turn failed");
    expect(need(task({ status: "error" }), { ...others, isWaiting: true })).toBeUndefined();
  });

  it("who has not read what was said, whosever it is", () => {
    expect(need(task(), { ...others, isUnread: true })).toContain("read");
    expect(need(task(), others)).toBeUndefined();
  });

  it("no more once it has ended", () => {
    expect(need(task({ status: "archived", checks: failed }), { ...mine, isUnread: true })).toBeUndefined();
  });
});
