import { expect, test } from "vitest";

import { inTwo, stageLines, stagesTitle, urgency, wayOn, whyNot } from "./stages";

const record = (stage: "allocating" | "starting", startedAt: number, endedAt: number | null, error: string | null = null) => ({
  stage,
  startedAt,
  endedAt,
  log: "",
  error,
});

test("stages that are still to come are listed, too", () => {
  const stages = [record("allocating", 1_000, 1_400), record("starting", 1_400, null)];
  const lines = stageLines({ status: "provisioning", stages }, 3_000);
  expect(lines.map(({ name, state, took }) => [name, state, took])).toEqual([
    ["Allocate", "done", 400],
    ["Start", "running", 1_600],
    ["Credentials", "waiting", undefined],
    ["Clone", "waiting", undefined],
  ]);
});

test("a stage that failed says so, and its time stands still", () => {
  const failed = record("starting", 1_400, 2_000, "no answer in 30 s");
  const line = stageLines({ status: "failed", stages: [failed] }, 99_000)[1];
  expect(line).toMatchObject({ state: "failed", took: 600, error: "no answer in 30 s" });
  const cut = stageLines({ status: "expired", stages: [record("starting", 1_400, null)] }, 99_000)[1];
  expect(cut).toMatchObject({ state: "failed", took: 0 });
});

test("the stages come to one line", () => {
  const lines = (status: "provisioning" | "failed" | "ready", error: string | null) =>
    stagesTitle(status, stageLines({ status, stages: [record("allocating", 1, 2), record("starting", 2, 3, error)] }, 9));
  expect(lines("provisioning", null)).toBe("2 of 4 stages done");
  expect(lines("failed", "no answer")).toBe("Stopped at: Start");
  expect(lines("ready", null)).toBe("Made ready in 2 stages");
});

test("the end comes nearer", () => {
  const minutes = (count: number): number => count * 60_000;
  expect([20, 10, 2, 0].map((left) => urgency(minutes(left), 0))).toEqual(["calm", "soon", "now", "over"]);
});

test("one that was woken went through what it has recorded alone", () => {
  const woken = { ...record("allocating", 1, 2), stage: "resuming" as "allocating" };
  expect(stageLines({ status: "ready", stages: [woken, { ...record("starting", 2, 3), stage: "credentials" }] }, 9).map(({ name }) => name)).toEqual([
    "Wake",
    "Credentials",
  ]);
});

test("what went wrong is said before what a program said of it", () => {
  const words = "The clone: Cloning into '/home/user/repo'...\nfatal: Authentication failed";
  expect(inTwo(`GitHub does not take the token any more: sign out and in again. ${words}`)).toEqual([
    "GitHub does not take the token any more: sign out and in again.",
    words,
  ]);
  expect(inTwo("The sandbox is too large. Make it smaller.")).toEqual(["The sandbox is too large. Make it smaller.", ""]);
});

test("why nothing can be done inside is said with what changes that", () => {
  expect(whyNot("ready")).toBeUndefined();
  expect(whyNot(undefined)).toContain("open a session");
  expect(whyNot("paused")).toContain("wakes it");
  expect(whyNot("expired")).toBe("The sandbox is expired: the next message makes another one.");
});

test("a sandbox that is gone has a way on, unless its task has ended", () => {
  expect(wayOn({ status: "expired" }, false)).toContain("next message");
  expect(wayOn({ status: "expired" }, true)).toBeUndefined();
  expect(wayOn({ status: "ready" }, false)).toBeUndefined();
  expect(wayOn({ status: "failed" }, false)).not.toContain("files");
  expect(wayOn({ status: "failed", filesLeft: true }, false)).toMatch(/next message tries again with them, starting over begins without/);
});
