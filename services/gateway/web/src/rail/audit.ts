// The events of a task as sentences.

import type { Event, Member } from "../wire";

const SENTENCES: Record<string, string> = {
  "task.created": "created the task",
  "task.initialized": "made the task ready",
  "task.prompted": "sent a message",
  "task.renamed": "renamed the task",
  "task.owner_changed": "changed the owner",
  "task.archived": "archived the task",
  "task.killed": "ended the task",
  "task.pr_opened": "opened the pull request",
  "task.pr_closed": "closed the pull request",
  "task.pr_merged": "merged the pull request",
  "task.pr_removed": "removed the pull request",
};

/** What was done. An event that this page does not know yet is told by its own name. */
export function sentence(event: string): string {
  return SENTENCES[event] ?? event.replace(/^\w+\./, "").replaceAll("_", " ");
}

export interface Actor {
  name: string;
  member?: Member;
}

/** Who did it: `user:u42`, `service:task`, `token:api`, `nats`. */
export function actor(by: string, members: readonly Member[]): Actor {
  const [kind, id = ""] = by.split(":", 2);
  if (kind === "user") {
    const member = members.find(({ userId }) => userId === id);
    return { name: member?.login ?? "a former member", member };
  }
  if (kind === "service") return { name: "Foundry" };
  if (kind === "token") return { name: "an API token" };
  return { name: by === "nats" ? "an operator" : by };
}

/** The facts of an event that are worth a line: `title: Fix the build`. Nested ones as JSON. */
export function facts(details: unknown): [string, string][] {
  if (typeof details !== "object" || details === null) return [];
  return Object.entries(details)
    .filter(([, value]) => value !== null && value !== "")
    .map(([name, value]) => [words(name), typeof value === "object" ? JSON.stringify(value) : String(value)]);
}

const words = (name: string): string => name.replace(/([A-Z])/g, " $1").toLowerCase();

/**
 * Adds a page, newest first, to what is known: an older page at the end, the newest one at the beginning. `keepsEnd`: what
 * follows the known events is still what follows.
 */
export function joinPages(known: readonly Event[], page: readonly Event[], isNewest: boolean): { events: Event[]; keepsEnd: boolean } {
  const ids = new Set(page.map(({ eventId }) => eventId));
  const others = known.filter(({ eventId }) => !ids.has(eventId));
  if (!isNewest) return { events: [...others, ...page], keepsEnd: false };
  const overlaps = others.length < known.length;
  return overlaps ? { events: [...page, ...others], keepsEnd: true } : { events: [...page], keepsEnd: false };
}
