/** The pages of a journal that were read, newest first, without a gap and without twins. Pure. */

import type { JournalEntry } from "./types";

export interface Pages {
  commands: readonly JournalEntry[];
  /** Where to read on; `undefined` after the last page. */
  next: number | undefined;
}

export interface Page {
  commands: readonly JournalEntry[];
  next?: number | null;
}

export const NO_PAGES: Pages = { commands: [], next: undefined };

/**
 * Puts the newest page before what is known. When so much came meanwhile that they no longer meet, only the newest page
 * stays: a list with a hole in it would look as if nothing had happened there. A command that ran again has a new entry
 * under its id.
 */
export function withNewest(known: Pages, page: Page): Pages {
  const newest = known.commands[0];
  const first = { commands: page.commands, next: page.next ?? undefined };
  if (newest === undefined) return first;
  const at = page.commands.findIndex((entry) => entry.entry <= newest.entry);
  if (at < 0) return first;
  const fresh = page.commands.slice(0, at);
  const ids = new Set(fresh.map((entry) => entry.id));
  return { commands: [...fresh, ...known.commands.filter((entry) => !ids.has(entry.id))], next: known.next };
}

export function withOlder(known: Pages, page: Page): Pages {
  const last = known.commands.at(-1)?.entry ?? Infinity;
  const older = page.commands.filter((entry) => entry.entry < last);
  return { commands: [...known.commands, ...older], next: page.next ?? undefined };
}

/** The former row where nothing has changed, so that what is shown of it stays as it is. */
export function stable<T extends { id: string }>(before: readonly T[], now: readonly T[], isSame: (a: T, b: T) => boolean): T[] {
  const known = new Map(before.map((row) => [row.id, row]));
  return now.map((row) => {
    const was = known.get(row.id);
    return was !== undefined && isSame(was, row) ? was : row;
  });
}
