import { createEffect, createRoot } from "solid-js";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LiveServerMessage } from "../wire";
import { ViewTopic } from "./view-topic";

const KEY = "organization.acme.task.t-1";
const told = (cursor: number, revision: number, value: unknown, key = KEY): LiveServerMessage => ({
  type: "change",
  topic: "organization.acme",
  previous: 0,
  cursor,
  key,
  revision,
  value,
});
const snapshot = (count: number): LiveServerMessage => ({
  type: "snapshot",
  topic: "organization.acme",
  previous: 0,
  cursor: 1,
  entries: Array.from({ length: count }, (_, at) => ({ key: `organization.acme.task.t-${at}`, revision: 1, value: { title: `task ${at}`, owner: null } })),
  complete: true,
  reset: false,
});
const title = (topic: ViewTopic, key = KEY) => (topic.values.get(key) as { title: string } | undefined)?.title;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** How often what is read in `read` changes. */
function watch(read: () => unknown): { count: number } {
  const watched = { count: -1 };
  createRoot(() => createEffect(() => (read(), (watched.count += 1))));
  return watched;
}

test("a hundred snapshots of the same content move nothing; one change moves one row", async () => {
  const topic = new ViewTopic("organization.acme", vi.fn());
  topic.frame(snapshot(200));
  const rows = Array.from({ length: 200 }, (_, at) => watch(() => title(topic, `organization.acme.task.t-${at}`)));
  const list = watch(() => topic.values.keys().length);
  await Promise.resolve();
  for (let turn = 0; turn < 100; turn += 1) topic.frame({ ...snapshot(200), reset: true } as LiveServerMessage);
  expect(rows.map(({ count }) => count)).toEqual(rows.map(() => 0));
  topic.frame(told(2, 2, { title: "another", owner: null }));
  expect(rows.filter(({ count }) => count > 0)).toHaveLength(1);
  expect(list.count).toBe(0);
});

test("the same value keeps its identity, so that what shows it stays", () => {
  const topic = new ViewTopic("organization.acme", vi.fn());
  topic.frame(snapshot(2));
  const before = topic.values.get(KEY);
  topic.frame(told(2, 2, { title: "task 1", owner: null }));
  expect(topic.values.get(KEY)).toBe(before);
});

test("what a person did is shown at once, and taken back when it is refused", () => {
  const topic = new ViewTopic("organization.acme", vi.fn());
  topic.frame(snapshot(2));
  const optimism = topic.patch(KEY, (value) => ({ ...(value as object), title: "mine" }));
  expect(title(topic)).toBe("mine");
  topic.frame(told(2, 2, { title: "theirs", owner: "bob" }));
  expect(topic.values.get(KEY)).toEqual({ title: "mine", owner: "bob" });
  optimism.undo();
  expect(topic.values.get(KEY)).toEqual({ title: "theirs", owner: "bob" });
});

test("when it has run, the value that it made takes its place without a flicker", () => {
  const topic = new ViewTopic("organization.acme", vi.fn());
  topic.frame(snapshot(2));
  const seen: (string | undefined)[] = [];
  createRoot(() => createEffect(() => seen.push(title(topic))));
  const optimism = topic.patch(KEY, (value) => ({ ...(value as object), title: "mine" }));
  optimism.settle();
  topic.frame(told(2, 2, { title: "mine", owner: null }));
  vi.advanceTimersByTime(60_000);
  expect(seen).toEqual(["task 1", "mine"]);
});

test("when no newer value comes, what was told is shown again after a while", () => {
  const topic = new ViewTopic("organization.acme", vi.fn());
  topic.frame(snapshot(2));
  topic.patch(KEY, (value) => ({ ...(value as object), title: "mine" })).settle();
  vi.advanceTimersByTime(60_000);
  expect(title(topic)).toBe("task 1");
});

test("a lost connection takes nothing away, and the topic is not said to be loading again", () => {
  const topic = new ViewTopic("organization.acme", vi.fn());
  expect(topic.isComplete()).toBe(false);
  topic.frame(snapshot(2));
  topic.frame({ ...snapshot(0), reset: true, complete: false } as LiveServerMessage);
  expect(topic.isComplete()).toBe(true);
  expect(title(topic)).toBe("task 1");
});

test("a gap is asked for", () => {
  const ask = vi.fn();
  const topic = new ViewTopic("organization.acme", ask);
  topic.frame(snapshot(2));
  topic.frame({ ...told(5, 2, { title: "x", owner: null }), previous: 4 } as LiveServerMessage);
  expect(ask).toHaveBeenCalledTimes(1);
  expect(topic.since()).toBe(1);
});
