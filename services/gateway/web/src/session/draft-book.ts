// Messages that were not sent yet, by where they belong. Each is copied into this browser at the keystroke and saved with
// the server soon after; whatever is closed, lost or offline meanwhile, it is there again. What was written in two places at
// once is kept in both versions. Knows no page and no network.

import type { components } from "../wire";
import { isBlank, isSame, meeting, withOther } from "./draft-versions";

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
  /** The server's version, or an exception when it cannot be read; undefined when there is none. */
  read(place: Place): Promise<(Draft & { updatedAt: number }) | undefined>;
  /** Whose drafts: another person at this browser sees none of them. */
  owner: string;
}

interface Kept extends Draft {
  place: Place;
  /** 0: nothing was typed here since a version of elsewhere was taken. */
  typedAt: number;
  /** When the server last had it so; 0 for never. */
  savedAt: number;
  /** The server does not have it like this. */
  isDirty: boolean;
  /** Versions that were written elsewhere at the same time, and are not shown. */
  others?: Draft[] | undefined;
}

/** Where another version is from: when the server had it so, whether it lacks it, and whether another tab keeps it. */
interface Source extends Pick<Kept, "savedAt" | "isDirty"> {
  isTab: boolean;
}

const NONE: Draft[] = [];

export class DraftBook {
  private readonly kept = new Map<string, Kept>();
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly saving = new Set<string>();
  private readonly reading = new Set<string>();
  /** The newest version that the server is known to have, by its time. */
  private readonly heard = new Map<string, number>();
  /** What the server has may be another version: nothing was heard of it since ours was written. */
  private readonly unsure = new Set<string>();
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

  /** Why it was not saved, or the server's version not read, the last time; undefined when it was. */
  problem(place: Place): unknown {
    return this.problems.get(key(place));
  }

  /** What was written elsewhere at the same time, newest first, but for what is shown by now. */
  others(place: Place): Draft[] {
    const kept = this.kept.get(key(place));
    return kept?.others?.filter((other) => !isSame(other, kept)) ?? [];
  }

  /** The drafts of a task that are not at one of these sessions: theirs was closed, or is not open yet. */
  stray(organizationId: string, taskId: string, isOpen: (sessionId: string) => boolean): { place: Place; draft: Draft }[] {
    const isStray = ({ place, ...draft }: Kept) =>
      place.organizationId === organizationId && place.taskId === taskId && !isBlank(draft) && !(place.sessionId && isOpen(place.sessionId));
    return [...this.kept.values()].filter(isStray).map(({ place, text, attachments }) => ({ place, draft: { text, attachments } }));
  }

  /** Somebody has typed here. */
  edit(place: Place, { text, attachments }: Draft): void {
    const before = this.kept.get(key(place));
    const [savedAt, others] = [before?.savedAt ?? 0, before?.others];
    this.keep({ text, attachments, place, typedAt: this.around.now(), savedAt, isDirty: true, others });
    this.schedule(place);
  }

  /** Keeps a version beside the one that is shown. */
  offer(place: Place, other: Draft): void {
    const now = this.kept.get(key(place)) ?? { ...EMPTY, place, typedAt: 0, savedAt: 0, isDirty: false };
    this.keep({ ...now, others: withOther(now.others ?? [], other) });
  }

  /** Forgets a version that was kept beside. */
  decline(place: Place, other: Draft): void {
    const now = this.kept.get(key(place));
    if (now?.others) this.keep({ ...now, others: now.others.filter((known) => !isSame(known, other)) });
  }

  /** Shows a version that was kept beside; the one that was shown is kept in its place. */
  use(place: Place, other: Draft): void {
    const shown = this.read(place);
    this.decline(place, other);
    this.edit(place, other);
    this.offer(place, shown);
  }

  /** The server has a version of this time. It is read if it is another one than ours; it may be shown, or kept beside. */
  hear(place: Place, updatedAt: number): void {
    const at = key(place);
    this.heard.set(at, Math.max(updatedAt, this.heard.get(at) ?? 0));
    // What is being saved is not told from what was saved elsewhere before it has been.
    if (!this.isOutdated(at) || this.saving.has(at) || this.reading.has(at)) return;
    void this.look(place).then((isDone) => isDone && this.hear(place, 0));
  }

