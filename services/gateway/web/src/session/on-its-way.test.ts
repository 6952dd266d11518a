import { expect, test } from "vitest";

import { type Standing, isSettled, onItsWay } from "./on-its-way";

const sent = (id: string, messageId?: string) => ({ id, text: id, attachments: [], ...(messageId && { messageId }) });
const at = (standing: Partial<Standing> = {}): Standing => ({
  said: new Set(),
  waiting: new Set(),
  turn: null,
  hasWaited: new Map(),
  ...standing,
});
const ids = (...args: Parameters<typeof onItsWay>) => onItsWay(...args).map(({ id }) => id);

test("a message is on its way from the key that sent it until it is said", () => {
  expect(ids([sent("a")], at())).toEqual(["a"]);
  expect(ids([sent("a", "m-1")], at())).toEqual(["a"]);
  expect(ids([sent("a", "m-1")], at({ turn: "m-1" }))).toEqual(["a"]);
  expect(ids([sent("a", "m-1")], at({ turn: "m-1", said: new Set(["m-1"]) }))).toEqual([]);
});

test("while it waits the queue shows it, and when its turn is prepared it is on its way again", () => {
  const hasWaited = new Map([["m-1", { text: "x", attachments: [] }]]);
  expect(ids([sent("a", "m-1")], at({ waiting: new Set(["m-1"]), hasWaited }))).toEqual([]);
  expect(ids([sent("a", "m-1")], at({ turn: "m-1", hasWaited }))).toEqual(["a"]);
});

test("so is a message of somebody else's", () => {
  const hasWaited = new Map([["m-1", { text: "x", attachments: [] }]]);
  expect(ids([], at({ turn: "m-1", hasWaited }))).toEqual(["m-1"]);
  expect(ids([], at({ turn: "m-2", hasWaited }))).toEqual([]);
});

test("a message is settled when it was said, or was taken out of the queue", () => {
  const hasWaited = new Map([["m-1", { text: "x", attachments: [] }]]);
  expect(isSettled("m-1", at())).toBe(false);
  expect(isSettled("m-1", at({ said: new Set(["m-1"]) }))).toBe(true);
  expect(isSettled("m-1", at({ hasWaited, waiting: new Set(["m-1"]) }))).toBe(false);
  expect(isSettled("m-1", at({ hasWaited, turn: "m-1" }))).toBe(false);
  expect(isSettled("m-1", at({ hasWaited }))).toBe(true);
});

test("a message that takes another's place is shown when that has left the queue", () => {
  const next = { ...sent("b"), replaces: "m-1" };
  expect(ids([next], at({ waiting: new Set(["m-1"]) }))).toEqual([]);
  expect(ids([next], at())).toEqual(["b"]);
});
