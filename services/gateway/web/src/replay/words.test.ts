import { expect, test } from "vitest";

import { Log } from "../transcript/fold/samples";
import { elsewhere, happening, moment, used, valueText, within } from "./words";

const AT = new Date(2026, 10, 30, 14, 3, 2).getTime();

test("a moment is told with its second, and with its day when that is another", () => {
  expect(moment(AT, AT + 60_000)).toBe("14:03:02");
  expect(moment(AT, AT + 400 * 86_400_000)).toBe("30 Nov 14:03:02");
});

test("what happens is told in words, whatever the log has", () => {
  const { events } = new Log()
    .prompt("go")
    .think("hm")
    .tool("t1", { title: "cargo test" })
    .toolUpdate("t1", { status: "in_progress" })
    .toolUpdate("t1", { status: "completed" })
    .toolUpdate("t1", { status: "failed", title: "cargo test" })
    .add("permission", { toolCall: { title: "Push" } })
    .end({ failed: { message: "x" } })
    .end()
    .update("weather_update")
    .add("toString", null);
  expect(events.map(happening)).toEqual([
    "a message to the agent",
    "the agent thinks",
    "a tool call begins: cargo test",
    "a tool call goes on",
    "a tool call is done",
    "a tool call fails: cargo test",
    "the agent asks for permission: Push",
    "the turn fails",
    "the turn ends",
    "news of the agent",
    "news of the agent",
  ]);
});

test("the slider says where it is, when that was and what happened, or that it is not read yet", () => {
  const [event] = new Log().end().events.map((event) => ({ ...event, at: AT }));
  expect(valueText(37, 1_412, event, AT)).toBe("Event 37 of 1,412, 14:03:02, the turn ends");
  expect(valueText(37, 412, undefined, AT)).toBe("Event 37 of 412, not read yet");
});

test("what was used is told as far as the agent says it", () => {
  expect(used(null)).toBe("");
  expect(used({ used: 45_200, size: 200_000, cost: { amount: 0.31, currency: "USD" } })).toBe("45k of 200k tokens · $0.31");
  expect(used({ used: 1, size: 0, cost: null })).toBe("");
});

test("an address that asks for what is not there is answered with the nearest event, and with why", () => {
  const whole = { first: 1, last: 412 };
  expect([0, 1, 37, 412, 900].map((wanted) => within(wanted, whole))).toEqual([1, 1, 37, 412, 412]);
  expect([1, 37, 412].map((wanted) => elsewhere(wanted, whole))).toEqual([undefined, undefined, undefined]);
  expect(elsewhere(900, whole)).toMatch(/no event 900.* has 412 events so far/);
  expect(elsewhere(2, { first: 1, last: 1 })).toMatch(/has 1 event so far/);
  expect(elsewhere(0, whole)).toMatch(/counted from 1/);
  const pruned = { first: 120, last: 412 };
  expect([within(7, pruned), within(120, pruned)]).toEqual([120, 120]);
  expect(elsewhere(7, pruned)).toMatch(/before event 120 was removed/);
});

test("of an empty session nothing is asked", () => {
  expect([within(5, { first: 1, last: 0 }), elsewhere(5, { first: 1, last: 0 })]).toEqual([0, undefined]);
});
