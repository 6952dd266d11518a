// The files that differ from what a scope compares with. Those since the base and those not committed are in the branch's state; what
// the newest turn has changed is asked for, again whenever the branch was read.
import { query } from "../client";
import { createRead } from "../pages";
import type { ChangedFile, GitState } from "../wire";
import { filesIn, totals, type Scope, type Totals } from "./changes";

export interface Changed {
  files(): ChangedFile[];
  totals(): Totals;
  /** How many more there are than are listed. */
  more(): number;
  problem(): { detail: string } | undefined;
  isLoading(): boolean;
}

export function useChanged(key: () => string[], scope: () => Scope, git: () => GitState | undefined, known: () => ChangedFile[]): Changed {
  const asked = createRead(
    () => (scope() === "sinceLastTurn" ? [key().join("/"), git()?.status?.readAt] : undefined),
    (_, signal) => query("sandbox.changes", key(), { scope: "sinceLastTurn" }, { signal }),
    { keeps: true },
  );
  const isAsked = () => scope() === "sinceLastTurn";
  const files = () => (isAsked() ? (asked.value()?.files ?? []) : filesIn(known(), scope()));
  return {
    files,
    totals() {
      if (isAsked()) return asked.value()?.totals ?? { files: 0, added: 0, removed: 0 };
      return (scope() === "sinceBase" && git()?.status?.totals) || totals(files());
    },
    more: () => (isAsked() ? (asked.value()?.moreFiles ?? 0) : scope() === "sinceBase" ? (git()?.status?.moreFiles ?? 0) : 0),
    problem: () => (isAsked() ? asked.problem() : undefined),
    isLoading: () => isAsked() && asked.value() === undefined && asked.problem() === undefined,
  };
}
