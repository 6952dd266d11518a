import { describe, expect, test } from "vitest";
import type { Frame, LiveEntry } from "../wire";
import { Fold } from "./fold";
import { chaos, randomly, Server } from "./testing/server";

const entry = (key: string, revision: number, value: unknown): LiveEntry => ({ key, revision, value });
const snapshot = (cursor: number, entries: LiveEntry[], more: object = {}): Frame<"snapshot"> => ({
  type: "snapshot",
  topic: "organization.acme",
  previous: 0,
  cursor,
  entries,
  complete: true,
  reset: false,
  ...more,
});
const change = (cursor: number, key: string, revision: number, value: unknown, more: object = {}): Frame<"change"> => ({
  type: "change",
  topic: "organization.acme",
  previous: 0,
  cursor,
  key,
  revision,
  value,
  ...more,
});
const values = (fold: Fold) => Object.fromEntries(fold.keys().map((key) => [key, fold.value(key)]));

test("a change that comes while the snapshot is on its way is not overwritten by it", () => {
  const fold = new Fold();
  fold.change(change(42, "a", 7, "new"));
  fold.snapshot(snapshot(41, [entry("a", 6, "old"), entry("b", 1, "b")]));
  expect(values(fold)).toEqual({ a: "new", b: "b" });
  expect(fold.cursor).toBe(42);
});

test("a late older value and a twin change nothing, and say so", () => {
  const fold = new Fold();
  fold.snapshot(snapshot(1, [entry("a", 3, "a3")]));
  expect(fold.change(change(2, "a", 2, "a2")).changed).toEqual([]);
  expect(fold.change(change(2, "a", 3, "a3")).changed).toEqual([]);
  expect(fold.change(change(3, "a", 4, "a4")).changed).toEqual(["a"]);
});

test("what is gone stays gone when an older value comes late", () => {
  const fold = new Fold();
  fold.snapshot(snapshot(1, [entry("a", 1, "a")]));
  fold.change(change(3, "a", 2, null));
  fold.change(change(2, "a", 1, "a"));
  expect(values(fold)).toEqual({});
});

test("told anew, what is not told is gone; until the last page it is still shown", () => {
  const fold = new Fold();
  fold.snapshot(snapshot(9, [entry("a", 5, "a"), entry("b", 5, "b")]));
  fold.snapshot(snapshot(3, [entry("a", 4, "older, and all there is")], { reset: true, complete: false }));
  expect(values(fold)).toEqual({ a: "older, and all there is", b: "b" });
  expect(fold.snapshot(snapshot(4, [])).changed).toEqual(["b"]);
  expect(values(fold)).toEqual({ a: "older, and all there is" });
  expect(fold.cursor).toBe(4);
});

test("behind a lost frame the cursor stays, so that it is asked for", () => {
  const fold = new Fold();
  fold.snapshot(snapshot(1, [], { previous: 0 }));
  expect(fold.change(change(3, "b", 1, "b", { previous: 2 })).gap).toBe(true);
  expect(fold.cursor).toBe(1);
  expect(values(fold)).toEqual({ b: "b" });
});

describe("frames are dropped, doubled, delayed and swapped at random", () => {
  test.each(Array.from({ length: 40 }, (_, seed) => seed))("seed %i: the page's state is the server's", (seed) => {
    const random = randomly(seed);
    const server = new Server(random);
    const fold = new Fold();
    const link = chaos(random);
    const take = (frames: (Frame<"snapshot"> | Frame<"change">)[]) => {
      for (const frame of frames) {
        const { gap } = frame.type === "snapshot" ? fold.snapshot(frame) : fold.change(frame);
        if (gap) link.send(server.subscribe(fold.cursor));
      }
    };
    link.send(server.subscribe(null));
    for (let step = 0; step < 400; step += 1) {
      link.send(server.act());
      take(link.deliver());
      if (random() < 0.02) {
        // The connection is lost, with all that was on its way.
        link.lose();
        link.send(server.subscribe(fold.cursor));
      }
    }
    link.calm();
    // A lost last frame is noticed with the next one, or with the next connection.
    link.send(server.subscribe(fold.cursor));
    take(link.deliver());
    for (let turn = 0; turn < 3; turn += 1) take(link.deliver());
    expect(values(fold)).toEqual(server.state());
  });
});
