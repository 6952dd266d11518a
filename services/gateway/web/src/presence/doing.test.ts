import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { TYPING_FOR, doing, drafting, typed } from "./doing";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => (drafting(false), vi.useRealTimers()));

test("who stops typing has written something, and who sends it or leaves looks on", () => {
  expect(doing()).toBe("looking");
  drafting(true);
  typed();
  expect(doing()).toBe("typing");
  vi.advanceTimersByTime(TYPING_FOR - 1);
  typed();
  vi.advanceTimersByTime(TYPING_FOR - 1);
  expect(doing()).toBe("typing");
  vi.advanceTimersByTime(1);
  expect(doing()).toBe("drafting");
  typed();
  drafting(false);
  expect(doing()).toBe("looking");
});
