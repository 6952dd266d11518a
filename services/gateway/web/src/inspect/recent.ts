/** Which actors were looked at lately in this browser, newest first. */

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
