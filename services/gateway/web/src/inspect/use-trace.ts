/** Everything of one trace that the actors around it remember. */

import { query } from "../client";
import { createRead } from "../pages";
import { actorKey, type ActorRef, actorsOfTrace } from "./actors";
import { commandRow, workflowRow } from "./timeline";
import { type ActorRows, type Hop, traceTree } from "./trace";

/** As many as one answer holds; an older trace is for Jaeger. */
const LOOKED_THROUGH = 200;

export interface TraceFound {
  hops: Hop[];
  /** Actors that could not be asked, each with why: their part is missing. */
  missing: { actor: ActorRef; why: string }[];
}

export function useTrace(organizationId: () => string, traceId: () => string, taskId: () => string | undefined) {
  return createRead(
    () => [organizationId(), traceId(), taskId()] as const,
    async ([organization, trace, task]): Promise<TraceFound> => {
      const actors = actorsOfTrace(organization, task);
      const read = await Promise.allSettled(actors.map((actor) => rowsOf(organization, actor)));
      const found = read.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
      const missing = read.flatMap((one, index) => {
        if (one.status === "fulfilled") return [];
        return [{ actor: actors[index]!, why: one.reason instanceof Error ? one.reason.message : String(one.reason) }];
      });
      return { hops: traceTree(trace, found), missing };
    },
  );
}

async function rowsOf(organizationId: string, actor: ActorRef): Promise<ActorRows> {
  const key = actorKey(organizationId, actor);
  const [page, found] = await Promise.all([
    query(`${actor.kind}.history` as "task.history", key, { limit: LOOKED_THROUGH }),
    query(`${actor.kind}.workflows` as "task.workflows", key, { limit: LOOKED_THROUGH }),
  ]);
  return { actor, rows: [...page.commands.map((entry) => commandRow(entry)), ...found.runs.map(workflowRow)] };
}
