// A replay that runs by itself: as fast as it was or faster, and nobody waits for what took long. Pure.
import type { LogEvent } from "../transcript/fold/items";

/** How many times as fast. */
export const SPEEDS = [1, 4, 16] as const;
export type Speed = (typeof SPEEDS)[number];

/** Longer pauses last only so long, in milliseconds at the first speed. */
export const LONGEST = 2_000;

export interface Run {
  at: number;
  /** How much of the pause before the next event is over, in milliseconds at the first speed. */
  waited: number;
}

/** Between the event at `at` and the next one. A clock that went back makes no pause. */
export function pauseAfter(events: readonly LogEvent[], at: number): number {
  const position = at - (events[0]?.index ?? 1);
  const [event, next] = [events[position], events[position + 1]];
  return event && next ? Math.min(Math.max(next.at - event.at, 0), LONGEST) : 0;
}

/** Where it is after `elapsed` milliseconds more; `last` is where it ends. */
export function advance(run: Run, elapsed: number, speed: Speed, last: number, pause: (at: number) => number): Run {
  let { at } = run;
  let waited = run.waited + elapsed * speed;
  while (at < last && waited >= pause(at)) {
    waited -= pause(at);
    at += 1;
  }
  return { at, waited: at < last ? waited : 0 };
}
