// How far somebody has read each session in this browser.
import { session } from "../client";

/** Sessions of one person; the one that was read least recently is forgotten. */
const KEPT = 200;

const name = () => `foundry:seen:${session()?.userId ?? ""}`;

/** The index of the last event that was seen; undefined for a session that was not read here. */
export function seenIn(sessionId: string): number | undefined {
  return Object.fromEntries(read())[sessionId];
}

export function noteSeen(sessionId: string, index: number): void {
  const others = read().filter(([id]) => id !== sessionId);
  const kept = [...others, [sessionId, index]].slice(-KEPT);
  try {
    localStorage.setItem(name(), JSON.stringify(kept));
  } catch (thrown) {
    console.debug("How far was read is not kept: this browser has no room", thrown);
  }
}

function read(): [string, number][] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(name()) ?? "[]");
    const isKnown = (one: unknown) => Array.isArray(one) && typeof one[0] === "string" && typeof one[1] === "number";
    return Array.isArray(kept) ? kept.filter(isKnown) : [];
  } catch {
    return [];
  }
}
