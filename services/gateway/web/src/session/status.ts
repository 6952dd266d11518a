// What a task, its session and its sandbox are doing, in the words of the status pill: pure.

import { TASK_STATUS } from "../overview/task-status";
import type { components } from "../wire";

type Schemas = components["schemas"];
export type TaskStatus = Schemas["TaskStatus"];
export type SessionStatus = Schemas["SessionStatus"];
export type SandboxStatus = Schemas["SandboxStatus"];
export type Stage = Schemas["Stage"];

export interface Status {
  tone: "neutral" | "success" | "warning" | "danger";
  label: string;
  /** More than fits on the pill; null when there is no more. */
  detail: string | null;
  isBusy: boolean;
}

export const SESSION_TEXT: Record<SessionStatus, string> = {
  opening: "Getting ready",
  idle: "Ready",
  running: "Running",
  needsAnswer: "Needs an answer",
  error: "Failed",
};

export const SANDBOX_TEXT: Record<SandboxStatus, string> = {
  provisioning: "Getting ready",
  ready: "Ready",
  paused: "Sandbox paused",
  expired: "Sandbox expired",
  failed: "Sandbox failed",
  destroying: "Ending sandbox",
  destroyed: "No sandbox",
};

export const STAGE_TEXT: Record<Stage, string> = {
  allocating: "Allocating the sandbox",
  starting: "Starting the sandbox",
  credentials: "Putting credentials inside",
  cloning: "Cloning the repository",
  resuming: "Waking the sandbox",
};

/** What the pill is derived from; what is not there yet is undefined. */
export interface Seen {
  task: { status: TaskStatus } | undefined;
  session: { status: SessionStatus; error?: string | null; isStopping: boolean } | undefined;
  sandbox: { status: SandboxStatus; ending?: { cause: Schemas["EndingCause"] } | null; stages: { stage: Stage; endedAt?: number | null; error?: string | null }[] } | undefined;
}

const said = (tone: Status["tone"], label: string, detail: string | null = null, isBusy = false): Status => ({
  tone,
  label,
  detail,
  isBusy,
});

/** The first that holds, what is final before everything else. */
export function status({ task, session, sandbox }: Seen): Status {
  if (!task) return said("neutral", TASK_STATUS.initialized, "Nobody has acted on this task yet");
  switch (task.status) {
    case "archived":
    case "killed":
      return said("neutral", TASK_STATUS[task.status]);
  }
  const isStartingOver = sandbox?.status === "destroying" && sandbox.ending?.cause === "startedOver";
  if (isStartingOver) return said("warning", "Starting over", "Another sandbox is made once this one is gone", true);
  if (session?.status === "error") return said("danger", SESSION_TEXT.error, session.error ?? null);
  if (session?.status === "needsAnswer") return said("warning", SESSION_TEXT.needsAnswer, "The agent asks for permission");
  if (session?.isStopping) return said("warning", "Stopping", "The agent has 10 seconds to stop by itself", true);
  if (sandbox?.status === "failed") return said("danger", SANDBOX_TEXT.failed, failure(sandbox.stages));
  if (sandbox?.status === "provisioning") return said("warning", SANDBOX_TEXT.provisioning, stage(sandbox.stages), true);
  if (session?.status === "opening") return said("warning", SESSION_TEXT.opening, "The agent is being started", true);
  if (session?.status === "running") return said("success", SESSION_TEXT.running, null, true);
  // What another session does, its own tab tells.
  if (task.status === "error" && !session) return said("danger", TASK_STATUS.error, "The last turn failed");
  if (sandbox?.status === "paused") return said("neutral", SANDBOX_TEXT.paused, "It rests with all that is in it; the next message wakes it");
  if (sandbox?.status === "expired") return said("neutral", SANDBOX_TEXT.expired, "The next message makes another one");
  if (sandbox?.status === "destroying") return said("neutral", SANDBOX_TEXT.destroying, null, true);
  if (sandbox?.status === "destroyed") return said("neutral", SANDBOX_TEXT.destroyed, "The next message makes another one");
  if (task.status === "running" && !session) return said("success", TASK_STATUS.running, "A session is at work", true);
  if (session || task.status === "idle") return said("success", SESSION_TEXT.idle);
  return said("neutral", TASK_STATUS[task.status]);
}

function stage(stages: NonNullable<Seen["sandbox"]>["stages"]): string | null {
  const open = stages.find((stage) => !stage.endedAt);
  return open ? STAGE_TEXT[open.stage] : null;
}

function failure(stages: NonNullable<Seen["sandbox"]>["stages"]): string | null {
  return stages.findLast((stage) => stage.error)?.error ?? null;
}
