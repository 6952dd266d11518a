/** One workflow run as lanes of a waterfall: its steps, the waits between them, and what it does now. */

import type { Span } from "./axis";
import type { WorkflowRun, WorkflowStep } from "./types";

export interface StepLane extends Span {
  sort: "step";
  to: number;
  step: WorkflowStep;
  /** Another worker had taken the run over by then. */
  takenOver: boolean;
}

export interface WaitLane extends Span {
  sort: "wait";
  to: number;
}

/** What the run is at now, or waits for. */
export interface NowLane extends Span {
  sort: "now";
  to: undefined;
  state: "waiting" | "running" | "sleeping";
  why: string | undefined;
  until: number | undefined;
}

export type Lane = StepLane | WaitLane | NowLane;

/** Shorter gaps are the work of recording; they say nothing to anybody. */
const SHORTEST_WAIT = 50;

export function lanes(run: WorkflowRun): Lane[] {
  const steps = [...(run.steps ?? [])].sort((a, b) => a.position - b.position);
  const made: Lane[] = [];
  let reached = run.startedAt;
  let epoch = steps[0]?.epoch ?? run.epoch;
  for (const step of steps) {
    if (step.startedAt - reached >= SHORTEST_WAIT) made.push({ sort: "wait", from: reached, to: step.startedAt });
    made.push({ sort: "step", from: step.startedAt, to: Math.max(step.startedAt, step.doneAt), step, takenOver: step.epoch > epoch });
    reached = Math.max(reached, step.doneAt);
    epoch = step.epoch;
  }
  if (run.status === "waiting" || run.status === "running" || run.status === "sleeping") {
    const [why, until] = [run.lastError ?? undefined, run.wakesAt ?? undefined];
    made.push({ sort: "now", from: Math.max(reached, run.startedAt), to: undefined, state: run.status, why, until });
  }
  return made;
}

/** How long the run spent in its steps, and how long it waited, until its end or `now`. */
export function timeSpent(run: WorkflowRun, now: number): { working: number; waiting: number } {
  const ended = run.status === "done" || run.status === "failed" || run.status === "cancelled";
  const total = Math.max(0, (ended ? run.updatedAt : now) - run.startedAt);
  const working = Math.min(
    total,
    lanes(run).reduce((sum, lane) => sum + (lane.sort === "step" ? lane.to - lane.from : 0), 0),
  );
  return { working, waiting: total - working };
}
