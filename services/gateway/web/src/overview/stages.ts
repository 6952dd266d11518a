// What a sandbox goes through until agents can work in it, stage by stage, also those that are still to come.

import type { SandboxRecord, Stage as WireStage, StageRecord } from "../wire";

/** Not every provider lets a sandbox rest. */
export type SandboxStatus = SandboxRecord["status"] | "paused";
export type Stage = WireStage | "resuming";

export const STAGES: Record<Stage, string> = {
  allocating: "Allocate",
  starting: "Start",
  credentials: "Credentials",
  cloning: "Clone",
  resuming: "Wake",
};

/** What went wrong in words for people, and what a program said of it behind that; the latter is often long. */
export function inTwo(error: string): [said: string, words: string] {
  const found = /^.{12,}?[.:!](?=\s+The (?:clone|fetch|push|sync)\b)/s.exec(error);
  if (!found) return [error, ""];
  return [found[0], error.slice(found[0].length).trim()];
}

const MAKING: Stage[] = ["allocating", "starting", "credentials", "cloning"];

export type StageState = "waiting" | "running" | "done" | "failed";

export interface StageLine {
  stage: Stage;
  name: string;
  state: StageState;
  /** How long it took or takes, in milliseconds; undefined for one that waits. */
  took?: number;
  log: string;
  error?: string;
}

/** All stages in their order; of one that was woken only those that it went through. `now` in milliseconds since 1970. */
export function stageLines(sandbox: Pick<SandboxRecord, "stages" | "status">, now: number): StageLine[] {
  const recorded = sandbox.stages.map(({ stage }): Stage => stage);
  return (recorded.includes("resuming") ? recorded : MAKING).map((stage) => {
    const record = sandbox.stages.find((one) => one.stage === stage);
    if (!record) return { stage, name: STAGES[stage], state: "waiting", log: "" };
    const state = stateOf(record, sandbox.status);
    const took = Math.max(0, (record.endedAt ?? (state === "running" ? now : record.startedAt)) - record.startedAt);
    return { stage, name: STAGES[stage], state, took, log: record.log, error: record.error ?? undefined };
  });
}

function stateOf(record: StageRecord, status: SandboxRecord["status"]): StageState {
  if (record.error) return "failed";
  if (record.endedAt !== null && record.endedAt !== undefined) return "done";
  return status === "provisioning" ? "running" : "failed";
}

/** Why nobody can work in it now, and what changes that; undefined for one that is ready. */
export function whyNot(status: SandboxStatus | undefined): string | undefined {
  if (!status) return "There is no sandbox yet: open a session, and the branch is cloned.";
  if (status === "ready") return undefined;
  if (status === "provisioning") return "The sandbox is still being made ready.";
  if (status === "paused") return "The sandbox rests: the next message wakes it.";
  if (status === "destroying") return "The sandbox is being destroyed: another one is made when somebody needs it.";
  return `The sandbox is ${SANDBOX_STATUS[status].toLowerCase()}: the next message makes another one.`;
}

/** What the stages come to: where it stands, where it stopped, or how many there were. */
export function stagesTitle(status: SandboxRecord["status"], lines: readonly StageLine[]): string {
  const at = (state: StageState): string | undefined => lines.find((line) => line.state === state)?.name;
  const done = lines.filter(({ state }) => state === "done").length;
  if (status === "provisioning") return `${done} of ${lines.length} stages done`;
  if (status === "failed") return `Stopped at: ${at("failed") ?? "the beginning"}`;
  return `Made ready in ${done} stages`;
}

export const SANDBOX_STATUS: Record<SandboxStatus, string> = {
  provisioning: "Being made ready",
  ready: "Ready",
  paused: "Resting",
  expired: "Expired",
  failed: "Failed",
  destroying: "Being destroyed",
  destroyed: "Destroyed",
};

/** What to do about a sandbox in which nobody can work; undefined while one can, or soon can. */
export function wayOn({ status, filesLeft }: Pick<SandboxRecord, "status"> & Partial<Pick<SandboxRecord, "filesLeft">>, isEnded: boolean): string | undefined {
  if (isEnded) return undefined;
  if (status === "paused") return "It rests with all that is in it. The next message wakes it.";
  if (status === "expired") return "It is gone: its time was over, or it died. The next message makes another one.";
  if (status === "failed" && filesLeft) {
    return "It could not be made ready. The files of the one before are still there: the next message tries again with them, starting over begins without.";
  }
  if (status === "failed") return "It could not be made ready. The next message tries again.";
  if (status === "destroyed") return "The next message makes another one.";
  return undefined;
}

export type Urgency = "calm" | "soon" | "now" | "over";

/** How near the provider's end is: 10 and 2 minutes are worth a warning. */
export function urgency(expiresAt: number, now: number): Urgency {
  const left = expiresAt - now;
  if (left <= 0) return "over";
  if (left <= 2 * 60_000) return "now";
  return left <= 10 * 60_000 ? "soon" : "calm";
}
