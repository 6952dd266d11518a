import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { MOST, type Outcome, OutboxBook, type Outgoing, SENT_ALONE } from "./outbox-book";

class MemoryStorage {
  readonly values = new Map<string, string>();
  isFull = false;
  get length() {
    return this.values.size;
  }
  key = (at: number) => [...this.values.keys()][at] ?? null;
  getItem = (name: string) => this.values.get(name) ?? null;
  setItem = (name: string, value: string) => {
    if (this.isFull) throw new Error("QuotaExceededError");
    this.values.set(name, value);
  };
  removeItem = (name: string) => void this.values.delete(name);
}

type Answer = (outcome: Outcome) => void;

let ids = 0;
/** A tab. What it sends waits for an answer. */
function tab(storage = new MemoryStorage(), owner = "u1", lanes = new Map<string, Promise<unknown>>()) {
  const sent: { message: Outgoing; answer: Answer; note(sessionId: string): void }[] = [];
  const failed: string[] = [];
  const book = new OutboxBook({
    now: () => Date.now(),
    newId: () => `id-${++ids}`,
    storage,
    owner,
    alone(name, run) {
      const turn = (lanes.get(name) ?? Promise.resolve()).then(run);
      lanes.set(name, turn);
      return turn;
    },
    deliver: (message, note) =>
      new Promise((answer) => sent.push({ message, answer, note: (sessionId) => note({ sessionId }) })),
    failed: ({ text }) => void failed.push(text),
  });
  return { book, sent, failed, storage, lanes };
}

const message = (text: string, sessionId: string | null = "s-1") => ({ organizationId: "acme", taskId: "t-1", sessionId, text, attachments: [] });
const texts = (book: OutboxBook) => book.all().map(({ text, problem, messageId }) => [text, problem?.detail ?? messageId ?? "moving"]);
const settled = () => vi.advanceTimersByTimeAsync(0);
const REFUSED: Outcome = { detail: "The session is closed.", isPassing: false };
const LOST: Outcome = { detail: "No answer.", isPassing: true };

beforeEach(() => {
  ids = 0;
  vi.useFakeTimers({ now: 1_000_000_000 });
});
afterEach(() => void vi.useRealTimers());

test("a message is in the browser before it is sent, and gone from it when it is taken", async () => {
  const { book, sent, storage } = tab();
  const { done } = book.send(message("hello"));
  expect(storage.length).toBe(1);
  await settled();
  sent[0]?.answer({ messageId: "m-1" });
  await done;
  expect([storage.length, texts(book)]).toEqual([0, [["hello", "m-1"]]]);
  book.settle((messageId) => messageId === "m-1");
  expect(texts(book)).toEqual([]);
});

test("a page that is lost while it sends is followed by one that sends the same command", async () => {
  const first = tab();
  first.book.send(message("in a tunnel"));
  await settled();
  const next = tab(first.storage);
  next.book.resume();
  await settled();
  expect(next.sent.map(({ message }) => [message.id, message.text])).toEqual([["id-1", "in a tunnel"]]);
  next.sent[0]?.answer({ messageId: "m-1" });
  await settled();
  expect(first.storage.length).toBe(0);
});

test("a session that was opened for it halfway is not opened once more", async () => {
  const first = tab();
  first.book.send(message("begin", null));
  await settled();
  first.sent[0]?.note("s-9");
  const next = tab(first.storage);
  next.book.resume();
  await settled();
  expect(next.sent[0]?.message.sessionId).toBe("s-9");
});

test("somebody else who signs in neither sees nor sends it", async () => {
  const alice = tab();
  alice.book.send(message("secret"));
  const bob = tab(alice.storage, "u2");
  bob.book.resume();
  await settled();
  expect([bob.book.all(), bob.sent]).toEqual([[], []]);
});

test("whose writer has signed out waits for them", async () => {
  const { book, sent, storage, failed } = tab();
  book.send(message("hello"));
  await settled();
  sent[0]?.answer("signedOut");
  await settled();
  expect([storage.length, failed]).toEqual([1, []]);
});

test("of two tabs one sends it, and the other one when that is lost", async () => {
  const lanes = new Map<string, Promise<unknown>>();
  const first = tab(undefined, "u1", lanes);
  const { done } = first.book.send(message("once"));
  const second = tab(first.storage, "u1", lanes);
  second.book.resume();
  await settled();
  expect(second.sent).toEqual([]);
  first.sent[0]?.answer({ messageId: "m-1" });
  await done;
  await settled();
  expect([second.sent, second.book.all()]).toEqual([[], []]);
});

test("what is sent to one task goes in order", async () => {
  const { book, sent } = tab();
  book.send(message("one"));
  book.send(message("two"));
  await settled();
  expect(sent.map(({ message }) => message.text)).toEqual(["one"]);
  sent[0]?.answer({ messageId: "m-1" });
  await settled();
  expect(sent.map(({ message }) => message.text)).toEqual(["one", "two"]);
});

test("what was refused stays, and is sent again as another command", async () => {
  const { book, sent, storage, failed } = tab();
  book.send(message("hello"));
  await settled();
  sent[0]?.answer(REFUSED);
  await settled();
  expect([texts(book), failed, storage.length]).toEqual([[["hello", "The session is closed."]], ["hello"], 1]);
  book.resume();
  await settled();
  expect(sent).toHaveLength(1);
  book.again("id-1", "s-2");
  await settled();
  expect(sent.at(-1)?.message).toMatchObject({ id: "id-2", sessionId: "s-2", text: "hello" });
});

test("what nobody answered is sent again under its id, by hand or when the connection is back", async () => {
  const { book, sent } = tab();
  book.send(message("hello"));
  for (const again of [() => book.again("id-1", "s-1"), () => book.resume()]) {
    await settled();
    sent.at(-1)?.answer(LOST);
    await settled();
    again();
  }
  await settled();
  expect(sent.map(({ message }) => message.id)).toEqual(["id-1", "id-1", "id-1"]);
  expect(texts(book)).toEqual([["hello", "moving"]]);
});

test("an old one is not sent by itself", async () => {
  const first = tab();
  first.book.send(message("last week's"));
  await settled();
  vi.setSystemTime(Date.now() + SENT_ALONE + 1);
  const next = tab(first.storage);
  next.book.resume();
  next.book.resume();
  await settled();
  expect([next.sent, next.failed]).toEqual([[], ["last week's"]]);
});

test("one that did not go can be taken out, and put back as it was", async () => {
  const { book, sent, storage } = tab();
  book.send(message("hello"));
  await settled();
  sent[0]?.answer(REFUSED);
  await settled();
  const taken = book.take("id-1");
  expect([taken?.text, storage.length, book.all()]).toEqual(["hello", 0, []]);
  if (taken) book.restore(taken);
  expect(texts(book)).toEqual([["hello", "The session is closed."]]);
});

test("without room it is sent all the same, and the page must not be left", async () => {
  const { book, sent, storage } = tab();
  storage.isFull = true;
  const { done } = book.send(message("hello"));
  expect(book.isUnkept()).toBe(true);
  await settled();
  sent[0]?.answer({ messageId: "m-1" });
  await done;
  expect(book.isUnkept()).toBe(false);
});

test("there is a limit", () => {
  const { book } = tab();
  for (let at = 0; at < MOST; at += 1) book.send(message(`${at}`));
  expect(book.isFull()).toBe(true);
});

test("something else under its name is taken for nothing", () => {
  const storage = new MemoryStorage();
  storage.setItem("foundry:outbox:u1:x", "{");
  storage.setItem("foundry:outbox:u1:y", "{}");
  expect(tab(storage).book.all()).toEqual([]);
});
