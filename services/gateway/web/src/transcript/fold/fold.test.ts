import { describe, expect, test } from "vitest";

import { append, fold } from "./fold";
import type { Item, LogEvent } from "./items";
import { Log, everything } from "./samples";
import { activePlan, empty } from "./transcript";

function types(events: LogEvent[]): string[] {
  return fold(events).items.map((item) => item.type);
}

function only<T extends Item["type"]>(events: LogEvent[], type: T): Extract<Item, { type: T }> {
  const found = fold(events).items.filter((item): item is Extract<Item, { type: T }> => item.type === type);
  expect(found).toHaveLength(1);
  return found[0] as Extract<Item, { type: T }>;
}

/** A generator that is the same in every run (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe("what was followed live equals what is read again", () => {
  const events = everything();

  test("on every prefix, in portions of any size", () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const next = random(seed);
      for (let length = 0; length <= events.length; length += 1) {
        const live = empty();
        for (let from = 0; from < length; ) {
          const to = Math.min(length, from + 1 + Math.floor(next() * 5));
          append(live, events.slice(from, to));
          from = to;
        }
        const again = fold(events.slice(0, length));
        expect({ ...live, changed: null }).toEqual({ ...again, changed: null });
      }
    }
  });

  test("also when events come twice", () => {
    const live = empty();
    for (let at = 0; at < events.length; at += 1) append(live, events.slice(Math.max(0, at - 3), at + 1));
    expect(live.items).toEqual(fold(events).items);
  });

  test("and says exactly which items are new or other than before", () => {
    const live = empty();
    for (const event of events) {
      const before = [...live.items];
      const changed = append(live, [event]);
      const differ = live.items.flatMap((item, at) => (item === before[at] ? [] : [at]));
      expect([...changed].sort((a, b) => a - b)).toEqual(differ);
    }
  });
});

test("chunks of one message are one item, until something else comes in between", () => {
  const log = new Log().prompt("go").say("a", "b").think("c", "d").say("e");
  expect(fold(log.events).items.map((item) => ("text" in item ? item.text : item.type))).toEqual(["go", "ab", "cd", "e"]);
});

test("100,000 chunks are taken in", () => {
  const log = new Log().prompt("go");
  for (let at = 0; at < 100_000; at += 1) log.say("word ");
  // In time that grows with the square of them it would not end before the test is given up.
  expect(fold(log.events).items).toHaveLength(2);
}, 20_000);

test("a tool call is one card, from its beginning to its end", () => {
  const log = new Log().prompt("go").tool("t", { kind: "execute", rawInput: { command: "ls" } });
  log.toolUpdate("t", { status: "in_progress" }).toolUpdate("t", { status: "failed", rawOutput: { exitCode: 2 } });
  expect(only(log.events, "tool")).toMatchObject({
    kind: "execute",
    title: "t",
    status: "failed",
    input: { command: "ls" },
    exitCode: 2,
    at: 2_000,
    endedAt: 4_000,
  });
});

test("an update of a call whose beginning was not heard is a card, too", () => {
  const log = new Log().prompt("go").toolUpdate("t", { status: "completed", kind: "something_new" });
  expect(only(log.events, "tool")).toMatchObject({ title: "Tool call", kind: "something_new", status: "completed" });
});

test("what was open when the turn ended is stopped, and can no longer be answered", () => {
  const log = new Log().prompt("go").tool("t").add("permission", { permissionId: "p", toolCall: { toolCallId: "t" } });
  expect(only(log.events, "permission")).toMatchObject({ title: "t", isOver: false });
  log.end("stopped");
  expect(only(log.events, "tool").status).toBe("stopped");
  expect(only(log.events, "permission").isOver).toBe(true);
});

test("a plan stays in its place and is active until all of it is done or its turn has ended", () => {
  const plan = (...status: string[]) => ({ entries: status.map((status) => ({ content: "x", status })) });
  const log = new Log().prompt("go").update("plan", plan("pending", "pending")).say("working");
  log.update("plan", plan("completed", "in_progress"));
  const transcript = fold(log.events);
  expect(transcript.items.map((item) => item.type)).toEqual(["prompt", "plan", "message"]);
  expect(activePlan(transcript)?.entries[0]?.status).toBe("completed");
  log.update("plan", plan("completed", "completed"));
  expect(activePlan(fold(log.events))).toBeUndefined();
});

test("nothing is dropped: kinds that nobody knows are cards", () => {
  const log = new Log().prompt("go").update("weather_update", { sky: "clear" }).add("new_kind", { a: 1 });
  log.update("constructor").add("notice", { unreadable: "not json" }).add("update", null);
  log.update("agent_message_chunk", { content: { type: "audio", data: "…" } });
  const titles = fold(log.events).items.flatMap((item) => (item.type === "other" ? [item.title] : []));
  expect(titles).toEqual(["weather update", "new_kind", "constructor", "notice", "update", "message: audio"]);
});

test("a picture is a picture, said or made by a tool", () => {
  const content = { type: "image", mimeType: "image/png", data: "AAAA" };
  const log = new Log().prompt("go").say("look").update("agent_message_chunk", { content }).tool("t", { content: [{ type: "content", content }] });
  const image = { mediaType: "image/png", data: "AAAA" };
  expect(fold(log.events).items.slice(2)).toMatchObject([{ type: "image", image }, { type: "tool", content: [{ type: "image", image }] }]);
});

test("bodies of any shape break nothing", () => {
  const bodies = [undefined, null, 1, "x", [], {}, { sessionUpdate: 7 }, { content: [], toolCall: "x", end: [] }];
  for (const kind of ["prompt", "update", "permission", "answer", "ended", "notice", "steer", "answered"]) {
    const events = bodies.map((body, at) => ({ index: at + 1, messageId: null, kind, at, body }));
    expect(() => fold(events)).not.toThrow();
  }
  for (const sessionUpdate of ["tool_call", "plan", "usage_update", "agent_message_chunk", "plan_removed", "notice"]) {
    const odd = { sessionUpdate, content: [1], entries: [1], locations: [null], rawOutput: 3 };
    expect(() => fold([{ index: 1, messageId: null, kind: "update", at: 0, body: odd }])).not.toThrow();
  }
});

test("a hole in the indexes is shown where it is; a log that is read from its middle has none", () => {
  const { events } = new Log().prompt("go").say("a", "b", "c");
  expect(types(events.filter((_, at) => at === 0 || at === 3))).toEqual(["prompt", "notice", "message"]);
  expect(types(events.slice(2))).toEqual(["message"]);
});

test("an event in which chunks were joined leaves no hole, and what it stands for is not taken in twice", () => {
  const events = new Log().prompt("go").say("a", "b", "c").end().events;
  const joined = { index: 2, lastIndex: 4, messageId: "m-0", kind: "update", at: 0, body: { sessionUpdate: "agent_message_chunk", content: { text: "abc" } } };
  const { items } = fold([...events.slice(0, 1), joined, ...events.slice(2)]);
  expect(items.map((item) => item.type)).toEqual(["prompt", "message", "end"]);
  expect(items[1]).toMatchObject({ text: "abc" });
});

test("what Foundry says is a line, by what it is about", () => {
  const log = new Log().prompt("go").add("notice", { text: "It remembers nothing", about: "memory", memory: "nothing" });
  log.add("notice", { text: "Set again", about: "options", set: [], dropped: [] }).add("notice", { text: "News", about: "x" });
  const notices = fold(log.events).items.filter((item) => item.type === "notice");
  expect(notices.map(({ about, tone }) => [about, tone])).toEqual([["memory", "warning"], ["model", "info"], ["agent", "info"]]);
});

test("whoever has ended the sandbox is named, and without them its words stand as they are", () => {
  const told = { about: "sandbox", cause: "startedOver", text: "The sandbox is started over." };
  const log = new Log().add("notice", { ...told, by: "u1" }).add("notice", { ...told, by: null }).add("notice", { ...told, by: "u1", cause: "taskEnded" });
  const notices = fold(log.events).items.filter((item) => item.type === "notice");
  expect(notices.map(({ about, person }) => [about, person])).toEqual([["sandbox", "u1"], ["sandbox", null], ["sandbox", null]]);
  expect(notices[0]?.text).toMatch(/^started the sandbox over/);
  expect(notices[1]?.text).toBe(told.text);
});

test("it is said when another person's message makes them the owner", () => {
  const log = new Log();
  for (const author of ["u1", "u1", "u2", null, "u2", "u1"]) log.add("prompt", { text: "x", author });
  const people = fold(log.events).items.flatMap((item) => (item.type === "notice" ? [[item.person, item.former]] : []));
  expect(people).toEqual([["u2", "u1"], ["u1", "u2"]]);
});

test("a message into a turn begins none", () => {
  const log = new Log().prompt("go").add("steer", { text: "and this", isTaken: false, author: "u2" }).end();
  expect(fold(log.events).items).toMatchObject([
    { type: "prompt", isSteering: false, isTaken: true },
    { type: "prompt", isSteering: true, isTaken: false, author: "u2" },
    { type: "end", took: 2_000 },
  ]);
});

describe("a turn's end", () => {
  test("says why, how long it took and what it cost", () => {
    const usage = (amount: number) => ({ used: 10, size: 100, cost: { amount, currency: "USD" } });
    const log = new Log().prompt("one").update("usage_update", usage(0.5)).end();
    log.prompt("two").update("usage_update", usage(0.75)).end({ failed: { message: "no key" } });
    const ends = fold(log.events).items.filter((item) => item.type === "end");
    expect(ends).toMatchObject([
      { how: "done", took: 2_000, usage: { cost: { amount: 0.5 } } },
      { how: "failed", message: "no key", took: 2_000, usage: { cost: { amount: 0.25 } } },
    ]);
  });

  test("of a kind that nobody knows is an end all the same", () => {
    for (const end of [{ paused: {} }, "constructor"]) expect(only(new Log().prompt("go").end(end).events, "end").how).toBe("other");
  });
});

test("every item has an id of its own", () => {
  const ids = fold(everything()).items.map((item) => item.id);
  expect(new Set(ids).size).toBe(ids.length);
});
