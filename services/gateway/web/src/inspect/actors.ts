/** The kinds of actor that can be inspected, and how each is addressed. */

export type ActorKind = "organization" | "task" | "sandbox" | "githubData" | "auditLog" | "user";

export interface ActorKindFacts {
  kind: ActorKind;
  name: string;
  about: string;
  /** What the address names besides the organization: nothing, a task, or only oneself. */
  keyed: "organization" | "task" | "me";
}

export const ACTOR_KINDS: readonly ActorKindFacts[] = [
  { kind: "organization", name: "Organization", about: "Profile, members, repositories, the sidebar's lines", keyed: "organization" },
  { kind: "task", name: "Task", about: "One branch of work: its record, sessions and queue", keyed: "task" },
  { kind: "sandbox", name: "Sandbox", about: "Where one task's agents work: provisioning and turns", keyed: "task" },
  { kind: "githubData", name: "GitHub data", about: "What GitHub says: syncs and webhooks", keyed: "organization" },
  { kind: "auditLog", name: "Audit log", about: "What was noted of everybody's actions", keyed: "organization" },
  { kind: "user", name: "You", about: "Your sign-ins, preferences, drafts and unread marks", keyed: "me" },
];

export interface ActorRef {
  kind: ActorKind;
  /** The organization for its own actors, a task's id, or `me`. */
  key: string;
}

export function kindFacts(kind: string): ActorKindFacts | undefined {
  return ACTOR_KINDS.find((facts) => facts.kind === kind);
}

/** The tokens of the actor's key, as commands and queries take them. */
export function actorKey(organizationId: string, actor: ActorRef): string[] {
  switch (kindFacts(actor.kind)?.keyed) {
    case "task":
      return [organizationId, actor.key];
    case "me":
      return ["me"];
    default:
      return [organizationId];
  }
}

/** The view topic whose changes tell that this actor has done something. */
export function actorTopic(organizationId: string, actor: ActorRef): string {
  switch (actor.kind) {
    case "task":
      return `task.${organizationId}.${actor.key}`;
    case "sandbox":
      return `sandbox.${organizationId}.${actor.key}`;
    case "user":
      return "user.me";
    default:
      return `organization.${organizationId}`;
  }
}

export function inspectHref(organizationId: string, actor: ActorRef, open?: string): string {
  const path = `/organizations/${encodeURIComponent(organizationId)}/inspect/${actor.kind}/${encodeURIComponent(actor.key)}`;
  return open === undefined ? path : `${path}?open=${encodeURIComponent(open)}`;
}

/** Everything that belongs to one trace; `taskId` says which task's actors to ask as well. */
export function traceHref(organizationId: string, traceId: string, taskId?: string): string {
  const path = `/organizations/${encodeURIComponent(organizationId)}/inspect/trace/${encodeURIComponent(traceId)}`;
  return taskId === undefined ? path : `${path}?task=${encodeURIComponent(taskId)}`;
}

/** The actors that a trace around this task can have passed through. */
export function actorsOfTrace(organizationId: string, taskId: string | undefined): ActorRef[] {
  const organization = (["organization", "githubData", "auditLog"] as const).map((kind) => ({ kind, key: organizationId }));
  const task = taskId === undefined ? [] : (["task", "sandbox"] as const).map((kind) => ({ kind, key: taskId }));
  return [...organization, ...task, { kind: "user", key: "me" }];
}
