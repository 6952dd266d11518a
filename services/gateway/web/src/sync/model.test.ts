import { describe, expect, it } from "vitest";
import { step } from "../inspect/samples";
import { phaseTimes } from "./history";
import { attention, type GithubState, highWater, limitedUntil, pace, PHASES, progress, statusWords, track, waitsBecause } from "./model";

export function github(more: Partial<GithubState> = {}): GithubState {
  return {
    connectedAccount: "acme",
    kind: "organization",
    installationStatus: "connected",
    installationId: 1,
    accountId: null,
    syncStatus: "syncing",
    syncPhase: "syncingBranches",
    lastSyncLabel: "",
    lastSyncAt: null,
    syncGeneration: 1,
    processedRepositoryCount: 40,
    totalRepositoryCount: 160,
    failures: [],
    rateLimit: null,
    waitsUntil: null,
    nextSyncAt: null,
    ...more,
  };
}

describe("pace", () => {
  it("says how long the rest of a phase takes, once enough of it was seen", () => {
    const seen = pace();
    const at = (processedRepositoryCount: number, now: number, more: Partial<GithubState> = {}) => seen(github({ processedRepositoryCount, ...more }), now);
    expect(at(40, 0)).toBeUndefined();
    expect(at(60, 1_000)).toBeUndefined();
    expect(at(80, 4_000)).toEqual({ aSecond: 10, left: 8_000 });
    expect(at(160, 12_000)).toBeUndefined();
  });

  it("concludes nothing from another phase, from a wait, or from nothing", () => {
    const seen = pace();
    const at = (processedRepositoryCount: number, now: number, more: Partial<GithubState> = {}) => seen(github({ processedRepositoryCount, ...more }), now);
    at(40, 0);
    expect(at(40, 60_000)).toBeUndefined();
    expect(at(50, 60_000, { syncPhase: "syncingMembers" })).toBeUndefined();
    expect(at(60, 61_000, { syncPhase: "syncingMembers", waitsUntil: 90_000 })).toBeUndefined();
    expect(at(60, 91_000, { syncPhase: "syncingMembers" })).toBeUndefined();
    expect(at(70, 93_000, { syncPhase: "syncingMembers" })?.aSecond).toBe(5);
  });
});

describe("track", () => {
  it("shows what is done, what runs with its count, and what waits", () => {
    const lines = track(github());
    expect(lines.map((line) => line.state)).toEqual(["done", "done", "active", "waiting", "waiting"]);
    expect(lines[2]?.count).toEqual({ processed: 40, total: 160 });
    expect(lines.filter((line) => line.count !== undefined)).toHaveLength(1);
  });

  it("has all phases done after a sync, and all waiting before one or after one that failed", () => {
    const states = (more: Partial<GithubState>) => new Set(track(github({ syncPhase: null, ...more })).map((line) => line.state));
    expect(states({ syncStatus: "synced" })).toEqual(new Set(["done"]));
    expect(states({ syncStatus: "pending" })).toEqual(new Set(["waiting"]));
    expect(states({ syncStatus: "error" })).toEqual(new Set(["waiting"]));
  });
});

describe("the bar", () => {
  it("grows from phase to phase", () => {
    const reached = PHASES.flatMap(({ phase }) =>
      [0, 80, 160].map((done) => progress(github({ syncPhase: phase, processedRepositoryCount: done }))),
    );
    expect([...reached].sort((a, b) => a - b)).toEqual(reached);
    expect([reached[0], reached.at(-1)]).toEqual([0, 1]);
  });

  it("does not go back while repositories are read again", () => {
    const water = highWater();
    const late = water(github({ syncPhase: "syncingPullRequests", processedRepositoryCount: 160 }));
    expect(water(github({ syncPhase: "syncingBranches", processedRepositoryCount: 1 }))).toBe(late);
  });

  it("begins anew with another sync", () => {
    const water = highWater();
    water(github({ syncPhase: "syncingPullRequests" }));
    expect(water(github({ syncStatus: "synced" }))).toBe(1);
    expect(
      water(github({ syncGeneration: 2, syncPhase: "discoveringRepositories", processedRepositoryCount: 0, totalRepositoryCount: 0 })),
    ).toBe(0);
  });
});

it("says until when GitHub's allowance is used up, and only then", () => {
  const limit = (remaining: number, resetsAt: number) => github({ rateLimit: { limit: 5000, remaining, resetsAt } });
  expect(limitedUntil(limit(0, 900), 100)).toBe(900);
  expect([limitedUntil(limit(1, 900), 100), limitedUntil(limit(0, 900), 901), limitedUntil(github(), 0)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

it("says what keeps webhooks from coming", () => {
  expect(
    (["connected", "installRequired", "reconnectRequired"] as const).map((installationStatus) => attention({ installationStatus })),
  ).toEqual([undefined, "install", "reconnect"]);
});

it("says why a sync waits, and what is missing before all else", () => {
  const waiting = github({ syncStatus: "syncing", waitsUntil: 5, lastSyncLabel: "GitHub does not answer as it should; trying again at 00:16 UTC" });
  expect([statusWords(waiting), waitsBecause(waiting)]).toEqual(["Waiting for GitHub", "GitHub does not answer as it should"]);
  expect(statusWords(github({ syncStatus: "pending", installationStatus: "reconnectRequired" }))).toBe("The GitHub App is not connected");
});

it("says how many repositories could not be read", () => {
  const failure = { repositoryId: "r1", fullName: "acme/a", message: "gone" };
  expect(statusWords(github({ syncStatus: "synced", failures: [failure] }))).toBe("Synced, 1 could not be read");
});

it("adds up the time of each phase, with what was read again", () => {
  const steps = [
    step(0, 0, 10, { step: "begin" }),
    step(1, 10, 30, { step: "discover" }),
    step(2, 30, 80, { step: "syncBranches/0" }),
    step(3, 80, 90, { step: "syncBranches/again/0/0" }),
    step(4, 90, 95, { step: "finish" }),
  ];
  expect(phaseTimes({ steps })).toEqual([
    { phase: "discoveringRepositories", name: "Discover", took: 30 },
    { phase: "syncingBranches", name: "Branches", took: 60 },
  ]);
});
