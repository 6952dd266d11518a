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

interface Server {
  isDown: boolean;
  has?: Draft & { updatedAt: number };
}

function book(storage = new MemoryStorage(), owner = "u1", server: Server = { isDown: false }) {
  const saved: [string | null, string, boolean][] = [];
  const reads = { count: 0 };
  const book = new DraftBook({
    now: () => Date.now(),
    storage,
    owner,
    async save(place, draft, isLeaving) {
      if (server.isDown) throw new Error("offline");
      saved.push([place.sessionId, draft.text, isLeaving]);
      server.has = { ...draft, updatedAt: Date.now() };
      return Date.now();
    },
    async read() {
      if (server.isDown) throw new Error("offline");
      reads.count += 1;
      return server.has;
    },
  });
  return { book, saved, server, storage, reads };
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

type Here = ReturnType<typeof book>;

/** Somebody writes on another device, and this one hears of it. */
async function elsewhere({ book, server }: Pick<Here, "book" | "server">, text: string): Promise<void> {
  server.has = { ...typed(text), updatedAt: Date.now() };
  book.hear(at("s-1"), Date.now());
  await vi.advanceTimersByTimeAsync(0);
}

const others = (drafts: DraftBook) => drafts.others(at("s-1")).map(({ text }) => text);

test("another device's version is taken when nothing was written here", async () => {
  const here = book();
  await elsewhere(here, "theirs");
  expect([here.book.read(at("s-1")).text, others(here.book), here.saved]).toEqual(["theirs", [], []]);
});

test("of two versions the newer is shown, and the other one kept beside it", async () => {
  const here = book();
  here.book.edit(at("s-1"), typed("mine"));
  await vi.advanceTimersByTimeAsync(TYPING + SAVE_EVERY);
  await elsewhere(here, "theirs");
  expect([here.book.read(at("s-1")).text, others(here.book)]).toEqual(["theirs", ["mine"]]);
});

test("what another device has added to replaces what it was added to", async () => {
  const here = book();
  here.book.edit(at("s-1"), typed("mine"));
  await vi.advanceTimersByTimeAsync(TYPING + SAVE_EVERY);
  await elsewhere(here, "mine, and theirs");
  expect([here.book.read(at("s-1")).text, others(here.book)]).toEqual(["mine, and theirs", []]);
});

test("what is being typed is not replaced: theirs is kept beside it, and ours is saved", async () => {
  const here = book();
  here.book.edit(at("s-1"), typed("mine"));
  await elsewhere(here, "theirs");
  expect([here.book.read(at("s-1")).text, others(here.book)]).toEqual(["mine", ["theirs"]]);
  await vi.advanceTimersByTimeAsync(SAVE_EVERY);
  expect(here.saved.at(-1)).toEqual(["s-1", "mine", false]);
  // And when it is saved, but only just typed.
  await vi.advanceTimersByTimeAsync(1);
  await elsewhere(here, "theirs, too");
  expect([here.book.read(at("s-1")).text, others(here.book)]).toEqual(["mine", ["theirs, too"]]);
});

test("what was written elsewhere while this browser was away is not overwritten unread", async () => {
  const away = book();
  away.server.isDown = true;
  away.book.edit(at("s-1"), typed("in a tunnel"));
  await vi.advanceTimersByTimeAsync(60_000);
  Object.assign(away.server, { isDown: false, has: { ...typed("at the desk"), updatedAt: Date.now() } });
  const back = book(away.storage, "u1", away.server);
  back.book.flush(false);
  await vi.advanceTimersByTimeAsync(0);
  expect([back.book.read(at("s-1")).text, others(back.book)]).toEqual(["in a tunnel", ["at the desk"]]);
  await vi.advanceTimersByTimeAsync(SAVE_EVERY);
  expect(back.saved).toEqual([["s-1", "in a tunnel", false]]);
});

test("a message that was sent here does not take with it what was written elsewhere", async () => {
  const here = book();
  here.book.edit(at("s-1"), typed(""));
  await elsewhere(here, "one thing more");
  expect(others(here.book)).toEqual(["one thing more"]);
});

test("what was written in another tab at the same time is kept beside, whichever tab is closed", () => {
  const storage = new MemoryStorage();
  const [one, other] = [book(storage), book(storage)];
  one.book.edit(at("s-1"), typed("in one"));
  other.book.edit(at("s-1"), typed("in the other"));
  const name = storage.key(0) ?? "";
  one.book.heardTab(name, storage.getItem(name));
  expect([one.book.read(at("s-1")).text, others(one.book)]).toEqual(["in one", ["in the other"]]);
  const next = book(storage);
  expect([next.book.read(at("s-1")).text, others(next.book)]).toEqual(["in one", ["in the other"]]);
});

test("what is shown by now is not kept beside itself", async () => {
  const here = book();
  here.book.edit(at("s-1"), typed("mine"));
  await vi.advanceTimersByTimeAsync(TYPING + SAVE_EVERY);
  await elsewhere(here, "theirs");
  const [shown, beside] = [here.book.read(at("s-1")).text, others(here.book)];
  here.book.edit(at("s-1"), typed(beside[0] ?? ""));
  expect([shown, beside, others(here.book)]).toEqual(["theirs", ["mine"], []]);
  here.book.edit(at("s-1"), typed("something else"));
  expect(others(here.book)).toEqual(["mine"]);
});

test("a tab follows what is typed in another one, and leaves keeping it to that", () => {
  const storage = new MemoryStorage();
  const [one, other] = [book(storage), book(storage)];
  one.book.edit(at("s-1"), typed("hel"));
  const [name, early] = [storage.key(0) ?? "", storage.getItem(storage.key(0) ?? "")];
  one.book.edit(at("s-1"), typed("hello"));
  other.book.heardTab(name, early);
  expect(other.book.read(at("s-1")).text).toBe("hel");
  expect(JSON.parse(storage.getItem(name) ?? "").text).toBe("hello");
});

test("a version kept beside can be used, and what it replaces is kept in its place", async () => {
  const here = book();
  here.book.edit(at("s-1"), typed("mine"));
  await elsewhere(here, "theirs");
  here.book.use(at("s-1"), typed("theirs"));
  expect([here.book.read(at("s-1")).text, others(here.book)]).toEqual(["theirs", ["mine"]]);
  here.book.decline(at("s-1"), typed("mine"));
  expect(others(here.book)).toEqual([]);
});

test("a version that cannot be read is said so, and read when it is heard of again", async () => {
  const here = book();
  here.server.isDown = true;
  await elsewhere(here, "theirs");
  expect(here.book.problem(at("s-1"))).toMatchObject({ message: "offline" });
  here.server.isDown = false;
  here.book.hear(at("s-1"), Date.now());
  await vi.advanceTimersByTimeAsync(0);
  expect([here.book.read(at("s-1")).text, here.book.problem(at("s-1"))]).toEqual(["theirs", undefined]);
});

test("an older version, and the echo of the own one, are not even read", async () => {
  const here = book();
  here.book.edit(at("s-1"), typed("mine"));
  await vi.advanceTimersByTimeAsync(TYPING + SAVE_EVERY);
  here.book.hear(at("s-1"), 1_000_000 + SAVE_EVERY);
  await vi.advanceTimersByTimeAsync(0);
  expect([here.book.read(at("s-1")).text, here.reads.count]).toEqual(["mine", 0]);
});

test("a version that is gone when it is read is not asked for again and again", async () => {
  const here = book();
  here.book.hear(at("s-1"), 5);
  await vi.advanceTimersByTimeAsync(0);
  expect(here.reads.count).toBe(1);
});

test("what was written for a session that is closed, or not open yet, is found by its task", () => {
  const { book: drafts } = book();
  drafts.edit(at("s-1"), typed("open"));
  drafts.edit(at("s-2"), typed("closed"));
  drafts.edit(at(null), typed("the first"));
  const stray = drafts.stray("acme", "t-1", (sessionId) => sessionId === "s-1");
  expect(stray.map(({ place, draft }) => [place.sessionId, draft.text])).toEqual([["s-2", "closed"], [null, "the first"]]);
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
  drafts.edit(at("s-2"), typed("theirs"));
  drafts.edit(at("s-1"), typed("mine"));
  expect(heard).toEqual(["s-2", "s-1"]);
});
