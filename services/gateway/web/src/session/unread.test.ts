import { createRoot, createSignal } from "solid-js";
import { beforeEach, expect, test, vi } from "vitest";

const [isHidden, setHidden] = createSignal(false);
vi.mock("./reading", () => ({ isHidden }));
vi.mock("../client", () => ({ session: () => ({ userId: "u1" }) }));
const stored = new Map<string, string>();
vi.stubGlobal("localStorage", { getItem: (name: string) => stored.get(name) ?? null, setItem: (name: string, value: string) => stored.set(name, value) });

const { createUnread } = await import("./unread");
const { noteSeen, seenIn } = await import("./seen");

beforeEach(() => {
  stored.clear();
  setHidden(false);
});

/** Somebody comes, looks, and leaves. */
function visit(at: { last: number; isLoaded?: boolean; isAtEnd?: boolean }) {
  return createRoot((leave) => {
    const [last, setLast] = createSignal(at.last);
    const [isLoaded, setLoaded] = createSignal(at.isLoaded ?? true);
    const from = createUnread("s-1", { last, isLoaded, isAtEnd: () => at.isAtEnd ?? true });
    return { from, setLast, setLoaded, leave };
  });
}

test("what came while its reader was away is behind what they have seen", () => {
  const first = visit({ last: 5 });
  expect(first.from()).toBeUndefined();
  first.setLast(9);
  expect(first.from()).toBeUndefined();
  first.leave();
  expect(visit({ last: 12 }).from()).toBe(9);
  expect(visit({ last: 9 }).from()).toBeUndefined();
});

test("it is known when what was said has been read", () => {
  noteSeen("s-1", 9);
  const came = visit({ last: 4, isLoaded: false });
  came.setLast(12);
  came.setLoaded(true);
  expect(came.from()).toBe(9);
});

test("what comes while the page is hidden is news when it is looked at again", () => {
  const here = visit({ last: 5 });
  setHidden(true);
  here.setLast(8);
  setHidden(false);
  expect(here.from()).toBe(5);
});

test("what is below what is in sight was not seen", () => {
  noteSeen("s-1", 3);
  visit({ last: 9, isAtEnd: false }).leave();
  expect(seenIn("s-1")).toBe(3);
});

test("of sessions that were read long ago nothing is kept", () => {
  for (let at = 0; at < 300; at += 1) noteSeen(`s-${at}`, at);
  expect([seenIn("s-50"), seenIn("s-299")]).toEqual([undefined, 299]);
});
