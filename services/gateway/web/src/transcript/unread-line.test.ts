import { expect, test } from "vitest";

import type { Item } from "./fold/items";
import type { Row } from "./rows";
import { withUnread } from "./unread-line";

const item = (index: number): Row => ({ type: "item", id: `message-${index}`, item: () => ({ index }) as Item });
const day: Row = { type: "day", id: "day-1", at: 0 };
const ids = (rows: Row[]) => rows.map(({ id }) => id);

test("the line stands above the first thing that was not seen, and its day", () => {
  expect(ids(withUnread([item(1), item(5), item(9)], 5))).toEqual(["message-1", "message-5", "unread", "message-9"]);
  expect(ids(withUnread([item(1), day, item(5)], 3))).toEqual(["message-1", "unread", "day-1", "message-5"]);
});

test("there is none where it would say nothing", () => {
  const rows = [day, item(1), item(5)];
  expect(withUnread(rows, undefined)).toBe(rows);
  expect(withUnread(rows, 5)).toBe(rows);
  expect(withUnread(rows, 0)).toBe(rows);
});
