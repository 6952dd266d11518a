import { describe, expect, it } from "vitest";
import type { OrganizationRun, OrganizationRuns } from "../wire";
import { type KindRuns, merged, toReadOn, withNewest, withOlder, workflowsOf } from "./runs";
import { lineOfRun } from "./samples";

const page = (runs: OrganizationRun[], next: string | null = null): OrganizationRuns => ({ runs, next, workflows: ["turn"] });
const read = (times: number[], next?: string, more: Partial<OrganizationRun> = {}): KindRuns => ({
  runs: times.map((at) => lineOfRun(`r${at}`, at, more)),
  next,
  workflows: ["turn"],
});
const times = (read: KindRuns) => read.runs.map((run) => run.startedAt);
const of = (...at: number[]) => at.map((one) => lineOfRun(`r${one}`, one));

describe("withNewest", () => {
  it("begins with the first page", () => {
    expect(withNewest(undefined, page(of(9, 8), "8.r8"))).toEqual({ runs: of(9, 8), next: "8.r8", workflows: ["turn"] });
  });

  it("takes what is told anew, and keeps what lies behind and where to read on", () => {
    const changed = lineOfRun("r7", 7, { status: "failed" });
    const now = withNewest(read([8, 7, 6, 5], "5.r5"), page([...of(9, 8), changed], "7.r7"));
    expect([times(now), now.runs[2]?.status, now.next]).toEqual([[9, 8, 7, 6, 5], "failed", "5.r5"]);
  });

  it("drops what has left the list", () => {
    expect(times(withNewest(read([8, 7, 6, 5], "5.r5"), page(of(8, 6), "6.r6")))).toEqual([8, 6, 5]);
    expect(withNewest(read([8, 7, 6], "6.r6"), page(of(8)))).toMatchObject({ runs: of(8), next: undefined });
    expect(times(withNewest(read([8, 7]), page([])))).toEqual([]);
  });

  it("begins anew when the pages no longer meet", () => {
    const now = withNewest(read([3, 2], "2.r2"), page(of(9, 8), "8.r8"));
    expect([times(now), now.next]).toEqual([[9, 8], "8.r8"]);
  });
});

it("adds older pages without twins", () => {
  const now = withOlder(read([5, 4], "4.r4"), page(of(4, 3)));
  expect([times(now), now.next]).toEqual([[5, 4, 3], undefined]);
});

describe("merged", () => {
  it("puts all kinds in the order of their time, each run with its actor", () => {
    const kinds = {
      sandbox: read([9, 6], undefined, { key: "acme.t-1" }),
      githubData: { ...read([8], undefined, { key: "acme" }), runs: [lineOfRun("sync", 8, { key: "acme", status: "running" })] },
    };
    const lines = merged(kinds);
    expect(lines.map((line) => [line.at, line.actor.kind, line.actor.key])).toEqual([
      [9, "sandbox", "t-1"],
      [8, "githubData", "acme"],
      [6, "sandbox", "t-1"],
    ]);
    expect(lines.map((line) => line.endedAt)).toEqual([109, undefined, 106]);
  });

  it("waits with what is older than a kind was read", () => {
    const kinds = { sandbox: read([9, 7], "7.r7"), githubData: read([8, 5, 3], "3.r3"), task: read([6]) };
    expect(merged(kinds).map((line) => line.at)).toEqual([9, 8, 7]);
    expect(toReadOn(kinds)).toEqual(["sandbox"]);
    const further = { ...kinds, sandbox: withOlder(kinds.sandbox, page(of(4))) };
    expect(merged(further).map((line) => line.at)).toEqual([9, 8, 7, 6, 5, 4, 3]);
    expect(toReadOn(further)).toEqual(["githubData"]);
  });

  it("has nothing to read on of when all was read", () => {
    expect([toReadOn({}), toReadOn({ sandbox: read([9]), task: read([]) })]).toEqual([[], []]);
  });
});

it("knows the workflows that services have, and those that were seen", () => {
  const kinds = { sandbox: { ...read([9], undefined, { workflow: "former" }), workflows: ["turn", "gitRefresh"] }, task: { ...read([]), workflows: [] } };
  expect(workflowsOf(kinds)).toEqual([{ kind: "sandbox", names: ["former", "gitRefresh", "turn"] }]);
});
