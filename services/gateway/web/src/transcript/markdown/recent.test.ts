import { expect, test } from "vitest";

import { Recent } from "./recent";

test("what was used longest ago goes first", () => {
  const recent = new Recent<number>(10);
  recent.set("a", 1, 4);
  recent.set("b", 2, 4);
  recent.get("a");
  recent.set("c", 3, 4);
  expect([recent.get("a"), recent.get("b"), recent.get("c")]).toEqual([1, undefined, 3]);
});

test("what is set again costs once, and what is too dear is not kept", () => {
  const recent = new Recent<number>(10);
  recent.set("a", 1, 6);
  recent.set("a", 2, 6);
  recent.set("b", 1, 4);
  expect(recent.get("a")).toBe(2);
  recent.set("c", 1, 11);
  expect(recent.get("c")).toBeUndefined();
});
