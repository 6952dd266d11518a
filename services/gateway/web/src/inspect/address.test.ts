import { expect, it } from "vitest";
import { actorKey, actorsOfTrace, inspectHref, runsHref, traceHref } from "./actors";
import { inspected } from "./address";

it("names an actor by its kind and key, with or without its organization", () => {
  const task = { sort: "actor", actor: { kind: "task", key: "t-1" } };
  expect([inspected("acme", "task", "t-1"), inspected("acme", "task", "acme/t-1")]).toEqual([task, task]);
  expect(inspected("acme", "githubData", undefined)).toEqual({ sort: "actor", actor: { kind: "githubData", key: "acme" } });
});

it("shows nobody else's organization or person, whatever the address says", () => {
  expect(inspected("acme", "organization", "other")).toEqual({ sort: "actor", actor: { kind: "organization", key: "acme" } });
  expect(inspected("acme", "user", "u9")).toEqual({ sort: "actor", actor: { kind: "user", key: "me" } });
});

it("knows all actors, all runs, a trace, and nothing else", () => {
  expect([
    inspected("acme", undefined, undefined),
    inspected("acme", "runs", undefined),
    inspected("acme", "trace", "abc"),
    inspected("acme", "task", ""),
    inspected("acme", "nonsense", "x"),
  ]).toEqual([{ sort: "all" }, { sort: "runs" }, { sort: "trace", traceId: "abc" }, { sort: "unknown" }, { sort: "unknown" }]);
});

it("writes addresses that it reads again", () => {
  const path = inspectHref("acme", { kind: "sandbox", key: "t-1" }).split("/");
  expect(inspected("acme", path[4], path.slice(5).join("/"))).toEqual({ sort: "actor", actor: { kind: "sandbox", key: "t-1" } });
  expect(runsHref("acme", { only: "failed" })).toBe("/organizations/acme/inspect/runs?only=failed");
  expect(inspected("acme", runsHref("acme").split("/")[4], undefined)).toEqual({ sort: "runs" });
  expect(traceHref("acme", "abc", "t-1")).toBe("/organizations/acme/inspect/trace/abc?task=t-1");
  expect(actorKey("acme", { kind: "sandbox", key: "t-1" })).toEqual(["acme", "t-1"]);
  expect(actorsOfTrace("acme", ["t-1"]).map(({ kind }) => kind)).toEqual([
    "organization",
    "githubData",
    "auditLog",
    "task",
    "sandbox",
    "user",
  ]);
});
