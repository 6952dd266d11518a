// What people make of messages that still wait, until they save it. Each is copied into this browser at the keystroke, so that
// it is there again after a reload, and in the other tabs. Knows no page and no network.
import type { Draft } from "./draft-book";

/** A message that waits. */
export interface Waiting {
  organizationId: string;
  taskId: string;
  sessionId: string;
  messageId: string;
}

/** A message that is being changed. */
export interface Edited extends Draft {
  /** What it said. */
  before: string;
}

interface Kept extends Edited {
  at: Waiting;
}

type Room = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

export class QueueEditBook {
  private readonly kept = new Map<string, Kept>();
  private readonly unkept = new Set<string>();
  private readonly listeners = new Set<() => void>();

  /** `owner`: nobody else at this browser sees what they write. */
  constructor(private readonly storage: Room, private readonly owner: string) {
    for (let at = 0; at < storage.length; at += 1) {
      const name = storage.key(at);
      if (name?.startsWith(this.prefix())) this.hear(name, storage.getItem(name));
    }
  }

  read(at: Waiting): Edited | undefined {
    return this.kept.get(this.name(at));
  }

  edit(at: Waiting, { text, attachments, before }: Edited): void {
    const [name, kept] = [this.name(at), { at, text, attachments, before }];
    this.kept.set(name, kept);
    try {
      this.storage.setItem(name, JSON.stringify(kept));
      this.unkept.delete(name);
    } catch {
      // A browser without room keeps it in memory, as long as the page is there.
      this.unkept.add(name);
    }
    this.tell();
  }

  /** Takes it out: it was saved, or is not wanted. Undefined when there is none, also because another tab has taken it. */
  take(at: Waiting): Edited | undefined {
    const name = this.name(at);
    const kept = this.kept.get(name);
    const isThere = this.unkept.delete(name) || this.storage.getItem(name) !== null;
    this.kept.delete(name);
    this.storage.removeItem(name);
    if (kept) this.tell();
    return isThere ? kept : undefined;
  }

  /** Those of a task. */
  of(organizationId: string, taskId: string): Waiting[] {
    return [...this.kept.values()].map(({ at }) => at).filter((at) => at.organizationId === organizationId && at.taskId === taskId);
  }

  /** Another tab of this browser has kept something under this name, or taken it out (null). */
  hear(name: string, json: string | null): void {
    if (!name.startsWith(this.prefix())) return;
    const kept = parsed(json);
    if (kept) this.kept.set(name, kept);
    else if (!this.unkept.has(name)) this.kept.delete(name);
    this.tell();
  }

  /** Tells whenever something is another. Gives its end. */
  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }

  private name({ organizationId, taskId, sessionId, messageId }: Waiting): string {
    return `${this.prefix()}${organizationId}/${taskId}/${sessionId}/${messageId}`;
  }

  private prefix(): string {
    return `foundry:queue-edit:${this.owner}:`;
  }
}

/** What a change makes of a message; undefined when that is nothing else, or nothing at all. */
export function changed(edited: Edited | undefined): Draft | undefined {
  const text = edited?.text.trim();
  return edited && text && text !== edited.before ? { text, attachments: edited.attachments } : undefined;
}

/** Of something else under this name nothing is taken. */
function parsed(json: string | null): Kept | undefined {
  try {
    const kept = JSON.parse(json ?? "") as Kept;
    return typeof kept.text === "string" && typeof kept.before === "string" && Array.isArray(kept.attachments) && kept.at ? kept : undefined;
  } catch {
    return undefined;
  }
}
