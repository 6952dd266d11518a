/** Past syncs from their workflow runs: how long each of the five phases took. Pure. */

import type { WorkflowRun } from "../inspect/types";
import { PHASES, type SyncPhase } from "./model";

/** The steps of a sync by how their names begin. */
const STEPS: readonly [string, SyncPhase][] = [
  ["begin", "discoveringRepositories"],
  ["discover", "discoveringRepositories"],
  ["syncRepositories", "syncingRepositories"],
  ["syncBranches", "syncingBranches"],
  ["syncMembers", "syncingMembers"],
  ["syncPullRequests", "syncingPullRequests"],
];

export interface PhaseTime {
  phase: SyncPhase;
  name: string;
  took: number;
}

/** Phases that have steps, in order; what is read again counts to the phase it belongs to. */
export function phaseTimes(run: Pick<WorkflowRun, "steps">): PhaseTime[] {
  const took = new Map<SyncPhase, number>();
  for (const step of run.steps ?? []) {
    const phase = STEPS.find(([begins]) => step.step === begins || step.step.startsWith(`${begins}/`))?.[1];
    if (phase !== undefined) took.set(phase, (took.get(phase) ?? 0) + Math.max(0, step.doneAt - step.startedAt));
  }
  return PHASES.flatMap(({ phase, name }) => {
    const time = took.get(phase);
    return time === undefined ? [] : [{ phase, name, took: time }];
  });
}
