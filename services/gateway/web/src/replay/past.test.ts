import { expect, test } from "vitest";

import { fold } from "../transcript/fold/fold";
import { Log, everything } from "../transcript/fold/samples";
import { EVERY, Past } from "./past";

/** Several times as long as what is folded between two places that are kept. */
function long(): Log {
  const log = new Log();
  while (log.events.length < 4 * EVERY) {
    const call = `t${log.events.length}`;
    log.prompt("go").think("hm").say("a", "b").tool(call).toolUpdate(call, { status: "completed" });
    log.update("usage_update", { used: log.events.length, size: 9_000 }).update("plan", { entries: [{ content: "x", status: "pending" }] }).end();
  }
  return log;
}

const known = ({ items, usage, turn, title, mode, heardAt, last }: ReturnType<typeof fold>) => ({ items, usage, turn, title, mode, heardAt, last });

test("after each event it is what a fold of all before it gives", () => {
  const events = everything();
  const past = new Past();
  for (let index = 0; index <= events.length; index += 1) expect(known(past.at(events, index))).toEqual(known(fold(events.slice(0, index))));
});

test("also behind places that are kept, forwards, backwards and again", () => {
  const { events } = long();
  const past = new Past();
  for (const index of [events.length, 1, EVERY - 1, EVERY, EVERY + 1, 2 * EVERY + 7, 3 * EVERY, EVERY + 1, events.length]) {
    expect(known(past.at(events, index))).toEqual(known(fold(events.slice(0, index))));
  }
});

test("going on leaves what was there before as it was", () => {
  const { events } = long();
  const past = new Past();
  const before = past.at(events, EVERY + 3);
  const was = structuredClone(before.items);
  past.at(events, events.length);
  expect(before.items).toEqual(was);
});

test("what stands before the nearest place are the same items, so that nothing of it is drawn again", () => {
  const { events } = long();
  const past = new Past();
  const [one, other] = [past.at(events, 2 * EVERY + 90), past.at(events, 2 * EVERY + 20)];
  expect(one.items[3]).toBe(other.items[3]);
});

test("an older page in front and events behind are taken in", () => {
  const { events } = long();
  const past = new Past();
  const held = events.slice(300, 700);
  expect(known(past.at(held, 650))).toEqual(known(fold(events.slice(300, 650))));
  held.unshift(...events.slice(0, 300));
  expect(known(past.at(held, 650))).toEqual(known(fold(events.slice(0, 650))));
  held.push(...events.slice(700));
  expect(known(past.at(held, events.length))).toEqual(known(fold(events)));
});

test("before the first event and behind the last one there is nothing and everything", () => {
  const { events } = new Log().prompt("go").end();
  const past = new Past();
  expect([past.at([], 5).items, past.at(events, 0).items]).toEqual([[], []]);
  expect(known(past.at(events, 99))).toEqual(known(fold(events)));
});
