import { expect, test } from "vitest";

import { QueueEditBook, type Waiting, changed } from "./queue-edit-book";

function room() {
  const values = new Map<string, string>();
  const around = {
    isFull: false,
    values,
    get length() {
      return values.size;
    },
    key: (at: number) => [...values.keys()][at] ?? null,
    getItem: (name: string) => values.get(name) ?? null,
    setItem(name: string, value: string) {
      if (around.isFull) throw new Error("QuotaExceededError");
      values.set(name, value);
    },
    removeItem: (name: string) => void values.delete(name),
  };
  return around;
}

const at: Waiting = { organizationId: "acme", taskId: "t-1", sessionId: "s-1", messageId: "m-1" };
const edited = (text: string) => ({ text, attachments: [], before: "was" });

test("what is being written is there again after a reload, for its writer alone", () => {
  const storage = room();
  new QueueEditBook(storage, "u1").edit(at, edited("half a sent"));
  expect(new QueueEditBook(storage, "u1").read(at)?.text).toBe("half a sent");
  expect(new QueueEditBook(storage, "u1").of("acme", "t-1")).toEqual([at]);
  expect(new QueueEditBook(storage, "u1").of("acme", "t-2")).toEqual([]);
  expect(new QueueEditBook(storage, "u2").read(at)).toBeUndefined();
});

test("of two tabs one takes it", () => {
  const storage = room();
  const one = new QueueEditBook(storage, "u1");
  one.edit(at, edited("new"));
  const other = new QueueEditBook(storage, "u1");
  expect(one.take(at)?.text).toBe("new");
  expect(other.take(at)).toBeUndefined();
  expect(storage.values.size).toBe(0);
});

test("tabs hear of each other", () => {
  const storage = room();
  const [one, other] = [new QueueEditBook(storage, "u1"), new QueueEditBook(storage, "u1")];
  let told = 0;
  other.listen(() => (told += 1));
  one.edit(at, edited("new"));
  const [name = ""] = storage.values.keys();
  other.hear(name, storage.getItem(name));
  expect(other.read(at)?.text).toBe("new");
  other.hear(name, null);
  expect([other.read(at), told]).toEqual([undefined, 2]);
});

test("a browser without room keeps it as long as the page is there", () => {
  const storage = room();
  const book = new QueueEditBook(storage, "u1");
  storage.isFull = true;
  book.edit(at, edited("new"));
  expect(book.take(at)?.text).toBe("new");
  expect(book.read(at)).toBeUndefined();
});

test("something else under its name is no edit", () => {
  const storage = room();
  for (const [number, json] of ["no JSON", "{}", '{"text":1,"attachments":[],"before":"","at":{}}'].entries())
    storage.values.set(`foundry:queue-edit:u1:acme/t-1/s-1/m-${number}`, json);
  expect(new QueueEditBook(storage, "u1").of("acme", "t-1")).toEqual([]);
});

test("only other words are a change", () => {
  expect(changed(edited(" now "))).toEqual({ text: "now", attachments: [] });
  expect([changed(edited("was ")), changed(edited("  ")), changed(undefined)]).toEqual([undefined, undefined, undefined]);
});
