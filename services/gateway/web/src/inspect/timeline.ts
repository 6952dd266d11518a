/** One actor's commands, workflow runs and dead letters as a single list, newest first. Pure. */

import type { DeadLetter, JournalEntry, WorkflowRun } from "./types";

/** How a row stands; each has a word and a shape of its own. */
export type State = "done" | "refused" | "dead" | "waiting" | "running" | "sleeping" | "failed" | "cancelled";

interface RowBase {
  id: string;
  name: string;
  state: State;
  at: number;
  /** `undefined` while it goes on. */
  endedAt: number | undefined;
  traceId: string | undefined;
  /** One line on what came of it; empty when there is nothing to add to the state. */
  says: string;
  /** Who sent or began it: `user:u1`, `service:task`; empty when nobody knows. */
  by: string;
  /** The command or step that sent or began it. */
  causedBy: string | undefined;
}

export interface CommandRow extends RowBase {
  what: "command";
  attempts: number;
  entry: JournalEntry | undefined;
  /** The open dead letter that an admin may replay or drop. */
  letter: DeadLetter | undefined;
}

export interface WorkflowRow extends RowBase {
  what: "workflow";
  run: WorkflowRun;
}

export type Row = CommandRow | WorkflowRow;

export function isActive(row: Row): boolean {
  return row.endedAt === undefined && row.what === "workflow";
}

export function isTrouble(row: Row): boolean {
  return row.state === "dead" || row.state === "failed" || row.state === "refused";
}

export function commandRow(entry: JournalEntry, letter?: DeadLetter): CommandRow {
  const outcome = entry.outcome;
  const refused = outcome.status === "refused" || outcome.status === "dead" || outcome.status === "rejected";
  return {
    what: "command",
    id: entry.id,
    name: entry.command,
    state: outcome.status === "done" ? "done" : outcome.status === "refused" ? "refused" : outcome.status === "dead" ? "dead" : "waiting",
    at: entry.receivedAt,
    endedAt: entry.doneAt,
    traceId: entry.traceId ?? undefined,
    says: letter?.reason ?? (refused ? outcome.message : ""),
    by: entry.by,
    attempts: entry.attempts,
    causedBy: entry.causedBy ?? undefined,
    entry,
    letter,
  };
}

function letterRow(letter: DeadLetter): CommandRow {
  return {
    what: "command",
    id: letter.id,
    name: letter.command,
    state: "dead",
    at: letter.at,
    endedAt: letter.at,
    traceId: letter.traceId ?? undefined,
    says: letter.reason,
    by: "",
    attempts: 0,
    causedBy: undefined,
    entry: undefined,
    letter,
  };
}

const ENDED = new Set(["done", "failed", "cancelled"]);

export function workflowRow(run: WorkflowRun): WorkflowRow {
  const ended = ENDED.has(run.status);
  return {
    what: "workflow",
    id: run.runId,
    name: run.workflow,
    state: run.status,
    at: run.startedAt,
    endedAt: ended ? run.updatedAt : undefined,
    traceId: run.traceId ?? undefined,
    says: run.status === "failed" ? failureOf(run.result) : ended ? "" : (run.lastError ?? ""),
    by: run.by,
    causedBy: run.causedBy ?? undefined,
    run,
  };
}

/** A failed run's result is why it failed, in the shape of an outcome. */
function failureOf(result: unknown): string {
  if (typeof result === "string") return result;
  if (result === null || typeof result !== "object") return "";
  const message = (result as { message?: unknown }).message;
  return typeof message === "string" ? message : "";
}

export interface Sources {
  commands: readonly JournalEntry[];
  /** Whether the journal goes on behind the commands that were read. */
  hasMore: boolean;
  runs: readonly WorkflowRun[];
  letters: readonly DeadLetter[];
}

/**
 * Newest first. What is older than the oldest command that was read waits until the journal has been read that far: rows
 * would otherwise appear in the middle of a list that somebody is reading. Open dead letters and active runs always show.
 */
export function timeline({ commands, hasMore, runs, letters }: Sources): Row[] {
  const open = new Map(letters.map((letter) => [letter.id, letter]));
  const rows: Row[] = commands.map((entry) => commandRow(entry, open.get(entry.id)));
  const known = new Set(commands.map((entry) => entry.id));
  const horizon = hasMore ? Math.min(...commands.map((entry) => entry.receivedAt)) : -Infinity;
  for (const letter of letters) if (!known.has(letter.id)) rows.push(letterRow(letter));
  for (const row of runs.map(workflowRow)) if (row.at >= horizon || isActive(row)) rows.push(row);
  return rows.sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
}
