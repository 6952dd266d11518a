import { expect, test } from "vitest";

import { size, standing } from "./queues";

test("a stream in which more waits than is being done is behind", () => {
  expect(standing({ waiting: 0, inFlight: 0 })).toBe("idle");
  expect(standing({ waiting: 0, inFlight: 3 })).toBe("working");
  expect(standing({ waiting: 2, inFlight: 3 })).toBe("working");
  expect(standing({ waiting: 9, inFlight: 3 })).toBe("behind");
});

test("sizes are rounded as people say them", () => {
  expect([0, 999, 1_000, 1_440_000, 23_400_000].map(size)).toEqual(["0 B", "999 B", "1.0 KB", "1.4 MB", "23 MB"]);
});
