import { expect, test } from "vitest";

import type { Check, Checks, GitStatus } from "../wire";
import { tookSoFar, failureText, readiness } from "./summary";

const check = (name: string, state: Check["state"], more: Partial<Check> = {}): Check => ({
  name,
  state,
  summary: null,
  url: null,
  startedAt: null,
  endedAt: null,
  ...more,
});
const CHECKS: Checks = {
  pullRequest: null,
  head: "abc",
  checks: [],
  moreChecks: 0,
  reviews: [],
  requestedReviewers: [],
  merge: { isReady: false, reason: "", hasConflicts: null },
  readAt: 0,
};
const parts = (more: Partial<Checks>, git?: Partial<GitStatus>): string[] =>
  readiness({ ...CHECKS, ...more }, git as GitStatus).map(({ verdict, text }) => `${verdict}: ${text}`);

test("what nobody knows is said as such", () => {
  expect(parts({})).toEqual(["unknown: no checks", "unknown: no reviews", "unknown: conflicts not known yet"]);
});

test("one failed check matters more than many that passed or run", () => {
  const passed = [check("a", "passed"), check("b", "neutral")];
  expect(parts({ checks: passed })[0]).toBe("good: 2 checks passed");
  expect(parts({ checks: [...passed, check("c", "running")] })[0]).toBe("waiting: 1 of 3 checks under way");
  expect(parts({ checks: [...passed, check("c", "running"), check("d", "failed")] })[0]).toBe("problem: 1 of 4 checks failed");
});

test("a request for changes matters more than an approval; an outdated approval is none", () => {
  const review = (login: string, verdict: "approved" | "changesRequested", isOutdated = false) => ({
    login,
    avatarUrl: null,
    verdict,
    isOutdated,
    at: 0,
  });
  expect(parts({ reviews: [review("bob", "approved")] })[1]).toBe("good: approved by bob");
  expect(parts({ reviews: [review("bob", "approved", true)], requestedReviewers: ["eve"] })[1]).toBe("waiting: waits for eve");
  expect(parts({ reviews: [review("bob", "approved"), review("eve", "changesRequested")] })[1]).toBe(
    "problem: changes requested by eve",
  );
});

test("conflicts and missing commits are parts of it", () => {
  expect(parts({ merge: { isReady: false, reason: "", hasConflicts: true } }, { behind: 1, baseBranch: "main" }).slice(2)).toEqual([
    "problem: conflicts with its base",
    "waiting: 1 commit behind main",
  ]);
});

test("an agent is told what failed, and where to look", () => {
  expect(failureText(check("build", "failed", { summary: "exit 1", url: "https://ci.example/1" }))).toBe(
    'The check "build" failed.\nexit 1\nhttps://ci.example/1\n\nPlease find the cause and fix it.',
  );
});

test("a check's time grows while it runs, and only then", () => {
  expect(tookSoFar(check("a", "running", { startedAt: 1_000 }), 4_000)).toBe(3_000);
  expect(tookSoFar(check("a", "failed", { startedAt: 1_000 }), 4_000)).toBeUndefined();
  expect(tookSoFar(check("a", "passed", { startedAt: 1_000, endedAt: 2_000 }), 9_000)).toBe(1_000);
});
