import { expect, test } from "vitest";

import { afterClosing, moved, neighbour } from "./strip-keys";

test("arrows go round, Home and End to the ends", () => {
  expect(["ArrowRight", "ArrowLeft", "Home", "End", "a"].map((key) => neighbour(key, 2, 3))).toEqual([0, 1, 0, 2, undefined]);
  expect(neighbour("ArrowLeft", 0, 3)).toBe(2);
});

test("a tab is moved, and nowhere beyond the ends", () => {
  const list = ["a", "b", "c"];
  expect(moved(list, 0, 2)).toEqual(["b", "c", "a"]);
  expect(moved(list, 2, 0)).toEqual(["c", "a", "b"]);
  expect(moved(list, 2, 3)).toBe(list);
  expect(moved(list, 1, 1)).toBe(list);
});

test("who closes what they see sees the next one, or the one before; who does not, sees what they saw", () => {
  expect(afterClosing(["a", "b", "c"], "b", "b")).toBe("c");
  expect(afterClosing(["a", "b", "c"], "c", "c")).toBe("b");
  expect(afterClosing(["a"], "a", "a")).toBeUndefined();
  expect(afterClosing(["a", "b"], "a", "b")).toBe("b");
});
