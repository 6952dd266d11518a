// What people can do with a sandbox, what they are asked before, and how its end is told. Pure.
import type { SandboxRecord } from "../wire";
import { SANDBOX_STATUS, urgency } from "./stages";

export type Standing = Pick<SandboxRecord, "status"> & Partial<Pick<SandboxRecord, "ending" | "expiresAt" | "filesLeft">>;

export interface Offer {
  name: "extend" | "startOver" | "stop";
  label: string;
  /** Why it cannot be done now. */
  reason?: string;
  /** Nothing ends with it: nobody is asked before. */
  isHarmless?: boolean;
}

/** What is offered to be done with it. */
export function offers(sandbox: Standing, isEnded: boolean): Offer[] {
  if (isEnded) return [];
  const reason = sandbox.status === "destroying" ? "It is being destroyed already." : undefined;
  switch (sandbox.status) {
    case "failed":
      if (sandbox.filesLeft) return [{ name: "startOver", label: "Start over" }];
      return [{ name: "startOver", label: "Make a new one", isHarmless: true }];
    case "expired":
      return [{ name: "startOver", label: "Make a new one", isHarmless: true }];
    case "destroyed":
      // One that went with its task is followed by the next message, once the task is back.
      return sandbox.ending?.cause === "stopped" ? [{ name: "startOver", label: "Make a new one", isHarmless: true }] : [];
    default: {
      const extend: Offer[] = sandbox.status === "ready" && sandbox.expiresAt ? [{ name: "extend", label: "Keep for an hour", isHarmless: true }] : [];
      return [...extend, { name: "startOver", label: "Start over", reason }, { name: "stop", label: "Stop sandbox", reason }];
    }
  }
}

/** What ends with a sandbox. */
export interface Inside {
  status: SandboxRecord["status"];
  /** Sessions whose agent is at work, or whose message waits for the sandbox. */
  atWork: number;
  /** What people have started beside the agents and still runs. */
  processes: number;
}

/** Counts what would end. */
export function inside(sandbox: Pick<SandboxRecord, "status" | "processes">, sessions: readonly { status: string }[]): Inside {
  const atWork = sessions.filter(({ status }) => status === "running" || status === "needsAnswer").length;
  const processes = (sandbox.processes ?? []).filter(({ status }) => status === "running" || status === "starting").length;
  return { status: sandbox.status, atWork, processes };
}

/** What people are asked before a sandbox ends. */
export function question(name: "startOver" | "stop", inside: Inside): { title: string; about: string; action: string; danger: true } {
  const isOver = name === "startOver";
  const kept = "Work that was not pushed is kept on GitHub under refs/foundry, if it can still be read.";
  const after = isOver
    ? "A new one is made from the branch. Sessions stay, with what waits in them."
    : "The task and its sessions stay: the next message makes a new one.";
  const parts = [agents(isOver, inside), processes(inside.processes), "All that is in the sandbox is removed.", kept, after];
  return {
    title: isOver ? "Start over with a new sandbox?" : "Stop the sandbox?",
    about: parts.filter(Boolean).join(" "),
    action: isOver ? "Start over" : "Stop sandbox",
    danger: true,
  };
}

function agents(isOver: boolean, { status, atWork }: Inside): string {
  const sessions = atWork === 1 ? "1 session" : `${atWork} sessions`;
  if (status === "provisioning") {
    if (atWork === 0) return "";
    return isOver ? `What waits for it in ${sessions} waits for the new one.` : `What waits for it in ${sessions} is not sent.`;
  }
  if (atWork === 0) return "No agent is at work.";
  return atWork === 1 ? "The agent of 1 session is at work and is stopped." : `The agents of ${sessions} are at work and are stopped.`;
}

const processes = (count: number): string => (count === 0 ? "" : count === 1 ? "1 process in a terminal ends." : `${count} processes in terminals end.`);

/** How it stands, in a word or two; of one that ends, what for. */
export function standing({ status, ending }: Standing): string {
  if (status === "destroying" && ending?.cause === "startedOver") return "Starting over";
  if (status === "destroying" && ending?.cause === "stopped") return "Being stopped";
  if (status === "destroyed" && ending?.cause === "stopped") return "Stopped";
  return SANDBOX_STATUS[status];
}

/** Who ends it and what follows; undefined for one that nobody has ended. `login`: of whom the organization knows. */
export function endingWords({ status, ending }: Standing, login: (userId: string) => string | undefined): string | undefined {
  if (!ending || ending.cause === "taskEnded") return undefined;
  const who = (ending.by && login(ending.by)) || "Somebody";
  if (status === "destroying") {
    return ending.cause === "startedOver"
      ? `${who} starts over: agents are stopped, and what was not pushed is kept. A new sandbox follows by itself.`
      : `${who} stops the sandbox: agents are stopped, and what was not pushed is kept.`;
  }
  return status === "destroyed" ? `${who} has stopped the sandbox. The next message makes another one.` : undefined;
}

/** What those who have the task open are told when the provider's end comes near; undefined while there is time. */
export function warning(sandbox: Standing | undefined, now: number): { isLast: boolean; text: string; detail: string } | undefined {
  if (sandbox?.status !== "ready" || !sandbox.expiresAt) return undefined;
  const near = urgency(sandbox.expiresAt, now);
  if (near !== "soon" && near !== "now") return undefined;
  const isLast = near === "now";
  return {
    isLast,
    text: `This task’s sandbox rests or ends in less than ${isLast ? 2 : 10} minutes`,
    detail: "Unless somebody uses it or keeps it. Push what should stay.",
  };
}
