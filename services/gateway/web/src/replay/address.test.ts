import { expect, test } from "vitest";

import { replayedAt } from "./address";

test("an index is taken from the address, and nothing else", () => {
  expect(["0", "37", "999999999999999"].map(replayedAt)).toEqual([0, 37, 999_999_999_999_999]);
  expect([undefined, "", "-1", "1.5", "x", "9".repeat(16), ["1", "2"]].map(replayedAt)).toEqual(Array.from({ length: 7 }, () => undefined));
});
