/** Which actors of an organization have met commands they could not process. Pure. */

import type { DeadLetterActor } from "../wire";
import { type ActorRef, kindFacts } from "./actors";

export interface Dead {
  actor: ActorRef;
  /** `rename ×2, archive` */
  commands: string;
  /** Whether a letter still waits to be run again or dropped; undefined: it was not asked. */
  waits: boolean | undefined;
}

/** How an actor's key is written in the page's addresses: the last part of it. */
export function refOf({ actor, key }: Pick<DeadLetterActor, "actor" | "key">): ActorRef | undefined {
  const kind = kindFacts(actor)?.kind;
  return kind && { kind, key: key.split("/").at(-1) ?? key };
}

/** The commands that died, the most frequent first. */
export function commandsOf(commands: DeadLetterActor["commands"]): string {
  const most = Object.entries(commands).toSorted(([one, some], [other, more]) => more - some || one.localeCompare(other));
  return most.map(([name, count]) => (count === 1 ? name : `${name} ×${count}`)).join(", ");
}
