import { expect, test } from "vitest";

import { type Step, placed, stepped } from "./queue-order";

const queue = ["a", "b", "c", "d"].map((messageId) => ({ messageId }));
const ids = (messages: { messageId: string }[]) => messages.map(({ messageId }) => messageId).join("");

test("a message is placed before another one, or behind all", () => {
  expect(ids(placed(queue, "c", "a"))).toBe("cabd");
  expect(ids(placed(queue, "a", "d"))).toBe("bcad");
  expect(ids(placed(queue, "b", null))).toBe("acdb");
});

test("what is there already, or is gone, changes nothing", () => {
  for (const [message, before] of [["b", "c"], ["b", "b"], ["d", null], ["x", "a"], ["a", "x"]] as const)
    expect(placed(queue, message, before)).toBe(queue);
});

test("each step leads where it says, and none over an end", () => {
  const after = (message: string, step: Step) => {
    const before = stepped([..."abcd"], message, step);
    return before === undefined ? undefined : ids(placed(queue, message, before));
  };
  expect([after("c", "up"), after("c", "first"), after("b", "down"), after("c", "down"), after("b", "last")]).toEqual(["acbd", "cabd", "acbd", "abdc", "acdb"]);
  expect([after("a", "up"), after("a", "first"), after("d", "down"), after("d", "last"), after("x", "up")]).toEqual(Array(5).fill(undefined));
});
