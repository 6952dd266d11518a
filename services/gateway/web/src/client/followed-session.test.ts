import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { SessionEvent } from "../wire";
import { AGAIN, FIRST, FollowedSession, PAGE } from "./followed-session";
import { Problem } from "./http";
import { randomly } from "./testing/server";

const event = (index: number): SessionEvent => ({ index, kind: "update", at: index, body: { index }, messageId: null });
const range = (from: number, to: number) => Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);

/** The log as the sandbox has it, and how its query is answered. */
interface Page {
  after?: number;
  before?: number;
  limit: number;
}
const log = vi.hoisted(() => ({ first: 1, last: 0, queries: [] as Page[], failures: [] as unknown[] }));
vi.mock("./http", async (original) => ({
  ...(await original<typeof import("./http")>()),
  query: vi.fn(async (_name: string, _key: string[], page: Page) => {
    log.queries.push(page);
    const failure = log.failures.shift();
    if (failure) throw failure;
    const { after = 0, before, limit } = page;
    if (before !== undefined) return { events: range(Math.max(log.first, log.last - limit + 1), log.last).map(event), first: log.first, last: log.last };
    // A page may be shorter than what was asked for.
    const from = Math.max(log.first, after + 1);
    const events = range(from, Math.min(log.last, from + Math.min(limit, 120) - 1)).map(event);
    return { events, first: log.first, last: log.last };
  }),
}));

const frame = (from: number, to: number) =>
  ({ type: "events", topic: "session.acme.t-1.s-1", events: range(from, to).map(event), last: log.last }) as const;
const indexes = (session: FollowedSession) => session.log.events.map(({ index }) => index);
const settled = () => vi.advanceTimersByTimeAsync(50);
const follow = async (ask = vi.fn()) => {
  const session = new FollowedSession(["acme", "t-1"], "s-1", ask);
  await settled();
  return { session, ask };
};

beforeEach(() => {
  vi.useFakeTimers();
  Object.assign(log, { first: 1, last: 0, queries: [], failures: [] });
});
afterEach(() => vi.useRealTimers());

test("the end of a long session is there with the first answer and followed from there; older pages come in front of it", async () => {
  log.last = 3_200;
  const { session, ask } = await follow();
  expect([ask.mock.calls.length, log.queries.length]).toEqual([1, 1]);
  expect([session.isLoaded(), session.since(), session.log.before]).toEqual([true, 3_200, 3_200 - FIRST]);
  await Promise.all([session.loadBefore(), session.loadBefore()]);
  expect(indexes(session)).toEqual(range(3_201 - FIRST - PAGE, 3_200));
});

test("what is said while the end is read comes behind it", async () => {
  log.last = 300;
  const { session } = await follow();
  log.last = 302;
  session.frame(frame(299, 302));
  expect([indexes(session), session.isLoaded()]).toEqual([range(101, 302), true]);
});

test("the oldest page ends where the session begins", async () => {
  log.last = 700;
  const { session } = await follow();
  await session.loadBefore();
  expect([indexes(session), session.log.before]).toEqual([range(1, 700), 0]);
});

test("of a log whose beginning was removed the oldest page is where it begins now, and nothing is asked for before it", async () => {
  Object.assign(log, { first: 451, last: 1_000 });
  const { session } = await follow();
  expect(session.log.hasOlder).toBe(true);
  await session.loadBefore();
  expect([indexes(session), session.log.hasOlder]).toEqual([range(451, 1_000), false]);
});

test("an empty session is there at once", async () => {
  const { session } = await follow();
  expect([session.isLoaded(), session.since()]).toEqual([true, 0]);
});

test("what was lost on the way is read, once, however many frames come behind it", async () => {
  log.last = 0;
  const { session } = await follow();
  log.last = 900;
  for (let at = 401; at <= 900; at += 100) session.frame(frame(at, at + 99));
  await settled();
  expect(indexes(session)).toEqual(range(1, 900));
  expect(log.queries.filter(({ after }) => after !== undefined).length).toBeLessThanOrEqual(4);
});

test("a log that cannot be read for a moment is read later; one that may not be read says so", async () => {
  log.last = 10;
  log.failures = [Problem.unreachable(), new Problem(503, "runtime.unavailable", "later")];
  const { session, ask } = await follow();
  expect(ask).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(2 * AGAIN + 100);
  expect([ask.mock.calls.length, session.problem()]).toEqual([1, undefined]);

  log.failures = [new Problem(403, "access.not_a_member", "no")];
  const refused = await follow();
  expect(refused.session.problem()?.code).toBe("access.not_a_member");
});

test("what nobody follows any more asks nothing more", async () => {
  log.failures = Array.from({ length: 100 }, () => Problem.unreachable());
  const { session } = await follow();
  session.dispose();
  const asked = log.queries.length;
  await vi.advanceTimersByTimeAsync(20 * AGAIN);
  expect(log.queries.length).toBe(asked);
});

test.each(Array.from({ length: 15 }, (_, seed) => seed))("frames lost, doubled and late: every index once, in order (seed %i)", async (seed) => {
  const random = randomly(seed);
  const { session } = await follow();
  for (let step = 0; step < 120; step += 1) {
    const from = log.last + 1;
    log.last += 1 + Math.floor(random() * 4);
    const said = frame(from, log.last);
    if (random() < 0.2) continue;
    session.frame(said);
    if (random() < 0.2) session.frame(said);
    if (random() < 0.3) await settled();
    expect(indexes(session)).toEqual(range(1, session.log.events.length));
  }
  session.frame(frame((log.last += 1), log.last));
  await settled();
  expect(indexes(session)).toEqual(range(1, log.last));
});
