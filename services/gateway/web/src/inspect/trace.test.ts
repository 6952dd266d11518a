import { expect, it } from "vitest";
import type { ActorRef } from "./actors";
import { entry, run } from "./samples";
import { commandRow, workflowRow } from "./timeline";
import { traceTree } from "./trace";

const organization: ActorRef = { kind: "organization", key: "acme" };
const task: ActorRef = { kind: "task", key: "t-1" };
const github: ActorRef = { kind: "githubData", key: "acme" };

const shape = (hops: ReturnType<typeof traceTree>) => hops.map((hop) => [hop.actor.kind, hop.row.id, hop.depth]);

it("puts each command under the one that sent it, over all actors", () => {
  const first = commandRow(entry("create", 1, { traceId: "t" }));
  const second = commandRow(entry("init", 3, { traceId: "t", causedBy: "create" }));
  const strange = commandRow(entry("other", 2, { traceId: "u" }));
  const hops = traceTree("t", [
    { actor: task, rows: [second] },
    { actor: organization, rows: [first, strange] },
  ]);
  expect(shape(hops)).toEqual([
    ["organization", "create", 0],
    ["task", "init", 1],
  ]);
});

it("puts a run under the command that answered with it, and what its steps sent under the run", () => {
  const asked = commandRow(entry("sync", 1, { traceId: "t", outcome: { status: "done", id: "sync", reply: { runId: "r1" } } }));
  const ran = workflowRow(run("r1", 2, { traceId: "t" }));
  const told = commandRow(entry("told", 3, { traceId: "t", causedBy: "r1/begin" }));
  const hops = traceTree("t", [
    { actor: github, rows: [asked, ran] },
    { actor: organization, rows: [told] },
  ]);
  expect(shape(hops)).toEqual([
    ["githubData", "sync", 0],
    ["githubData", "r1", 1],
    ["organization", "told", 2],
  ]);
});

it("puts a run under what began it, also where that answered with something else", () => {
  const pushed = commandRow(entry("push", 1, { traceId: "t" }));
  const ran = workflowRow(run("r1", 2, { traceId: "t", causedBy: "push" }));
  const next = workflowRow(run("r2", 3, { traceId: "t", causedBy: "r1/tell" }));
  expect(shape(traceTree("t", [{ actor: github, rows: [pushed, ran, next] }]))).toEqual([
    ["githubData", "push", 0],
    ["githubData", "r1", 1],
    ["githubData", "r2", 2],
  ]);
});

it("shows what was caused by something that is no longer known at the top, and never loops", () => {
  const orphan = commandRow(entry("a", 1, { traceId: "t", causedBy: "gone" }));
  const itself = commandRow(entry("b", 2, { traceId: "t", causedBy: "b" }));
  expect(shape(traceTree("t", [{ actor: task, rows: [orphan, itself] }]))).toEqual([
    ["task", "a", 0],
    ["task", "b", 0],
  ]);
});
