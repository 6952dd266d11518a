// Messages that were sent and not taken yet. Each is copied into this browser before it leaves it, with its command's id:
// whatever is closed or lost meanwhile, it is sent again under that id, and so happens once. Knows no page and no network.
import type { Draft } from "./draft-book";
import type { SessionBody } from "./session-body";

/** A message on its way, as it is kept. */
export interface Outgoing extends Draft {
  /** Also its command's: the same id, however often it is sent, happens once. */
  id: string;
  organizationId: string;
  taskId: string;
  /** null: a session is opened for it first. */
  sessionId: string | null;
  /** What the session that is opened for it is asked for. */
  opens?: SessionBody;
  /** The message of the queue whose place it takes: that is taken out first. */
  replaces?: string;
  interrupt?: boolean;
  steer?: boolean;
  /** When somebody sent it, in milliseconds since 1970. */
  at: number;
  /** Why it did not go. Somebody says what becomes of it, or the connection comes back. */
  problem?: Unsent | undefined;
  /** Once it is accepted. From then on it is the server's, and kept here no longer. */
  messageId?: string;
}

export interface Unsent {
  detail: string;
  /** Nobody answered: it may have been taken all the same, and is sent again under the same id when somebody does. */
  isPassing: boolean;
}

/** What became of one try. `over`: nothing is to be sent any more. `signedOut`: it waits for its writer. */
export type Outcome = { messageId: string } | "over" | "signedOut" | Unsent;

export interface Surroundings {
  now(): number;
  newId(): string;
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;
  /** Whose messages: nobody else at this browser sees or sends them. */
  owner: string;
  /** Runs one thing at a time under a name, over all tabs of this browser. */
  alone<T>(name: string, run: () => Promise<T>): Promise<T>;
  /** Sends it. `note` keeps what is known of it halfway. */
  deliver(message: Outgoing, note: (known: Pick<Outgoing, "sessionId">) => void): Promise<Outcome>;
  /** Somebody has to say what becomes of it. */
  failed(message: Outgoing): void;
}

/** Of one person; more would fill the browser's room, and nobody writes so many while offline. */
export const MOST = 50;

/** An older message is not sent by itself any more: what it asks for may be done by now. In milliseconds. */
export const SENT_ALONE = 24 * 60 * 60_000;

export class OutboxBook {
  private readonly messages = new Map<string, Outgoing>();
  private readonly underWay = new Set<string>();
  private readonly unkept = new Set<string>();
  private readonly listeners = new Set<() => void>();

  constructor(private readonly around: Surroundings) {
    this.read();
  }

  /** In the order in which they were sent. */
  all(): Outgoing[] {
    return [...this.messages.values()].toSorted((one, other) => one.at - other.at);
  }

  /** Whether no more are taken. */
  isFull(): boolean {
    return this.all().filter(({ messageId }) => messageId === undefined).length >= MOST;
  }

  /** Whether a message would be lost with the page: the browser has no room for it. */
  isUnkept(): boolean {
    return this.unkept.size > 0;
  }

  /** Keeps it, then sends it. Gives its id, and when it was taken or is known not to be. */
  send(message: Omit<Outgoing, "id" | "at">): { id: string; done: Promise<void> } {
    const sent = { ...message, id: this.around.newId(), at: this.around.now() };
    this.keep(sent);
    return { id: sent.id, done: this.deliver(sent.id) };
  }

  /** Sends what waits: at the start, when the connection is back, or when another tab has kept something. */
  resume(): void {
    this.read();
    for (const message of this.all()) {
      if (message.messageId !== undefined || this.underWay.has(message.id)) continue;
      if (message.problem && !message.problem.isPassing) continue;
      if (this.around.now() - message.at <= SENT_ALONE) this.anew(message);
      else if (!message.problem) this.fail(message, { detail: "It was written more than a day ago.", isPassing: true });
    }
  }

  /** Sends one again that did not go, into another session if its own is closed. What was refused is another command. */
  again(id: string, sessionId: string | null): void {
    const message = this.messages.get(id);
    if (!message?.problem) return;
    this.drop(id);
    const { problem, ...rest } = message;
    const isSame = problem.isPassing && sessionId === message.sessionId;
    this.anew({ ...rest, sessionId, at: this.around.now(), id: isSame ? id : this.around.newId() });
  }

