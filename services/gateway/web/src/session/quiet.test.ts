import { expect, test } from "vitest";

import { quietFor } from "./quiet";

test("an agent is quiet since it was last heard, or since its turn began", () => {
  const session = { status: "running", runningSince: 1_000 };
  expect(quietFor(session, 0, 61_000)).toBe(60_000);
  expect(quietFor(session, 50_000, 61_000)).toBe(11_000);
  expect(quietFor({ ...session, quietSince: 40_000 }, 0, 61_000)).toBe(21_000);
});

test("one that is not at work, or waits for a person, is not quiet", () => {
  expect(quietFor(undefined, 0, 61_000)).toBe(0);
  expect(quietFor({ status: "needsAnswer", runningSince: 1_000 }, 0, 61_000)).toBe(0);
  expect(quietFor({ status: "idle" }, 5, 61_000)).toBe(0);
});
