import { expect, test } from "vitest";
import { address, queryString } from "./http";

test("a query's fields are parameters, a list one for each of its values, and nothing is none", () => {
  expect(queryString({ statuses: ["waiting", "running"], workflow: "a b&c", limit: 5, after: undefined, before: null })).toBe(
    "?statuses=waiting&statuses=running&workflow=a+b%26c&limit=5",
  );
  expect([queryString(undefined), queryString({ statuses: [] })]).toEqual(["", ""]);
});

test("an address is a subject with slashes", () => {
  expect(address("query", "sandbox.runs", ["acme"])).toBe("/v1/sandbox/query/runs/acme");
});
