/** Everything of one trace that the actors around it remember. */

import { Problem, query } from "../client";
import { createRead } from "../pages";
import { actorKey, type ActorRef, actorsOfTrace } from "./actors";
import { commandRow, workflowRow } from "./timeline";
import { type ActorRows, type Hop, traceTree } from "./trace";
import type { JournalEntry } from "./types";

/** As many as one answer holds. */
const PAGE = 200;
/** So many answers of one actor are looked through; an older trace is for Jaeger. */
const PAGES = 5;
/** Commands of one trace lie no further apart than this, unless a run has waited. Milliseconds. */
const APART = 60_000;

export interface TraceFound {
  hops: Hop[];
  /** Actors that could not be asked, each with why: their part is missing. */
  missing: { actor: ActorRef; why: string }[];
  /** Some actor has older commands that were not looked through, and the trace may reach into them. */
  isCut: boolean;
}

/** `taskIds`: the tasks whose actors are asked as well; nothing is asked before they are known. */
export function useTrace(organizationId: () => string, traceId: () => string, taskIds: () => readonly string[] | undefined) {
  return createRead(
    () => {
      const tasks = taskIds();
      return tasks && ([organizationId(), traceId(), tasks] as const);
    },
    async ([organization, trace, tasks]): Promise<TraceFound> => {
      const actors = actorsOfTrace(organization, tasks);
      const missing: TraceFound["missing"] = [];
      const read = await Promise.all(
        actors.map((actor) =>
          rowsOf(organization, actor, trace).catch((why: unknown) => {
            missing.push({ actor, why: Problem.of(why).detail });
            return undefined;
          }),
        ),
      );
      const found = read.filter((one) => one !== undefined);
      return { hops: traceTree(trace, found), missing, isCut: found.some((one) => one.isCut) };
    },
  );
}

async function rowsOf(organizationId: string, actor: ActorRef, traceId: string): Promise<ActorRows & { isCut: boolean }> {
  const key = actorKey(organizationId, actor);
  const [journal, found] = await Promise.all([
    readBack(actor, key, traceId),
    query(`${actor.kind}.workflows` as "task.workflows", key, { limit: PAGE }),
  ]);
  return { actor, rows: [...journal.commands.map((entry) => commandRow(entry)), ...found.runs.map(workflowRow)], isCut: journal.isCut };
}

/** The newest commands, back to well before the first one of the trace. */
async function readBack(actor: ActorRef, key: string[], traceId: string): Promise<{ commands: JournalEntry[]; isCut: boolean }> {
  const commands: JournalEntry[] = [];
  let before: number | undefined;
  for (let pages = 0; pages < PAGES; pages += 1) {
    const page = await query(`${actor.kind}.history` as "task.history", key, { limit: PAGE, ...(before !== undefined && { before }) });
    commands.push(...page.commands);
    before = page.next ?? undefined;
    const first = Math.min(...commands.filter((entry) => entry.traceId === traceId).map((entry) => entry.receivedAt));
    const oldest = commands.at(-1)?.receivedAt ?? 0;
    if (before === undefined || (first < Infinity && first - oldest > APART)) return { commands, isCut: false };
  }
  return { commands, isCut: true };
}
