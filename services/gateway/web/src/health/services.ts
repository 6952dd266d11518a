/** Which services can be asked about an organization, and what their answers say. Pure. */

import type { Problem } from "../client";
import type { ActorKind, ActorRef } from "../inspect/actors";

export interface Probed {
  kind: ActorKind;
  /** There and back, in milliseconds. */
  took: number;
  /** Why it did not answer. */
  problem: Problem | undefined;
  /** Runs that are under way or wait. */
  active: number;
}

/** The service's actors that an organization can be asked about; a task's only when there is one. */
export function probed(organizationId: string, taskId: string | undefined): ActorRef[] {
  const own = (["organization", "githubData", "auditLog"] as const).map((kind) => ({ kind, key: organizationId }));
  const task = taskId === undefined ? [] : (["task", "sandbox"] as const).map((kind) => ({ kind, key: taskId }));
  return [...own, ...task, { kind: "user", key: "me" }];
}

export type Light = "good" | "slow" | "away";

/** An answer takes some milliseconds where all is well; people notice from half a second on. */
export function light({ took, problem }: Pick<Probed, "took" | "problem">): Light {
  if (problem !== undefined && (problem.status === 0 || problem.status >= 500)) return "away";
  return took > 500 ? "slow" : "good";
}
