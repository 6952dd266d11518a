import { expect, it } from "vitest";
import { duration, until, who, words } from "./format";

it("writes durations with two units at most", () => {
  const written = [0, 999, 1_000, 1_549, 9_960, 59_400, 60_000, 61_000, 3_600_000, 5_400_000, 90_000_000].map(duration);
  expect(written).toEqual(["0 ms", "999 ms", "1.0 s", "1.5 s", "10 s", "59 s", "1 m", "1 m 1 s", "1 h", "1 h 30 m", "1 d 1 h"]);
});

it("never writes a negative duration: clocks differ", () => {
  expect(duration(-5)).toBe("0 ms");
});

it("names whoever sent something", () => {
  const logins = new Map([["u1", "alice"]]);
  expect(["user:u1", "user:u9", "service:organization", "token:api", "nats"].map((by) => who(by, logins))).toEqual([
    "alice",
    "u9",
    "organization (service)",
    "api (fleet token)",
    "operator (NATS)",
  ]);
});

it("reads names as words", () => {
  expect(words("applyTaskSummaryUpdate")).toBe("apply task summary update");
});

it("says the day only when it is another one", () => {
  const noon = new Date(2026, 10, 29, 12, 0).getTime();
  expect(until(noon + 60_000, noon)).toBe("12:01");
  expect(until(noon + 86_400_000, noon)).toMatch(/30.*12:00/);
});
