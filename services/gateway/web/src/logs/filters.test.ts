import { expect, it } from "vitest";
import type { LogLine } from "../wire";
import { filtersOf, matcher, type Search } from "./filters";
import { Ring } from "./ring";
import { line } from "./testing";

function found(search: Search, lines: readonly LogLine[]): string[] {
  const ring = new Ring();
  ring.add(lines, 0, 0);
  const { matches } = matcher(filtersOf(search));
  return ring.entries.filter(matches).map((entry) => (entry.kind === "line" ? entry.line.message : ""));
}

it("shows everything without a filter, whatever else stands in the address", () => {
  const lines = [line({ message: "a" }), line({ level: "error", message: "b" })];
  expect(found({}, lines)).toEqual(["a", "b"]);
  expect(found({ level: "loud", service: "", task: ["a", "b"], x: "y" }, lines)).toEqual(["a", "b"]);
});

it("shows a level and what is graver", () => {
  const lines = (["info", "warn", "error"] as const).map((level) => line({ level, message: level }));
  expect(found({ level: "warn" }, lines)).toEqual(["warn", "error"]);
  expect(found({ level: "error" }, lines)).toEqual(["error"]);
});

it("shows one service's, one task's, one trace's", () => {
  const lines = [
    line({ service: "gateway", message: "other service" }),
    line({ key: "acme.t-10", message: "other task" }),
    line({ key: "acme", message: "no task" }),
    line({ traceId: null, message: "no trace" }),
    line({ message: "it" }),
  ];
  expect(found({ service: "task", task: "t-1", trace: "4bf92f3577b34da6a3ce929d0e0e4736" }, lines)).toEqual(["it"]);
});

it("finds words in the message, the fields and the ids, in any case", () => {
  const lines = [line({ message: "Pushed", fields: { "git.branch": "feature/Totals", attempts: 2 } }), line({ message: "other", fields: {} })];
  for (const q of ["pushed", "TOTALS", "git.branch=feature", "attempts=2"]) expect(found({ q }, lines)).toEqual(["Pushed"]);
  expect(found({ q: "4bf92f35" }, lines).length).toBe(2);
});

it("finds by an expression, which minds the case unless it is told not to", () => {
  const lines = [line({ message: "took 12 ms" }), line({ message: "took long" })];
  expect(found({ q: "/took \\d+ ms/" }, lines)).toEqual(["took 12 ms"]);
  expect(found({ q: "/TOOK/" }, lines)).toEqual([]);
  expect(found({ q: "/TOOK/i" }, lines).length).toBe(2);
  expect(found({ q: "and/or" }, lines)).toEqual([]);
});

it("says why an expression is none, and shows everything meanwhile", () => {
  expect(matcher(filtersOf({ q: "/(/" })).wrong).toMatch(/group/i);
  expect(found({ q: "/(/" }, [line()]).length).toBe(1);
  expect(matcher(filtersOf({ q: "(" })).wrong).toBeUndefined();
});

it("always shows that something is missing", () => {
  const ring = new Ring();
  ring.add([], 5, 0);
  expect(ring.entries.filter(matcher(filtersOf({ q: "nothing has this" })).matches).length).toBe(1);
});
