/** What one trace passed through: commands and runs of several actors, as a tree by what caused what. Pure. */

import type { ActorRef } from "./actors";
import type { Row } from "./timeline";

export interface Hop {
  actor: ActorRef;
  row: Row;
  /** How far it is from what began the trace. */
  depth: number;
}

export interface ActorRows {
  actor: ActorRef;
  rows: readonly Row[];
}

/** The row that caused it. A step's id is `<run>/<step>`: what it sends was caused by its run. */
export function causeOf(row: Row): string | undefined {
  const slash = row.causedBy?.indexOf("/") ?? -1;
  return slash < 0 ? row.causedBy : row.causedBy?.slice(0, slash);
}

/** A command that started a run answers with the run's id. */
function startedRun(row: Row): string | undefined {
  if (row.what === "workflow" || row.entry?.outcome.status !== "done") return undefined;
  const reply = row.entry.outcome.reply as { runId?: unknown } | null;
  return typeof reply?.runId === "string" ? reply.runId : undefined;
}

/** The rows of this trace; each stands under what caused it, in the order of time. */
export function traceTree(traceId: string, actors: readonly ActorRows[]): Hop[] {
  const all = actors.flatMap(({ actor, rows }) => rows.filter((row) => row.traceId === traceId).map((row) => ({ actor, row })));
  const byId = new Map(all.map((one) => [one.row.id, one]));
  const starter = new Map<string, string>();
  for (const { row } of all) {
    const run = startedRun(row);
    if (run !== undefined) starter.set(run, row.id);
  }
  const children = new Map<string | undefined, typeof all>();
  for (const one of [...byId.values()].sort((a, b) => a.row.at - b.row.at)) {
    const cause = causeOf(one.row) ?? starter.get(one.row.id);
    const parent = cause !== undefined && byId.has(cause) && cause !== one.row.id ? cause : undefined;
    children.set(parent, [...(children.get(parent) ?? []), one]);
  }
  const hops: Hop[] = [];
  const walk = (parent: string | undefined, depth: number) => {
    for (const one of children.get(parent) ?? []) {
      hops.push({ ...one, depth });
      walk(one.row.id, depth + 1);
    }
  };
  walk(undefined, 0);
  return hops;
}
