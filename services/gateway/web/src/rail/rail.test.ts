import { expect, test } from "vitest";

import type { Event } from "../wire";
import { actor, joinPages } from "./audit";
import { tabOf } from "./tab";

test("the rail opens on the overview, unless the address says more", () => {
  expect(tabOf({})).toBe("overview");
  expect(tabOf({ rail: "changes" })).toBe("changes");
  expect(tabOf({ rail: "nonsense" })).toBe("overview");
  expect(tabOf({ file: "src/a.ts" })).toBe("files");
  expect(tabOf({ rail: "checks", file: "src/a.ts" })).toBe("checks");
});

test("whoever did something has a name", () => {
  const alice = { userId: "u1", login: "alice", name: null, avatarUrl: null, role: "member" as const, linked: true };
  expect(["user:u1", "user:u9", "service:task", "token:api", "nats"].map((by) => actor(by, [alice]).name)).toEqual([
    "alice",
    "a former member",
    "Foundry",
    "an API token",
    "an operator",
  ]);
});

test("pages of events are joined without a twin and without a gap", () => {
  const events = (...ids: number[]): Event[] => ids.map((eventId) => ({ eventId }) as Event);
  const ids = (joined: ReturnType<typeof joinPages>): unknown[] => [joined.events.map(({ eventId }) => eventId), joined.keepsEnd];
  expect(ids(joinPages(events(9, 8), events(7, 6), false))).toEqual([[9, 8, 7, 6], false]);
  expect(ids(joinPages(events(9, 8, 7, 6), events(10, 9, 8), true))).toEqual([[10, 9, 8, 7, 6], true]);
  expect(ids(joinPages(events(5, 4), events(99, 98), true))).toEqual([[99, 98], false]);
  expect(ids(joinPages([], events(2, 1), true))).toEqual([[2, 1], false]);
});
