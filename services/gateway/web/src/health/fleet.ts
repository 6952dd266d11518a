/** How the fleet does, in one light. Pure. */

import type { Queues } from "../wire";
import type { Ready } from "./probe";
import { standing } from "./queues";
import type { Light } from "./services";

export interface Fleet {
  light: Light;
  says: string;
}

/** `undefined`: that could not be read. */
export function fleet(ready: Ready | undefined, queues: Queues | undefined): Fleet {
  if (ready?.isReady === false) return { light: "away", says: `The gateway is not ready: ${ready.says}` };
  if (queues === undefined) return { light: "away", says: "What waits in the fleet cannot be read" };
  const behind = queues.streams.filter((queue) => standing(queue) === "behind");
  if (behind.length > 0) return { light: "slow", says: `More waits than is being done: ${behind.map(({ stream }) => stream).join(", ")}` };
  return { light: "good", says: "The fleet keeps up" };
}
