/** The kinds of actor that can be inspected, and how each is addressed. */

import { logsPage } from "../app/addresses";
import { words } from "./format";
import type { Standing } from "./run-filters";

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

/** The task that an actor is of, if it is of one. */
export function taskIdOf(actor: ActorRef): string | undefined {
  return kindFacts(actor.kind)?.keyed === "task" ? actor.key : undefined;
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

/** The runs of all of the organization's actors. */
export function runsHref(organizationId: string, only: { only?: Standing; workflow?: string } = {}): string {
  const search = new URLSearchParams(only).toString();
  return `/organizations/${encodeURIComponent(organizationId)}/inspect/runs${search === "" ? "" : `?${search}`}`;
}

/** The lines about an actor: a task's by its key, of an organization's its service's; a person's own are in nobody's logs. */
export function logsHref(organizationId: string, actor: ActorRef): string | undefined {
  switch (kindFacts(actor.kind)?.keyed) {
    case "task":
      return logsPage(organizationId, { task: actor.key });
    case "organization":
      return logsPage(organizationId, { service: words(actor.kind).replace(" ", "-") });
    default:
      return undefined;
  }
}

/** Everything that belongs to one trace; `taskId` says which task's actors to ask as well. */
export function traceHref(organizationId: string, traceId: string, taskId?: string): string {
  const path = `/organizations/${encodeURIComponent(organizationId)}/inspect/trace/${encodeURIComponent(traceId)}`;
  return taskId === undefined ? path : `${path}?task=${encodeURIComponent(taskId)}`;
}

/**
 * Where the trace of a request is shown, with the task whose actors are to be asked as well: of the actor that was asked, at
 * `/v1/task/request/rename/acme/t-1`, and what that leaves open of the page. `undefined` where no organization is known.
 */
export function traceHrefOf(traceId: string, asked: string | undefined, page: string): string | undefined {
  const here = placeOfPage(page);
  const there = placeOfRequest(asked);
  const organizationId = there.organizationId ?? here.organizationId;
  if (organizationId === undefined) return undefined;
  const taskId = there.taskId ?? (organizationId === here.organizationId ? here.taskId : undefined);
  return traceHref(organizationId, traceId, taskId);
}

interface Place {
  organizationId?: string;
  taskId?: string;
}

function placeOfPage(page: string): Place {
  const [organizationId, taskId] = /^\/organizations\/([^/]+)(?:\/(?:tasks|inspect\/task|inspect\/sandbox)\/([^/]+))?/.exec(page)?.slice(1).map(decoded) ?? [];
  return { organizationId, taskId };
}

function placeOfRequest(asked: string | undefined): Place {
  const [, , kind = "", , , ...key] = (asked?.split("?")[0] ?? "").split("/");
  const [organizationId, taskId] = key.map(decoded);
  switch (kindFacts(kind)?.keyed) {
    case "task":
      return { organizationId, taskId };
    case "organization":
      return { organizationId };
    default:
      return {};
  }
}

const decoded = (token: string | undefined): string | undefined => token && decodeURIComponent(token);

/** The actors that a trace around these tasks can have passed through. */
export function actorsOfTrace(organizationId: string, taskIds: readonly string[]): ActorRef[] {
  const organization = (["organization", "githubData", "auditLog"] as const).map((kind) => ({ kind, key: organizationId }));
  const tasks = taskIds.flatMap((key) => (["task", "sandbox"] as const).map((kind) => ({ kind, key })));
  return [...organization, ...tasks, { kind: "user", key: "me" }];
}
