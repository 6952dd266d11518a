/** Whether a service answers, and how quickly, as this page sees it: one small question to each, all at once. */

import { Problem, query } from "../client";
import { actorKey, type ActorRef } from "../inspect/actors";
import type { Probed } from "./services";

const ACTIVE = new Set(["waiting", "running", "sleeping"]);

export async function probe(
  organizationId: string,
  actor: ActorRef,
  signal: AbortSignal,
  now: () => number = () => performance.now(),
): Promise<Probed> {
  const key = actorKey(organizationId, actor);
  const began = now();
  try {
    // The runtime answers this alike for every kind of actor; looking creates nothing.
    const { runs } = await query(`${actor.kind}.workflows` as "task.workflows", key, { limit: 50 }, { signal });
    const took = now() - began;
    return {
      kind: actor.kind,
      took,
      problem: undefined,
      active: runs.filter((run) => ACTIVE.has(run.status)).length,
    };
  } catch (thrown) {
    return { kind: actor.kind, took: now() - began, problem: Problem.of(thrown), active: 0 };
  }
}

export interface Ready {
  isReady: boolean;
  says: string;
}

/** What the gateway says of itself; throws when it is not reached. In development its probes are not behind the page's address: then nothing is known. */
export async function readiness(signal: AbortSignal): Promise<Ready | undefined> {
  const response = await fetch("/readyz", { signal, cache: "no-store" });
  if (!response.headers.get("content-type")?.startsWith("text/plain")) return undefined;
  return { isReady: response.ok, says: (await response.text()).trim() };
}
