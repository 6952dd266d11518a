import { expect, test } from "vitest";

import { Log } from "../transcript/fold/samples";
import { LONGEST, type Speed, advance, pauseAfter } from "./play";

const each = (pause: number) => () => pause;
const run = (elapsed: number, speed: Speed, pause = 100, at = 1) => advance({ at, waited: 0 }, elapsed, speed, 50, each(pause));

test("it goes on by an event for each pause that is over, and keeps what is left of it", () => {
  expect(run(99, 1)).toEqual({ at: 1, waited: 99 });
  expect(run(250, 1)).toEqual({ at: 3, waited: 50 });
  expect(advance(run(250, 1), 50, 1, 50, each(100))).toEqual({ at: 4, waited: 0 });
});

test("it is as many times as fast as was chosen", () => {
  expect([run(100, 1).at, run(100, 4).at, run(100, 16).at]).toEqual([2, 5, 17]);
});

test("events of one moment come at once, and at the end it stays", () => {
  expect(run(1, 1, 0)).toEqual({ at: 50, waited: 0 });
  expect(run(1_000_000, 16)).toEqual({ at: 50, waited: 0 });
  expect(run(100, 1, 100, 50)).toEqual({ at: 50, waited: 0 });
});

test("a pause is what lay between two events, but no long one and none of a clock that went back", () => {
  const { events } = new Log().prompt("go").say("a", "b", "c");
  const [first, second, third, last] = events.map((event, at) => ({ ...event, index: at + 11, at: [0, 40, 90_000, 500][at] ?? 0 }));
  const held = [first, second, third, last].filter((event) => event !== undefined);
  expect([11, 12, 13, 14, 99, 1].map((at) => pauseAfter(held, at))).toEqual([40, LONGEST, 0, 0, 0, 0]);
  expect(pauseAfter([], 1)).toBe(0);
});
