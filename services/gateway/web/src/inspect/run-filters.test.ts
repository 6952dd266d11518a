import { expect, it } from "vitest";
import { readRunFilters, type RunFilters, STATUSES, writeRunFilters } from "./run-filters";

it("survives the address, and takes nonsense for nothing", () => {
  const filters: RunFilters = { standing: "failed", workflow: "turn" };
  expect(readRunFilters(writeRunFilters(filters))).toEqual(filters);
  expect(writeRunFilters({ standing: "all", workflow: "" })).toEqual({ only: undefined, workflow: undefined });
  expect(readRunFilters({ only: "nonsense", workflow: ["a", "b"] })).toEqual({ standing: "all", workflow: "" });
});

it("asks one question for what is under way, and one for what has failed", () => {
  expect([STATUSES.all, STATUSES.active, STATUSES.failed]).toEqual([[], ["waiting", "running", "sleeping"], ["failed"]]);
});
