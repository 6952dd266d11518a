import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LiveClientMessage, LiveServerMessage } from "../wire";
import { type Followed, GRACE, Subscriptions } from "./subscriptions";

const said: LiveClientMessage[] = [];
const make = () => {
  const followed: Followed = {
    since: vi.fn(() => 41),
    frame: vi.fn(),
    refused: vi.fn(),
    asked: vi.fn(),
    dispose: vi.fn(),
  };
  return followed;
};
const subscribe = { type: "subscribe", topic: "task.acme.t-1", since: 41 };
const frame = (more: object): LiveServerMessage => ({ topic: "task.acme.t-1", ...more }) as LiveServerMessage;

beforeEach(() => {
  vi.useFakeTimers();
  said.length = 0;
});
afterEach(() => vi.useRealTimers());

test("all who follow a topic share one subscription", () => {
  const subscriptions = new Subscriptions((message) => said.push(message));
  const first = subscriptions.acquire("task.acme.t-1", make);
  expect(subscriptions.acquire("task.acme.t-1", make)).toBe(first);
  expect(said).toEqual([subscribe]);
});

test("a topic is kept for thirty seconds after the last has left, and not a moment longer", () => {
  const subscriptions = new Subscriptions((message) => said.push(message));
  const first = subscriptions.acquire("task.acme.t-1", make);
  subscriptions.release("task.acme.t-1");
  vi.advanceTimersByTime(GRACE - 1);
  expect(subscriptions.acquire("task.acme.t-1", make)).toBe(first);
  vi.advanceTimersByTime(GRACE * 2);
  expect(first.dispose).not.toHaveBeenCalled();
  subscriptions.release("task.acme.t-1");
  vi.advanceTimersByTime(GRACE);
  expect(first.dispose).toHaveBeenCalledTimes(1);
  expect(said.at(-1)).toEqual({ type: "unsubscribe", topic: "task.acme.t-1" });
  expect(subscriptions.list()).toEqual([]);
});

test("another socket is asked for each topic again, from where it stands", () => {
  const subscriptions = new Subscriptions((message) => said.push(message));
  subscriptions.acquire("task.acme.t-1", make);
  subscriptions.opened();
  expect(said).toEqual([subscribe, subscribe]);
});

test("a topic that was refused while nobody looked is asked for again when somebody does", () => {
  const subscriptions = new Subscriptions((message) => said.push(message));
  const followed = subscriptions.acquire("task.acme.t-1", make);
  subscriptions.release("task.acme.t-1");
  subscriptions.frame(frame({ type: "error", code: "access.forbidden", message: "no" }));
  expect(followed.refused).toHaveBeenCalledTimes(1);
  subscriptions.acquire("task.acme.t-1", make);
  expect(said).toEqual([subscribe, subscribe]);
});

test("what cannot be read at the moment is asked for again, later each time", () => {
  const subscriptions = new Subscriptions((message) => said.push(message));
  const followed = subscriptions.acquire("task.acme.t-1", make);
  const unavailable = frame({ type: "error", code: "live.unavailable", message: "later" });
  subscriptions.frame(unavailable);
  vi.advanceTimersByTime(1_000);
  expect(said).toHaveLength(2);
  subscriptions.frame(unavailable);
  vi.advanceTimersByTime(1_999);
  expect(said).toHaveLength(2);
  vi.advanceTimersByTime(1);
  expect(said).toHaveLength(3);
  expect(followed.refused).not.toHaveBeenCalled();
});

test("too slow: it goes on from where it stands; no longer allowed: that is said", () => {
  const subscriptions = new Subscriptions((message) => said.push(message));
  const followed = subscriptions.acquire("task.acme.t-1", make);
  subscriptions.frame(frame({ type: "closed", reason: "tooSlow" }));
  expect(said).toEqual([subscribe, subscribe]);
  subscriptions.frame(frame({ type: "closed", reason: "accessRevoked" }));
  expect(followed.refused).toHaveBeenCalledTimes(1);
});

test("a person's own topic is answered by its real name", () => {
  const subscriptions = new Subscriptions((message) => said.push(message));
  const followed = subscriptions.acquire("user.me", make);
  subscriptions.frame({ type: "closed", topic: "user.u42", reason: "unsubscribed" });
  subscriptions.frame({ type: "change", topic: "user.u42", previous: 0, cursor: 1, key: "user.u42.app", revision: 1, value: {} });
  expect(followed.frame).toHaveBeenCalledTimes(1);
});

test("one that is not ready to be asked for asks by itself", () => {
  const subscriptions = new Subscriptions((message) => said.push(message));
  let since: number | undefined;
  let ask: (() => void) | undefined;
  subscriptions.acquire("session.acme.t-1.s-1", (asks) => ((ask = asks), { ...make(), since: () => since }));
  subscriptions.opened();
  expect(said).toEqual([]);
  since = 200;
  ask?.();
  expect(said).toEqual([{ type: "subscribe", topic: "session.acme.t-1.s-1", since: 200 }]);
});
