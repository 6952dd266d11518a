import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { paced, perPicture } from "./batch";

/** A picture each 16 milliseconds. */
const picture = (run: () => void) => void setTimeout(run, 16);
const taken: [thing: number, at: number][] = [];
const take = (thing: number) => void taken.push([thing, performance.now()]);

beforeEach(() => {
  vi.useFakeTimers({ now: 0, toFake: ["setTimeout", "performance"] });
  taken.length = 0;
});
afterEach(() => void vi.useRealTimers());

test("what came since the last picture is taken at once, in order", () => {
  const tell = perPicture(take, picture);
  tell(1);
  tell(2);
  vi.advanceTimersByTime(16);
  tell(3);
  vi.advanceTimersByTime(16);
  expect(taken).toEqual([[1, 16], [2, 16], [3, 32]]);
});

test("one that fails takes no other with it", () => {
  const report = vi.fn();
  vi.stubGlobal("reportError", report);
  const tell = perPicture((thing: number) => {
    if (thing === 1) throw new Error("no");
    take(thing);
  }, picture);
  tell(1);
  tell(2);
  vi.advanceTimersByTime(16);
  expect([taken.length, report.mock.calls.length]).toEqual([1, 1]);
  vi.unstubAllGlobals();
});

test("a stream is taken so often at most, and what comes after a pause with the next picture", () => {
  const tell = perPicture(take, paced(() => 50, picture));
  for (let at = 0; at < 40; at += 1) {
    tell(at);
    vi.advanceTimersByTime(5);
  }
  vi.advanceTimersByTime(200);
  const times = [...new Set(taken.map(([, at]) => at))];
  expect(taken.map(([thing]) => thing)).toEqual(Array.from({ length: 40 }, (_, at) => at));
  expect(times.slice(1).every((at, place) => at - (times[place] ?? 0) >= 50)).toBe(true);

  const now = performance.now();
  tell(40);
  vi.advanceTimersByTime(16);
  expect(taken.at(-1)).toEqual([40, now + 16]);
});

test("how far apart is asked for each picture: who begins to type is given room at once", () => {
  let apart = 50;
  const tell = perPicture(take, paced(() => apart, picture));
  tell(1);
  vi.advanceTimersByTime(16);
  apart = 150;
  tell(2);
  vi.advanceTimersByTime(140);
  expect(taken).toEqual([[1, 16]]);
  vi.advanceTimersByTime(30);
  expect(taken.map(([thing]) => thing)).toEqual([1, 2]);
  expect(taken[1]?.[1]).toBeGreaterThanOrEqual(166);
});
