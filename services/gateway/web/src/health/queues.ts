/** What the numbers of a stream mean: pure. */

import type { Queue } from "../wire";

/** `behind`: more waits than is being done. */
export type Standing = "idle" | "working" | "behind";

export function standing({ waiting, inFlight }: Pick<Queue, "waiting" | "inFlight">): Standing {
  if (waiting > inFlight) return "behind";
  return waiting + inFlight > 0 ? "working" : "idle";
}

const UNITS = ["B", "KB", "MB", "GB", "TB"];

/** `1.4 MB`: to be read, not to be reckoned with. */
export function size(bytes: number): string {
  let [left, unit] = [bytes, 0];
  while (left >= 1_000 && unit < UNITS.length - 1) [left, unit] = [left / 1_000, unit + 1];
  return `${left < 10 && unit > 0 ? left.toFixed(1) : Math.round(left)} ${UNITS[unit]}`;
}
