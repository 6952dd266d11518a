import { describe, expect, it } from "vitest";
import { entry, letter, run } from "./samples";
import { commandRow, isActive, timeline, workflowRow } from "./timeline";

describe("timeline", () => {
  it("puts commands and runs in one order, newest first", () => {
    const rows = timeline({ commands: [entry("c2", 20), entry("c1", 10)], hasMore: false, runs: [run("r1", 15)], letters: [] });
    expect(rows.map((row) => row.id)).toEqual(["c2", "r1", "c1"]);
  });

  it("keeps ended runs back until the journal has been read as far", () => {
    const sources = { commands: [entry("c2", 20)], runs: [run("old", 5), run("active", 4, { status: "sleeping" })], letters: [] };
    expect(timeline({ ...sources, hasMore: true }).map((row) => row.id)).toEqual(["c2", "active"]);
    expect(timeline({ ...sources, hasMore: false }).map((row) => row.id)).toEqual(["c2", "old", "active"]);
  });

  it("joins a dead letter to its command, and shows one whose command was not read", () => {
    const dead = entry("c1", 10, { outcome: { status: "dead", id: "c1", code: "x", message: "later", traceId: null } });
    const rows = timeline({ commands: [dead], hasMore: true, runs: [], letters: [letter("c1", 10), letter("c0", 2)] });
    expect(rows.map((row) => [row.id, row.state, row.says])).toEqual([
      ["c1", "dead", "not JSON"],
      ["c0", "dead", "not JSON"],
    ]);
  });

  it("is empty for an actor that was never asked anything", () => {
    expect(timeline({ commands: [], hasMore: false, runs: [], letters: [] })).toEqual([]);
  });
});

describe("rows", () => {
  it("say why something was refused", () => {
    const outcome = { status: "refused", id: "c", kind: "conflict", code: "task.archived", message: "the task is archived" } as const;
    expect(commandRow(entry("c", 1, { outcome }))).toMatchObject({ state: "refused", says: "the task is archived", endedAt: 6 });
  });

  it("say why a run failed, or what an active one waits for", () => {
    const failed = workflowRow(run("r", 1, { status: "failed", result: { code: "x", message: "GitHub is away" } }));
    expect([failed.says, isActive(failed)]).toEqual(["GitHub is away", false]);
    const waits = workflowRow(run("r", 1, { status: "sleeping", lastError: "rate limit until 12:40", result: null }));
    expect([waits.says, waits.endedAt, isActive(waits)]).toEqual(["rate limit until 12:40", undefined, true]);
  });
});