  /** Another tab of this browser has kept something else under this name. It is there to save it. */
  heardTab(name: string, json: string | null): void {
    const theirs = name.startsWith(this.prefix()) ? parsed(json) : undefined;
    if (theirs) this.meet(theirs.place, theirs, { savedAt: theirs.savedAt, isDirty: theirs.isDirty, isTab: true });
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

  private isOutdated(at: string): boolean {
    return (this.heard.get(at) ?? 0) > (this.kept.get(at)?.savedAt ?? 0);
  }

  /** Reads the server's version. Whether it could be read. */
  private async look(place: Place): Promise<boolean> {
    const at = key(place);
    this.reading.add(at);
    try {
      const theirs = await this.around.read(place);
      const savedAt = this.kept.get(at)?.savedAt ?? 0;
      if (theirs && theirs.updatedAt > savedAt) this.meet(place, theirs, { savedAt: theirs.updatedAt, isDirty: false, isTab: false });
      // One that is gone again, or was ours, is not asked for once more.
      else this.heard.delete(at);
      this.unsure.delete(at);
      if (this.problems.delete(at)) this.tell(place);
      return true;
    } catch (thrown) {
      // It is read when something newer is heard of, or the connection is back.
      this.problems.set(at, thrown);
      this.tell(place);
      return false;
    } finally {
      this.reading.delete(at);
    }
  }

  private meet(place: Place, theirs: Draft, { savedAt, isDirty, isTab }: Source): void {
    const mine = this.kept.get(key(place)) ?? { ...EMPTY, place, typedAt: 0, savedAt: 0, isDirty: false };
    const isBusy = mine.isDirty || this.around.now() - mine.typedAt < TYPING;
    const { shown, isLost } = meeting({ ...mine, isTyped: mine.typedAt > 0, isBusy }, theirs);
    const before = mine.others ?? NONE;
    const others = isLost ? withOther(before, shown === "ours" ? theirs : mine) : before;
    const newest = Math.max(savedAt, mine.savedAt);
    if (shown === "theirs") {
      const { text, attachments } = theirs;
      const next = { text, attachments, place, typedAt: 0, savedAt: newest, isDirty: false, others };
      // What another tab has kept is kept: to write it once more might be to undo its next key.
      return this.keep(next, { isNews: true, isStored: !isTab || others !== before });
    }
    // What is typed here is the newest, and the server is to have it.
    const next = { ...mine, savedAt: newest, others, isDirty: isSame(mine, theirs) ? mine.isDirty && isDirty : true };
    if (others !== before || next.savedAt !== mine.savedAt || next.isDirty !== mine.isDirty) this.keep(next);
    if (next.isDirty) this.schedule(place);
  }

  private schedule(place: Place): void {
    if (this.timers.has(key(place))) return;
    this.timers.set(key(place), setTimeout(() => void this.save(place, false), SAVE_EVERY));
  }

  private async save(place: Place, isLeaving: boolean): Promise<void> {
    const at = key(place);
    clearTimeout(this.timers.get(at));
    this.timers.delete(at);
    if (!this.kept.get(at)?.isDirty) return;
    if ((this.saving.has(at) || this.reading.has(at)) && !isLeaving) return this.schedule(place);
    // What was written elsewhere while this browser was away is not overwritten unread.
    if (this.unsure.has(at) && !isLeaving && !(await this.look(place))) return;
    const sent = this.kept.get(at);
    if (!sent?.isDirty) return;
    this.saving.add(at);
    let isSaved = false;
    try {
      const savedAt = await this.around.save(place, { text: sent.text, attachments: sent.attachments }, isLeaving);
      if (this.problems.delete(at)) this.tell(place);
      const now = this.kept.get(at);
      if (now) this.keep({ ...now, savedAt: Math.max(now.savedAt, savedAt), isDirty: now !== sent }, { isNews: false, isStored: true });
      isSaved = true;
    } catch (thrown) {
      // It stays dirty, and in this browser: it is saved with the next keystroke, or when the connection is back.
      this.unsure.add(at);
      this.problems.set(at, thrown);
      this.tell(place);
    } finally {
      this.saving.delete(at);
    }
    if (isSaved) this.hear(place, 0);
  }

  private keep(kept: Kept, how = { isNews: true, isStored: true }): void {
    this.kept.set(key(kept.place), kept);
    if (how.isStored) this.store(kept);
    if (how.isNews) this.tell(kept.place);
  }

  private store(kept: Kept): void {
    const at = key(kept.place);
    try {
      const isGone = !kept.isDirty && kept.text === "" && kept.attachments.length === 0 && !kept.others?.length;
      if (isGone) this.around.storage.removeItem(this.prefix() + at);
      else this.around.storage.setItem(this.prefix() + at, JSON.stringify(kept));
    } catch {
      // A browser without room keeps it in memory, and the server has it half a second later.
    }
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
      if (!kept) continue;
      this.kept.set(key(kept.place), kept);
      if (kept.isDirty) this.unsure.add(key(kept.place));
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
