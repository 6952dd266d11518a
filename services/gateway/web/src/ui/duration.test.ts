import { expect, test } from "vitest";
import { age, duration, lasting, remaining, roughly, stopwatch } from "./duration";

const [SECOND, MINUTE, HOUR, DAY] = [1_000, 60_000, 3_600_000, 86_400_000];

test("an age has one unit, and is never more than it was", () => {
  const spans = [0, 59_999, MINUTE, 59 * MINUTE, 2 * HOUR, 29 * DAY, 60 * DAY, 364 * DAY, 800 * DAY];
  expect(spans.map(age)).toEqual(["0s", "59s", "1m", "59m", "2h", "29d", "2mo", "12mo", "2y"]);
});

test("a duration has two units at most, and no more digits than anybody compares", () => {
  const spans = [0, 999, SECOND, 1_549, 9_949, 9_960, 59_400, 59_600, MINUTE, 185 * SECOND, HOUR, 90 * MINUTE, 25 * HOUR];
  expect(spans.map(duration)).toEqual([
    "0 ms", "999 ms", "1 s", "1.5 s", "9.9 s", "10 s", "59 s", "1 min", "1 min", "3 min 5 s", "1 h", "1 h 30 min", "1 d 1 h",
  ]);
});

test("what goes on is counted, what is over has taken its time", () => {
  expect([7_900, 760 * SECOND, 3_723 * SECOND].map(stopwatch)).toEqual(["0:07", "12:40", "1:02:03"]);
  expect([lasting(7_900, false), lasting(7_900, true)]).toEqual(["0:07", "7.9 s"]);
});

test("what is foreseen has one unit, and is never none", () => {
  expect([0, 400, 39_100, 100 * SECOND, 59.6 * MINUTE, 3.4 * HOUR].map(roughly)).toEqual(["1 s", "1 s", "40 s", "2 min", "1 h", "3 h"]);
});

test("what is left is counted when its end comes near", () => {
  expect([61.5, 58, 9.7, 0.5].map((minutes) => remaining(minutes * MINUTE))).toEqual(["1 h 1 min", "58 min", "9:42", "0:30"]);
});

test("no span is negative: clocks differ", () => {
  expect([age, duration, stopwatch, remaining].map((write) => write(-5))).toEqual(["0s", "0 ms", "0:00", "0:00"]);
});
