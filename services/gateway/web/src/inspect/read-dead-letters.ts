/** Asks which actors have dead letters, and the first of them what still waits. */

import { query, send } from "../client";
import type { DeadLetterActors } from "../wire";
import { actorKey, type ActorRef } from "./actors";
import { commandsOf, type Dead, refOf } from "./dead-letter-actors";

/** So many of them are asked what still waits; each is a question. */
const ASKED = 20;

/** Those whose letters wait come first. */
export async function readDead(organizationId: string, signal: AbortSignal): Promise<Dead[]> {
  const answer = await send(`/v1/dead-letters/${encodeURIComponent(organizationId)}`, { signal });
  const { actors } = (await answer.json()) as DeadLetterActors;
  const read = actors.map(async ({ commands, ...named }, at): Promise<Dead | undefined> => {
    const actor = refOf(named);
    if (!actor) return undefined;
    const waits = at < ASKED ? await hasLetters(organizationId, actor, signal) : undefined;
    return { actor, commands: commandsOf(commands), waits };
  });
  const found = (await Promise.all(read)).filter((one) => one !== undefined);
  return found.toSorted((one, other) => Number(other.waits ?? false) - Number(one.waits ?? false));
}

/** The runtime answers this alike for every kind of actor. */
async function hasLetters(organizationId: string, actor: ActorRef, signal: AbortSignal): Promise<boolean> {
  const key = actorKey(organizationId, actor);
  const { letters } = await query(`${actor.kind}.deadLetters` as "task.deadLetters", key, { limit: 1 }, { signal });
  return letters.length > 0;
}
