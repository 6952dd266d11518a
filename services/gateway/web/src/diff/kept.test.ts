import { beforeEach, expect, test, vi } from "vitest";

const stored = new Map<string, string>();
let isFull = false;
let heard: (event: { key: string; newValue: string | null }) => void;
vi.stubGlobal("localStorage", {
  getItem: (name: string) => stored.get(name) ?? null,
  setItem: (name: string, value: string) => {
    if (isFull) throw new DOMException("full", "QuotaExceededError");
    stored.set(name, value);
  },
  removeItem: (name: string) => stored.delete(name),
});
vi.stubGlobal("window", { addEventListener: (_type: string, listener: typeof heard) => (heard = listener) });

const { markOf, reviewOf } = await import("./kept");

let task = 0;
const name = (): string => `foundry:review:u1:acme:t-${task}`;
const review = (who = "u1"): ReturnType<typeof reviewOf> => reviewOf(who, "acme", `t-${task}`);
const writing = (text: string, id?: string) => ({ path: "a.ts", range: { side: "new" as const, from: 3, to: 3 }, lines: "x", text, id });

beforeEach(() => {
  isFull = false;
  stored.clear();
  task += 1;
});

test("what is written is kept with every letter", () => {
  review().write(writing(""));
  review().setText("half a th");
  expect(JSON.parse(stored.get(name()) ?? "").writing.text).toBe("half a th");
});

test("what is written becomes a comment, a blank text does not", () => {
  review().write(writing("  "));
  review().add();
  expect(review().comments()).toEqual([]);
  review().setText(" why? ");
  review().add();
  expect(review().commentsOn("a.ts").map(({ text }) => text)).toEqual(["why?"]);
  expect(review().writing()).toBeUndefined();
});

test("a comment that is changed stays one, and the next one is new", () => {
  review().write(writing("one"));
  review().add();
  const [comment] = review().comments();
  review().write(writing("one, better", comment?.id));
  review().add();
  review().write(writing("two"));
  review().add();
  expect(review().comments().map(({ text }) => text)).toEqual(["one, better", "two"]);
  expect(new Set(review().comments().map(({ id }) => id)).size).toBe(2);
});

test("another tab's review is this one's", () => {
  review().write(writing("one"));
  review().add();
  heard({ key: name(), newValue: null });
  expect(review().comments()).toEqual([]);
});

test("nothing is left when there is nothing to keep, and nonsense is taken for nothing", () => {
  review().write(writing("one"));
  review().write(undefined);
  expect(stored.has(name())).toBe(false);
  task += 1;
  stored.set(name(), "{");
  expect(review().comments()).toEqual([]);
});

test("a file that changes after it was viewed is not viewed", () => {
  review().setViewed("a.ts", markOf("+ one"));
  expect(review().isViewed("a.ts", markOf("+ one"))).toBe(true);
  expect(review().isViewed("a.ts", markOf("+ two"))).toBe(false);
  review().setViewed("a.ts", undefined);
  expect(stored.has(name())).toBe(false);
});

const texts = (): string[] => review().comments().map(({ text }) => text);

test("what was written or changed while a review was sent stays", () => {
  for (const text of ["one", "two"]) {
    review().write(writing(text));
    review().add();
  }
  const sent = review().comments().map((comment) => ({ ...comment }));
  review().write({ ...writing("two, better"), id: sent[1]?.id });
  review().add();
  review().write(writing("three"));
  review().add();
  review().remove(sent);
  expect(texts()).toEqual(["two, better", "three"]);
});

test("comments that were taken out can be put back, once", () => {
  review().write(writing("one"));
  review().add();
  const gone = review().comments().map((comment) => ({ ...comment }));
  review().remove(gone);
  expect(texts()).toEqual([]);
  review().restore(gone);
  review().restore(gone);
  expect(texts()).toEqual(["one"]);
});

test("whoever begins another comment keeps the one that is being written", () => {
  review().write(writing("half a thought"));
  review().write({ ...writing(""), range: { side: "new", from: 9, to: 9 } });
  expect([texts(), review().writing()?.range.from]).toEqual([["half a thought"], 9]);
});

test("somebody else at this browser has a review of their own", () => {
  review().write(writing("secret"));
  review().add();
  review().setViewed("a.ts", markOf("+ one"));
  expect([review("u2").comments(), review("u2").isViewed("a.ts", markOf("+ one"))]).toEqual([[], false]);
});

test("a browser without room says so, and what is written is there for as long as the page is", () => {
  isFull = true;
  review().write(writing(""));
  review().setText("why?");
  review().add();
  expect(review().comments()).toMatchObject([{ text: "why?" }]);
  expect(review().isUnkept()).toBe(true);
  isFull = false;
  review().setViewed("b.ts", "m");
  expect(review().isUnkept()).toBe(false);
  expect(JSON.parse(stored.get(name()) ?? "").comments).toHaveLength(1);
});
