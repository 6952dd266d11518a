/** Rows for tests. */

import type { OrganizationRun } from "../wire";
import type { DeadLetter, JournalEntry, WorkflowRun, WorkflowStep } from "./types";

export function entry(id: string, at: number, more: Partial<JournalEntry> = {}): JournalEntry {
  return {
    entry: at,
    id,
    command: "rename",
    input: {},
    outcome: { status: "done", id, reply: {} },
    by: "user:u1",
    causedBy: null,
    streamSequence: at,
    attempts: 1,
    traceId: null,
    receivedAt: at,
    doneAt: at + 5,
    ...more,
  };
}

export function run(runId: string, startedAt: number, more: Partial<WorkflowRun> = {}): WorkflowRun {
  return {
    runId,
    workflow: "fullSync",
    workflowId: "sync",
    status: "done",
    input: {},
    result: {},
    epoch: 1,
    lastError: null,
    by: "user:u1",
    causedBy: null,
    wakesAt: null,
    traceId: null,
    startedAt,
    updatedAt: startedAt + 100,
    ...more,
  };
}

export function lineOfRun(runId: string, startedAt: number, more: Partial<OrganizationRun> = {}): OrganizationRun {
  return {
    key: "acme.t-1",
    runId,
    workflow: "turn",
    status: "done",
    lastStep: null,
    epoch: 1,
    lastError: null,
    wakesAt: null,
    by: "user:u1",
    traceId: null,
    startedAt,
    updatedAt: startedAt + 100,
    ...more,
  };
}

export const letter = (id: string, at: number): DeadLetter => ({
  id,
  position: at,
  command: "rename",
  reason: "not JSON",
  body: "nonsense",
  traceId: null,
  at,
});

export function step(position: number, startedAt: number, doneAt: number, more: Partial<WorkflowStep> = {}): WorkflowStep {
  return { position, step: `step/${position}`, result: null, epoch: 1, attempts: 1, startedAt, doneAt, ...more };
}
