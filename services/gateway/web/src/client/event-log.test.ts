import { expect, test } from "vitest";
import type { SessionEvent } from "../wire";
import { EventLog } from "./event-log";
import { randomly } from "./testing/server";

const event = (index: number): SessionEvent => ({ index, kind: "update", at: index, body: { index }, messageId: null });
const events = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => event(from + at));
const indexes = (log: EventLog) => log.events.map(({ index }) => index);
const range = (from: number, to: number) => events(from, to).map(({ index }) => index);

test("events are taken once, in order, whatever comes twice or too early", () => {
  const log = new EventLog();
  log.begin(0, 6);
  expect(log.append(events(1, 2), 6)).toBe("ok");
  expect(log.append(events(2, 3), 6)).toBe("ok");
  expect(log.append(events(5, 6), 6)).toBe("gap");
  expect(indexes(log)).toEqual([1, 2, 3]);
  expect(log.append([event(4)], 6)).toBe("ok");
  expect(indexes(log)).toEqual(range(1, 6));
  expect(log.isAtEnd).toBe(true);
});

test("an older page is put in front when it fits, and never twice", () => {
  const log = new EventLog();
  log.begin(100, 110);
  log.append(events(101, 110), 110);
  expect(log.before).toBe(100);
  log.prepend(events(51, 100));
  log.prepend(events(51, 100));
  expect(log.before).toBe(50);
  log.prepend(events(10, 20));
  expect(indexes(log)).toEqual(range(51, 110));
});

test.each(Array.from({ length: 30 }, (_, seed) => seed))("frames lost, doubled and swapped: no gap, no twin (seed %i)", (seed) => {
  const random = randomly(seed);
  const log = new EventLog();
  log.begin(0, 0);
  let last = 0;
  let late: [SessionEvent[], number][] = [];
  const refill = () => {
    while (log.hasGap) log.append(events(log.next ?? 1, Math.min(last, (log.next ?? 1) + 4)), last);
  };
  for (let step = 0; step < 300; step += 1) {
    const from = last + 1;
    last += 1 + Math.floor(random() * 3);
    late.push([events(from, last), last]);
    if (random() < 0.1) late.pop();
    else if (random() < 0.15) late.push([events(from, last), last]);
    if (random() < 0.2) late.reverse();
    if (random() < 0.5) continue;
    for (const [some, at] of late) if (log.append(some, at) === "gap") refill();
    late = [];
    expect(indexes(log)).toEqual(range(1, (log.next ?? 1) - 1));
  }
  log.append([event((last += 1))], last);
  refill();
  expect(indexes(log)).toEqual(range(1, last));
});
