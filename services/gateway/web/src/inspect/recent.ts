/** Which actors were looked at lately in this browser, newest first. */

import type { TaskSummary } from "../wire";
import { type ActorRef, kindFacts } from "./actors";

const KEPT = 12;
const storageKey = (organizationId: string) => `foundry:inspected:${organizationId}`;

export function readInspected(organizationId: string): ActorRef[] {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(storageKey(organizationId)) ?? "[]");
    return Array.isArray(read) ? read.filter(isActor) : [];
  } catch (error) {
    console.warn("What was inspected lately cannot be read", error);
    return [];
  }
}

function isActor(value: unknown): value is ActorRef {
  const { kind, key } = (value ?? {}) as Partial<Record<"kind" | "key", unknown>>;
  return typeof kind === "string" && typeof key === "string" && kindFacts(kind) !== undefined;
}

export function noteInspected(organizationId: string, actor: ActorRef): void {
  const others = readInspected(organizationId).filter((one) => one.kind !== actor.kind || one.key !== actor.key);
  try {
    localStorage.setItem(storageKey(organizationId), JSON.stringify([actor, ...others].slice(0, KEPT)));
  } catch (error) {
    console.warn("What was inspected cannot be kept", error);
  }
}

/** So many tasks are asked for a trace of which nobody has said whose it is. */
const ASKED = 4;

/** The tasks that a trace is most likely of: those that were looked at lately, then those that changed last. Pure. */
export function likelyTasks(inspected: readonly ActorRef[], tasks: readonly Pick<TaskSummary, "taskId" | "materialised" | "updatedAt">[]): string[] {
  const real = tasks.filter((task) => task.materialised).sort((a, b) => b.updatedAt - a.updatedAt);
  const known = new Set(real.map(({ taskId }) => taskId));
  const looked = inspected.map(({ key }) => key).filter((key) => known.has(key));
  return [...new Set([...looked, ...known])].slice(0, ASKED);
}
