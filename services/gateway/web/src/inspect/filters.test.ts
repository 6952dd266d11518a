import { expect, it } from "vitest";
import { applyFilters, isFiltered, readFilters, writeFilters } from "./filters";
import { entry, run } from "./samples";
import { commandRow, workflowRow } from "./timeline";

const rows = [
  commandRow(entry("c1", 1, { command: "rename", by: "user:u1" })),
  commandRow(entry("c2", 2, { outcome: { status: "refused", id: "c2", kind: "conflict", code: "x", message: "it is archived" } })),
  workflowRow(run("r1", 3, { status: "running" })),
];
const ids = (parameters: Record<string, string>) => applyFilters(rows, readFilters(parameters)).map((row) => row.id);

it("shows everything without filters", () => {
  expect(ids({})).toEqual(["c1", "c2", "r1"]);
  expect(isFiltered(readFilters({}))).toBe(false);
});

it("shows one sort, what is in trouble, or what is active", () => {
  expect(ids({ show: "workflows" })).toEqual(["r1"]);
  expect(ids({ only: "trouble" })).toEqual(["c2"]);
  expect(ids({ only: "active" })).toEqual(["r1"]);
  expect(ids({ show: "deadLetters" })).toEqual([]);
});

it("finds all words anywhere in a row", () => {
  expect(ids({ q: "ARCHIVED" })).toEqual(["c2"]);
  expect(ids({ q: "rename c1" })).toEqual(["c1"]);
  expect(ids({ q: "rename nobody" })).toEqual([]);
});

it("survives the address, and takes nonsense for nothing", () => {
  const filters = readFilters({ q: "x", show: "commands", only: "trouble" });
  expect(readFilters(writeFilters(filters) as Record<string, string>)).toEqual(filters);
  expect(readFilters({ show: "nonsense", only: "nonsense" })).toEqual({ q: "", show: "all", only: "" });
});
