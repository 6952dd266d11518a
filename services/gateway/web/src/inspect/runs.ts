/** The workflow runs of all of an organization's actors as one list, newest first, from an answer of each service. Pure. */

import type { OrganizationRun, OrganizationRuns } from "../wire";
import type { ActorKind, ActorRef } from "./actors";

/** The kinds of actor that have workflows and are an organization's. */
export const RUN_KINDS = ["organization", "task", "sandbox", "githubData"] as const satisfies readonly ActorKind[];
export type RunKind = (typeof RUN_KINDS)[number];

/** What was read of one kind: its newest runs, without a gap. */
export interface KindRuns {
  runs: readonly OrganizationRun[];
  /** Where to read on; `undefined` after the last page. */
  next: string | undefined;
  /** What can be asked for alone. */
  workflows: readonly string[];
}

export type Kinds = Partial<Record<RunKind, KindRuns>>;

/** One run as a line of the list. */
export interface RunLine {
  id: string;
  actor: ActorRef;
  run: OrganizationRun;
  at: number;
  /** `undefined` while it goes on. */
  endedAt: number | undefined;
}

export function isUnderWay({ status }: Pick<OrganizationRun, "status">): boolean {
  return status === "waiting" || status === "running" || status === "sleeping";
}

/** `acme.t-1` of a task is called by the task alone, as the page's addresses have it. */
function lineOf(kind: RunKind, run: OrganizationRun): RunLine {
  const key = run.key.split(".").at(-1) ?? run.key;
  return { id: run.runId, actor: { kind, key }, run, at: run.startedAt, endedAt: isUnderWay(run) ? undefined : run.updatedAt };
}

/**
 * Puts the newest page before what is known, in place of what it tells anew. What it no longer tells has left the list. When so
 * much came meanwhile that they no longer meet, only the newest page stays: there would be a hole between them.
 */
export function withNewest(known: KindRuns | undefined, page: OrganizationRuns): KindRuns {
  const newest = { runs: page.runs, next: page.next ?? undefined, workflows: page.workflows };
  const [first, last] = [known?.runs[0], page.runs.at(-1)];
  if (known === undefined || first === undefined || last === undefined || newest.next === undefined) return newest;
  if (first.startedAt < last.startedAt) return newest;
  const told = new Set(page.runs.map((run) => run.runId));
  const older = known.runs.filter((run) => run.startedAt <= last.startedAt && !told.has(run.runId));
  return older.length === 0 ? newest : { ...newest, runs: [...page.runs, ...older], next: known.next };
}

export function withOlder(known: KindRuns, page: OrganizationRuns): KindRuns {
  const ids = new Set(known.runs.map((run) => run.runId));
  const older = page.runs.filter((run) => !ids.has(run.runId));
  return { runs: [...known.runs, ...older], next: page.next ?? undefined, workflows: page.workflows };
}

/** How far back a kind was read; `undefined` when all of it was. */
function reached(read: KindRuns | undefined): number | undefined {
  return read?.next === undefined ? undefined : read.runs.at(-1)?.startedAt;
}

/** The list is known back to here: of what is older, a kind may have more that was not read. */
function horizon(kinds: Kinds): number {
  return Math.max(-Infinity, ...RUN_KINDS.map((kind) => reached(kinds[kind]) ?? -Infinity));
}

/** Newest first. What would have others put before it when more is read waits until that is read. */
export function merged(kinds: Kinds): RunLine[] {
  const since = horizon(kinds);
  const lines = RUN_KINDS.flatMap((kind) => (kinds[kind]?.runs ?? []).map((run) => lineOf(kind, run)));
  return lines.filter((line) => line.at >= since).sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
}

/** The kinds to read on of, so that the list goes on; none when all of it was read. */
export function toReadOn(kinds: Kinds): RunKind[] {
  const since = horizon(kinds);
  return RUN_KINDS.filter((kind) => reached(kinds[kind]) === since && since > -Infinity);
}

/** By kind, what the list can be narrowed to: what a service says that it has, and what was seen of former ones. */
export function workflowsOf(kinds: Kinds): { kind: RunKind; names: string[] }[] {
  return RUN_KINDS.map((kind) => {
    const read = kinds[kind];
    const names = new Set([...(read?.workflows ?? []), ...(read?.runs ?? []).map((run) => run.workflow)]);
    return { kind, names: [...names].sort() };
  }).filter(({ names }) => names.length > 0);
}
