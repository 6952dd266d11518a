// Who follows what: one subscription for all who follow a topic, kept for a while after the last has left, asked for again
// whenever the socket is another one.
import type { LiveClientMessage, LiveServerMessage } from "../wire";
import { Problem } from "./http";

/** How long a topic is kept after the last one who followed it has left, in milliseconds. */
export const GRACE = 30_000;
/** How long it takes until a topic that could not be read is asked for again; doubled each time, up to the last. */
export const FIRST_AGAIN = 1_000;
export const LAST_AGAIN = 30_000;

/** What a subscription does with what it is told. */
export interface Followed {
  /** Where to go on; null: from the beginning; undefined: not yet, it will ask itself. */
  since(): number | null | undefined;
  frame(frame: LiveServerMessage): void;
  refused(problem: Problem): void;
  /** It is asked for, again or for the first time. */
  asked(): void;
  dispose(): void;
}

interface Line<F extends Followed = Followed> {
  topic: string;
  followed: F;
  followers: number;
  isRefused: boolean;
  failures: number;
  grace?: ReturnType<typeof setTimeout>;
  again?: ReturnType<typeof setTimeout>;
}

/** Refusals that pass by themselves. */
const PASSING = new Set(["live.unavailable", "runtime.unavailable"]);

export class Subscriptions {
  private readonly lines = new Map<string, Line>();

  constructor(private readonly send: (message: LiveClientMessage) => void) {}

  /** Follows a topic, which is made if nobody does yet. Each call is matched by one of `release`. */
  acquire<F extends Followed>(topic: string, make: (ask: () => void) => F): F {
    let line = this.lines.get(topic) as Line<F> | undefined;
    if (!line) {
      const made: Line<F> = { topic, followed: make(() => this.ask(made)), followers: 0, isRefused: false, failures: 0 };
      line = made;
      this.lines.set(topic, line);
      this.ask(line);
    } else if (line.isRefused) {
      this.ask(line);
    }
    clearTimeout(line.grace);
    line.followers += 1;
    return line.followed;
  }

  release(topic: string): void {
    const line = this.lines.get(topic);
    if (!line) return;
    line.followers -= 1;
    if (line.followers === 0) line.grace = setTimeout(() => this.drop(line), GRACE);
  }

  /** The socket is another one: it knows of nothing. */
  opened(): void {
    for (const line of this.lines.values()) this.ask(line);
  }

  frame(frame: LiveServerMessage): void {
    if (frame.type === "pong" || !frame.topic) return;
    const line = this.lines.get(named(frame.topic));
    if (!line) return;
    if (frame.type === "error") return this.refuse(line, frame.code, frame.message);
    if (frame.type === "closed") return this.close(line, frame.reason);
    line.failures = 0;
    line.followed.frame(frame);
  }

  find(topic: string): Followed | undefined {
    return this.lines.get(topic)?.followed;
  }

  /** Nobody is signed in any more. */
  clear(): void {
    for (const line of this.lines.values()) this.end(line);
    this.lines.clear();
  }

  /** What is followed, for people who look for mistakes. */
  list(): { topic: string; followers: number; isRefused: boolean }[] {
    return [...this.lines.values()].map(({ topic, followers, isRefused }) => ({ topic, followers, isRefused }));
  }

  private ask(line: Line): void {
    clearTimeout(line.again);
    const since = line.followed.since();
    if (since === undefined) return;
    line.isRefused = false;
    line.followed.asked();
    this.send({ type: "subscribe", topic: line.topic, since });
  }

  private refuse(line: Line, code: string, message: string): void {
    if (PASSING.has(code)) return this.askLater(line);
    line.isRefused = true;
    line.followed.refused(new Problem(403, code, message));
  }

  private close(line: Line, reason: string): void {
    if (reason === "tooSlow") return this.ask(line);
    if (reason === "accessRevoked") this.refuse(line, "access.revoked", "You may no longer follow this.");
  }

  private askLater(line: Line): void {
    const wait = Math.min(LAST_AGAIN, FIRST_AGAIN * 2 ** line.failures);
    line.failures += 1;
    clearTimeout(line.again);
    line.again = setTimeout(() => this.ask(line), wait);
  }

  private drop(line: Line): void {
    this.send({ type: "unsubscribe", topic: line.topic });
    this.end(line);
    this.lines.delete(line.topic);
  }

  private end(line: Line): void {
    clearTimeout(line.grace);
    clearTimeout(line.again);
    line.followed.dispose();
  }
}

/** `user.me` is answered by the person's own name; nobody follows another person's. */
const named = (topic: string): string => (topic.startsWith("user.") ? "user.me" : topic);
