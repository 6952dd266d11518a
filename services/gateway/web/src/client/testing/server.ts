// A topic as the gateway tells it, and a line that loses, doubles and swaps what is said on it.
import type { Frame, LiveEntry } from "../../wire";

type ViewFrame = Frame<"snapshot"> | Frame<"change">;

const TOPIC = "organization.acme";
/** Values on one page of a snapshot. */
const PAGE = 3;

/** Numbers from 0 to 1, the same ones for the same seed. */
export function randomly(seed: number): () => number {
  let state = (seed + 1) * 2_654_435_761;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 374_761_393) >>> 0;
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
  };
}

export class Server {
  private readonly lines = new Map<string, { sequence: number; entry: LiveEntry }>();
  private cursor = 0;
  private toldAt = 0;
  private forgotten = 0;

  constructor(private readonly random: () => number) {}

  /** Something changes: what those who follow are told. */
  act(): ViewFrame[] {
    const key = `${TOPIC}.task.t-${Math.floor(this.random() * 8)}`;
    const known = this.lines.get(key)?.entry;
    this.cursor += 1 + Math.floor(this.random() * 3);
    if (known && known.value === null && this.random() < 0.3) {
      this.lines.delete(key);
      this.forgotten = this.cursor;
      return [];
    }
    const value = this.random() < 0.25 ? null : { title: this.random().toString(36) };
    const entry = { key, revision: (known?.revision ?? this.cursor) + 1, value };
    this.lines.set(key, { sequence: this.cursor, entry });
    const previous = this.toldAt;
    this.toldAt = this.cursor;
    return [{ type: "change", topic: TOPIC, cursor: this.cursor, previous, ...entry }];
  }

  /** What somebody is told who knows all up to `since`. */
  subscribe(since: number | null): ViewFrame[] {
    const resumable = since !== null && since >= this.forgotten && since <= this.cursor;
    const wanted = [...this.lines.values()]
      .filter(({ sequence, entry }) => (resumable ? sequence > since : entry.value !== null))
      .sort((one, other) => one.sequence - other.sequence);
    const pages: ViewFrame[] = [];
    let previous = since ?? 0;
    for (let at = 0; at === 0 || at < wanted.length; at += PAGE) {
      const page = wanted.slice(at, at + PAGE);
      const complete = at + PAGE >= wanted.length;
      const cursor = complete ? this.cursor : (page.at(-1)?.sequence ?? 0);
      const reset = at === 0 && since !== null && !resumable;
      pages.push({ type: "snapshot", topic: TOPIC, cursor, previous, complete, reset, entries: page.map(({ entry }) => entry) });
      previous = cursor;
    }
    return pages;
  }

  state(): Record<string, unknown> {
    const there = [...this.lines.values()].filter(({ entry }) => entry.value !== null);
    return Object.fromEntries(there.map(({ entry }) => [entry.key, entry.value]));
  }
}

/** A line between a server and a page. */
export function chaos(random: () => number) {
  let onItsWay: ViewFrame[] = [];
  let isCalm = false;
  return {
    send(frames: ViewFrame[]): void {
      for (const frame of frames) {
        const luck = isCalm ? 1 : random();
        if (luck < 0.08) continue;
        onItsWay.push(frame);
        if (luck < 0.16) onItsWay.push(frame);
        if (luck > 0.84 && luck < 1) onItsWay.splice(Math.max(0, onItsWay.length - 3), 0, ...onItsWay.splice(-1));
      }
    },
    deliver(): ViewFrame[] {
      const count = isCalm ? onItsWay.length : Math.floor(random() * (onItsWay.length + 1));
      return onItsWay.splice(0, count);
    },
    lose(): void {
      onItsWay = [];
    },
    calm(): void {
      isCalm = true;
    },
  };
}
