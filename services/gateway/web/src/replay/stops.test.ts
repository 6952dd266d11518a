import { expect, test } from "vitest";

import { Log } from "../transcript/fold/samples";
import { next, previous, stopsOf } from "./stops";

const log = new Log()
  .prompt("one")
  .say("a")
  .tool("t1")
  .toolUpdate("t1", { status: "failed" })
  .add("steer", { text: "and this" })
  .end()
  .prompt("two")
  .tool("t2", { status: "failed" })
  .end({ failed: { message: "no key" } });

test("messages, tool calls and failures are found, and a message into a turn begins none", () => {
  expect(stopsOf(log.events)).toEqual({ turns: [1, 7], calls: [3, 8], failures: [4, 8, 9] });
});

test("of a log that is held from its middle the places are the session's", () => {
  expect(stopsOf(log.events.slice(5))).toEqual({ turns: [7], calls: [8], failures: [8, 9] });
});

test("what nobody knows is no stop", () => {
  const odd = new Log().add("weather", null).update("tool_call_update", { status: 3 }).add("ended", null).add("update", "x");
  expect(stopsOf(odd.events)).toEqual({ turns: [], calls: [], failures: [] });
});

test("a step leads to the nearest one on its side, and nowhere beyond the last", () => {
  expect([1, 3, 4, 7, 8].map((at) => previous([3, 7], at))).toEqual([undefined, undefined, 3, 3, 7]);
  expect([1, 3, 4, 7, 8].map((at) => next([3, 7], at))).toEqual([3, 7, 7, undefined, undefined]);
});
