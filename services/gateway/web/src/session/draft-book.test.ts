import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { DraftBook, type Draft, type Place, SAVE_EVERY, TYPING } from "./draft-book";

const at = (sessionId: string | null): Place => ({ organizationId: "acme", taskId: "t-1", sessionId });
const typed = (text: string): Draft => ({ text, attachments: [] });

class MemoryStorage {
  private readonly values = new Map<string, string>();
  get length() {
    return this.values.size;
  }
  key = (at: number) => [...this.values.keys()][at] ?? null;
  getItem = (name: string) => this.values.get(name) ?? null;
  setItem = (name: string, value: string) => void this.values.set(name, value);
  removeItem = (name: string) => void this.values.delete(name);
}

function book(storage = new MemoryStorage(), owner = "u1") {
  const saved: [string | null, string, boolean][] = [];
  const server = { isDown: false };
  const book = new DraftBook({
    now: () => Date.now(),
    storage,
    owner,
    async save(place, draft, isLeaving) {
      if (server.isDown) throw new Error("offline");
      saved.push([place.sessionId, draft.text, isLeaving]);
      return Date.now();
    },
  });
  return { book, saved, server, storage };
}

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

test("what is typed is saved once in a while, the newest of it", async () => {
  const { book: drafts, saved } = book();
  for (const text of ["h", "he", "hel"]) drafts.edit(at("s-1"), typed(text));
  expect(saved).toEqual([]);
  await vi.advanceTimersByTimeAsync(SAVE_EVERY);
  expect(saved).toEqual([["s-1", "hel", false]]);
  drafts.edit(at("s-1"), typed("hell"));
  drafts.edit(at("s-1"), typed("hello"));
  await vi.advanceTimersByTimeAsync(SAVE_EVERY);
  expect(saved.at(-1)).toEqual(["s-1", "hello", false]);
  expect(saved).toHaveLength(2);
  expect(drafts.isUnsaved(at("s-1"))).toBe(false);
});

test("whoever switches sessions at once has the text saved where it was typed, and nothing in the other", async () => {
  const { book: drafts, saved } = book();
  drafts.edit(at("s-1"), typed("for one"));
  await vi.advanceTimersByTimeAsync(100);
  expect(drafts.read(at("s-2")).text).toBe("");
  await vi.advanceTimersByTimeAsync(SAVE_EVERY);
  expect(saved).toEqual([["s-1", "for one", false]]);
  expect(drafts.read(at("s-2")).text).toBe("");
});

test("a page that is closed at once has saved", () => {
  const { book: drafts, saved } = book();
  drafts.edit(at("s-1"), typed("quick"));
  drafts.flush(true);
  expect(saved).toEqual([["s-1", "quick", true]]);
});

test("a page that is killed finds it again, and saves it", async () => {
  const first = book();
  first.server.isDown = true;
  first.book.edit(at("s-1"), typed("typed in a tunnel"));
  const second = book(first.storage);
  expect(second.book.read(at("s-1")).text).toBe("typed in a tunnel");
  second.book.flush(false);
  await vi.advanceTimersByTimeAsync(0);
  expect(second.saved).toEqual([["s-1", "typed in a tunnel", false]]);
});

test("offline it is kept, and saved when the connection is back", async () => {
  const { book: drafts, saved, server } = book();
  server.isDown = true;
  drafts.edit(at("s-1"), typed("kept"));
  await vi.advanceTimersByTimeAsync(60_000);
  expect([saved, drafts.isUnsaved(at("s-1"))]).toEqual([[], true]);
  expect(drafts.problem(at("s-1"))).toMatchObject({ message: "offline" });
  server.isDown = false;
  drafts.flush(false);
  await vi.advanceTimersByTimeAsync(0);
  expect([saved.length, drafts.isUnsaved(at("s-1")), drafts.problem(at("s-1"))]).toEqual([1, false, undefined]);
});

test("another device's version is taken, but not for three seconds after a keystroke, and never over what is unsaved", async () => {
  const { book: drafts, server } = book();
  expect(drafts.wants(at("s-1"), 5)).toBe(true);
  drafts.edit(at("s-1"), typed("mine"));
  server.isDown = true;
  await vi.advanceTimersByTimeAsync(TYPING * 2);
  expect(drafts.wants(at("s-1"), Date.now() + 1)).toBe(false);
  server.isDown = false;
  drafts.flush(false);
  await vi.advanceTimersByTimeAsync(0);
  drafts.edit(at("s-1"), typed("mine too"));
  await vi.advanceTimersByTimeAsync(TYPING - 1);
  expect(drafts.wants(at("s-1"), Date.now() + 1)).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  drafts.apply(at("s-1"), typed("theirs"), Date.now() + 1);
  expect(drafts.read(at("s-1")).text).toBe("theirs");
});

test("an older version, and the echo of the own one, change nothing", async () => {
  const { book: drafts } = book();
  drafts.edit(at("s-1"), typed("mine"));
  await vi.advanceTimersByTimeAsync(TYPING + SAVE_EVERY);
  drafts.apply(at("s-1"), typed("mi"), 1_000_000 + SAVE_EVERY);
  expect(drafts.read(at("s-1")).text).toBe("mine");
});

test("what was sent is gone everywhere", async () => {
  const { book: drafts, saved, storage } = book();
  drafts.edit(at("s-1"), typed("sent"));
  drafts.edit(at("s-1"), typed(""));
  await vi.advanceTimersByTimeAsync(SAVE_EVERY);
  expect(saved).toEqual([["s-1", "", false]]);
  expect(storage.length).toBe(0);
});

test("nobody sees another person's drafts at the same browser", () => {
  const { book: drafts, storage } = book();
  drafts.edit(at("s-1"), typed("secret"));
  expect(book(storage, "u2").book.read(at("s-1")).text).toBe("");
});

test("whoever shows a draft is told when it is another", () => {
  const { book: drafts } = book();
  const heard: (string | null)[] = [];
  drafts.listen((place) => heard.push(place.sessionId));
  drafts.apply(at("s-2"), typed("theirs"), 5);
  drafts.edit(at("s-1"), typed("mine"));
  expect(heard).toEqual(["s-2", "s-1"]);
});
