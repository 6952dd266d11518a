import { expect, test } from "vitest";

import { fold } from "./fold/fold";
import { Log, everything } from "./fold/samples";
import { found, textOf } from "./search-words";

test("words are found in whatever was said, wherever they stand", () => {
  const { items } = fold(new Log().prompt("rename total").say("I rename it").tool("t", { title: "Edit total.rs" }).events);
  expect(found(items, "TOTAL")).toEqual(["prompt-1", "tool-3"]);
  expect(found(items, "it rename")).toEqual(["message-2"]);
  expect(found(items, "  ")).toEqual([]);
});

test("every kind of item can be searched", () => {
  for (const item of fold(everything()).items) expect(typeof textOf(item)).toBe("string");
});
