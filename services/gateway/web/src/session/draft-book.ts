// Messages that were not sent yet, by where they belong. Each is copied into this browser at the keystroke and saved with
// the server soon after; whatever is closed, lost or offline meanwhile, it is there again. Knows no page and no network.

import type { components } from "../wire";

export type Attachment = components["schemas"]["Attachment"];

/** Where a draft belongs. `sessionId` null: a session that is yet to be opened. */
export interface Place {
  organizationId: string;
  taskId: string;
  sessionId: string | null;
}

export interface Draft {
  text: string;
  attachments: Attachment[];
}

/** Saves are at least so far apart, in milliseconds. */
export const SAVE_EVERY = 500;

/** For so long after a keystroke nobody else's version replaces what is being typed, in milliseconds. */
export const TYPING = 3_000;

export const EMPTY: Draft = { text: "", attachments: [] };

export interface Surroundings {
  now(): number;
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;
  /** Saves with the server; the time at which it was, or an exception when it was not. `isLeaving`: the page is closing. */
  save(place: Place, draft: Draft, isLeaving: boolean): Promise<number>;
  /** Whose drafts: another person at this browser sees none of them. */
  owner: string;
}

interface Kept extends Draft {
  place: Place;
  typedAt: number;
  /** When the server last had it so; 0 for never. */
  savedAt: number;
  /** The server does not have it like this. */
  isDirty: boolean;
}

export class DraftBook {
  private readonly kept = new Map<string, Kept>();
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly saving = new Set<string>();
  private readonly problems = new Map<string, unknown>();
  private readonly listeners = new Set<(place: Place) => void>();

  constructor(private readonly around: Surroundings) {
    this.restore();
  }

  /** What is to be shown there. */
  read(place: Place): Draft {
    return this.kept.get(key(place)) ?? EMPTY;
  }

  /** Whether the server does not have it yet. */
  isUnsaved(place: Place): boolean {
    return this.kept.get(key(place))?.isDirty ?? false;
  }

  /** Why it was not saved the last time; undefined when it was. */
  problem(place: Place): unknown {
    return this.problems.get(key(place));
  }

  /** Somebody has typed here. */
  edit(place: Place, draft: Draft): void {
    const savedAt = this.kept.get(key(place))?.savedAt ?? 0;
    this.keep({ ...draft, place, typedAt: this.around.now(), savedAt, isDirty: true });
    this.schedule(place);
  }

  /** The server has another version, as old as this. Whether it should be read: not while somebody types here. */
  wants(place: Place, updatedAt: number): boolean {
    const mine = this.kept.get(key(place));
    if (!mine) return true;
    return !mine.isDirty && updatedAt > mine.savedAt && this.around.now() - mine.typedAt >= TYPING;
  }

  /** The version that was read because it was wanted. It is not taken if something was typed meanwhile. */
  apply(place: Place, draft: Draft, updatedAt: number): void {
    if (!this.wants(place, updatedAt)) return;
    this.keep({ ...draft, place, typedAt: 0, savedAt: updatedAt, isDirty: false });
  }

  /** Saves what the server does not have: the page is hidden or closed (`isLeaving`), or the connection is back. */
  flush(isLeaving: boolean): void {
    for (const kept of this.kept.values()) if (kept.isDirty) void this.save(kept.place, isLeaving);
  }

  /** Tells whenever what is shown somewhere is another. */
  listen(listener: (place: Place) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private schedule(place: Place): void {
    if (this.timers.has(key(place))) return;
    this.timers.set(key(place), setTimeout(() => void this.save(place, false), SAVE_EVERY));
  }

  private async save(place: Place, isLeaving: boolean): Promise<void> {
    const at = key(place);
    clearTimeout(this.timers.get(at));
    this.timers.delete(at);
    const sent = this.kept.get(at);
    if (!sent?.isDirty) return;
    if (this.saving.has(at) && !isLeaving) return this.schedule(place);
    this.saving.add(at);
    try {
      const savedAt = await this.around.save(place, { text: sent.text, attachments: sent.attachments }, isLeaving);
      if (this.problems.delete(at)) this.tell(place);
      const now = this.kept.get(at);
      if (now) this.keep({ ...now, savedAt: Math.max(now.savedAt, savedAt), isDirty: now !== sent }, false);
    } catch (thrown) {
      // It stays dirty, and in this browser: it is saved with the next keystroke, or when the connection is back.
      this.problems.set(at, thrown);
      this.tell(place);
    } finally {
      this.saving.delete(at);
    }
  }

  private keep(kept: Kept, isNews = true): void {
    const at = key(kept.place);
    this.kept.set(at, kept);
    try {
      const isGone = !kept.isDirty && kept.text === "" && kept.attachments.length === 0;
      if (isGone) this.around.storage.removeItem(this.prefix() + at);
      else this.around.storage.setItem(this.prefix() + at, JSON.stringify(kept));
    } catch {
      // A browser without room keeps it in memory, and the server has it half a second later.
    }
    if (isNews) this.tell(kept.place);
  }

  private tell(place: Place): void {
    for (const listener of this.listeners) listener(place);
  }

  private restore(): void {
    const { storage } = this.around;
    for (let at = 0; at < storage.length; at += 1) {
      const name = storage.key(at);
      if (!name?.startsWith(this.prefix())) continue;
      const kept = parsed(storage.getItem(name));
      if (kept) this.kept.set(key(kept.place), kept);
    }
  }

  private prefix(): string {
    return `foundry:draft:${this.around.owner}:`;
  }
}

function key(place: Place): string {
  return `${place.organizationId}/${place.taskId}/${place.sessionId ?? ""}`;
}

function parsed(json: string | null): Kept | undefined {
  try {
    const kept = JSON.parse(json ?? "") as Kept;
    return typeof kept.text === "string" && Array.isArray(kept.attachments) && kept.place ? kept : undefined;
  } catch {
    return undefined;
  }
}
