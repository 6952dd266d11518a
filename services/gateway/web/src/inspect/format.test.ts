import { expect, it } from "vitest";
import { who, words } from "./format";

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
