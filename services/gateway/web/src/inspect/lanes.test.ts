import { describe, expect, it } from "vitest";
import { lanes, timeSpent } from "./lanes";
import { run, step } from "./samples";

describe("lanes", () => {
  it("shows steps in order and the waits between them", () => {
    const made = lanes(run("r", 0, { steps: [step(1, 500, 700), step(0, 10, 100)] }));
    expect(made.map((lane) => [lane.sort, lane.from, lane.to])).toEqual([
      ["step", 10, 100],
      ["wait", 100, 500],
      ["step", 500, 700],
    ]);
  });

  it("says what an active run waits for, and until when", () => {
    const asleep = run("r", 0, { status: "sleeping", lastError: "rate limit", wakesAt: 9_000, steps: [step(0, 0, 100)] });
    expect(lanes(asleep).at(-1)).toEqual({ sort: "now", from: 100, to: undefined, state: "sleeping", why: "rate limit", until: 9_000 });
  });

  it("marks the first step after another worker took the run over", () => {
    const made = lanes(run("r", 0, { steps: [step(0, 0, 10), step(1, 10, 20, { epoch: 2 }), step(2, 20, 30, { epoch: 2 })] }));
    expect(made.map((lane) => lane.sort === "step" && lane.takenOver)).toEqual([false, true, false]);
  });

  it("has no lane for an ended run without steps", () => {
    expect(lanes(run("r", 0))).toEqual([]);
  });
});

it("tells work and waiting apart", () => {
  expect(timeSpent(run("r", 0, { updatedAt: 1_000, steps: [step(0, 0, 100), step(1, 900, 1_000)] }), 5_000)).toEqual({
    working: 200,
    waiting: 800,
  });
  expect(timeSpent(run("r", 0, { status: "running", steps: [step(0, 0, 100)] }), 500)).toEqual({ working: 100, waiting: 400 });
});
