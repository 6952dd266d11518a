// Who did what to a task, page by page.

import type { Event, Member } from "../wire";

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