  /** Takes one out that did not go. Undefined: it is not there any more. */
  take(id: string): Outgoing | undefined {
    const message = this.messages.get(id);
    if (message) this.drop(id);
    return message;
  }

  /** Puts one back as it was. */
  restore(message: Outgoing): void {
    this.keep(message);
  }

  /** Forgets accepted ones of which nothing is to be shown any more. */
  settle(isSettled: (messageId: string) => boolean): void {
    for (const { id, messageId } of this.all()) if (messageId !== undefined && isSettled(messageId)) this.drop(id);
  }

  /** Tells whenever they are others. Gives its end. */
  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private anew(message: Outgoing): void {
    this.keep({ ...message, problem: undefined });
    void this.deliver(message.id);
  }

  private async deliver(id: string): Promise<void> {
    const first = this.messages.get(id);
    if (!first || this.underWay.has(id)) return;
    this.underWay.add(id);
    try {
      await this.around.alone(`${this.prefix()}${first.organizationId}/${first.taskId}`, () => this.tryOnce(id));
    } finally {
      this.underWay.delete(id);
    }
  }

  private async tryOnce(id: string): Promise<void> {
    // Another tab may have sent it while this one waited for its turn.
    if (!this.unkept.has(id) && this.around.storage.getItem(this.prefix() + id) === null) return this.drop(id);
    const message = this.messages.get(id);
    if (!message) return;
    const note = (known: Pick<Outgoing, "sessionId">) => this.keep({ ...(this.messages.get(id) ?? message), ...known });
    const outcome = await this.around.deliver(message, note);
    const now = this.messages.get(id) ?? message;
    if (outcome === "signedOut") return;
    if (outcome === "over") this.drop(id);
    else if ("messageId" in outcome) this.accepted({ ...now, messageId: outcome.messageId });
    else this.fail(now, outcome);
  }

  private accepted(message: Outgoing): void {
    this.forget(message.id);
    this.messages.set(message.id, { ...message, problem: undefined });
    this.tell();
  }

  private fail(message: Outgoing, problem: Unsent): void {
    const failed = { ...message, problem };
    this.keep(failed);
    this.around.failed(failed);
  }

  private keep(message: Outgoing): void {
    this.messages.set(message.id, message);
    try {
      this.around.storage.setItem(this.prefix() + message.id, JSON.stringify(message));
      this.unkept.delete(message.id);
    } catch {
      // A browser without room keeps it in memory alone, and asks before the page is left: `isUnkept`.
      this.unkept.add(message.id);
    }
    this.tell();
  }

  private drop(id: string): void {
    this.forget(id);
    this.messages.delete(id);
    this.tell();
  }

  private forget(id: string): void {
    this.unkept.delete(id);
    this.around.storage.removeItem(this.prefix() + id);
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }

  /** What is kept, by whichever tab. */
  private read(): void {
    const { storage } = this.around;
    const names = Array.from({ length: storage.length }, (_, at) => storage.key(at)).filter((name) => name?.startsWith(this.prefix()));
    const kept = names.flatMap((name) => parsed(storage.getItem(name ?? "")) ?? []);
    const ids = new Set(kept.map(({ id }) => id));
    for (const message of kept) if (!this.underWay.has(message.id)) this.messages.set(message.id, message);
    for (const { id, messageId } of this.all())
      if (!ids.has(id) && messageId === undefined && !this.underWay.has(id) && !this.unkept.has(id)) this.messages.delete(id);
    this.tell();
  }

  private prefix(): string {
    return `foundry:outbox:${this.around.owner}:`;
  }
}

/** Of something else under this name nothing is taken. */
function parsed(json: string | null): Outgoing | undefined {
  try {
    const kept = JSON.parse(json ?? "") as Outgoing;
    return typeof kept.id === "string" && typeof kept.text === "string" && Array.isArray(kept.attachments) ? kept : undefined;
  } catch {
    return undefined;
  }
}
