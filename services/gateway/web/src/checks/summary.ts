// What keeps a pull request from being merged, in one line and in parts.

import type { Check, Checks, CheckState, CheckTotals, GitStatus, Review } from "../wire";

export type Verdict = "good" | "waiting" | "problem" | "unknown";

export interface Part {
  verdict: Verdict;
  text: string;
}

const STATES: Record<CheckState, string> = {
  failed: "failed",
  running: "running",
  waiting: "waiting",
  passed: "passed",
  neutral: "skipped",
};

export const checkState = (state: CheckState): string => STATES[state];

/** Checks, reviews, conflicts and commits that are missing, each with its verdict. */
export function readiness(checks: Checks, git: GitStatus | null | undefined): Part[] {
  return [checksPart(checks.checks), reviewsPart(checks), conflictsPart(checks), ...behindPart(git)];
}

function checksPart(checks: readonly Check[]): Part {
  const count = (...states: CheckState[]): number => checks.filter(({ state }) => states.includes(state)).length;
  return inNumbers({ failed: count("failed"), open: count("running", "waiting"), passed: count("passed", "neutral") });
}

/** How checks stand, by how many of them do so: what failed matters more than what is under way. */
export function inNumbers({ failed, open, passed }: Pick<CheckTotals, "failed" | "open" | "passed">): Part {
  const all = failed + open + passed;
  if (all === 0) return { verdict: "unknown", text: "no checks" };
  if (failed > 0) return { verdict: "problem", text: `${failed} of ${plural(all, "check")} failed` };
  if (open > 0) return { verdict: "waiting", text: `${open} of ${plural(all, "check")} under way` };
  return { verdict: "good", text: `${plural(all, "check")} passed` };
}

function reviewsPart({ reviews, requestedReviewers }: Pick<Checks, "reviews" | "requestedReviewers">): Part {
  const by = (verdict: Review["verdict"]): Review[] => reviews.filter((review) => review.verdict === verdict);
  const blocking = by("changesRequested");
  if (blocking.length > 0) return { verdict: "problem", text: `changes requested by ${names(blocking)}` };
  const approved = by("approved").filter((review) => !review.isOutdated);
  if (approved.length > 0) return { verdict: "good", text: `approved by ${names(approved)}` };
  if (requestedReviewers.length > 0) return { verdict: "waiting", text: `waits for ${requestedReviewers.join(", ")}` };
  return { verdict: "unknown", text: "no reviews" };
}

function conflictsPart({ merge }: Pick<Checks, "merge">): Part {
  if (merge.hasConflicts === true) return { verdict: "problem", text: "conflicts with its base" };
  if (merge.hasConflicts === false) return { verdict: "good", text: "no conflicts" };
  return { verdict: "unknown", text: "conflicts not known yet" };
}

function behindPart(git: GitStatus | null | undefined): Part[] {
  if (!git || git.behind === 0) return [];
  return [{ verdict: "waiting", text: `${plural(git.behind, "commit")} behind ${git.baseBranch ?? "its base"}` }];
}

function names(reviews: readonly Review[]): string {
  return reviews.map(({ login }) => login ?? "a deleted account").join(", ");
}

export function plural(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}

/** What an agent is told of a check that failed. */
export function failureText(check: Check): string {
  const lines = [`The check "${check.name}" failed.`];
  if (check.summary) lines.push(check.summary);
  if (check.url) lines.push(check.url);
  return `${lines.join("\n")}\n\nPlease find the cause and fix it.`;
}

/** How long a check took or takes, in milliseconds; undefined when that is not known. */
export function tookSoFar(check: Check, now: number): number | undefined {
  if (!check.startedAt) return undefined;
  if (!check.endedAt && check.state !== "running") return undefined;
  return Math.max(0, (check.endedAt ?? now) - check.startedAt);
}
