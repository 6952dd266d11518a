// The newest lines that were told, in the order in which they were said: pure but for its own state.
import type { LogLine } from "../wire";

/** More than anybody reads; some ten megabytes. */
export const MOST = 10_000;
/** So many of the oldest go at once, so that what is read moves seldom. */
const PIECE = 500;

export interface Said {
  kind: "line";
  id: string;
  /** How many came before it, ever. */
  arrived: number;
  at: number;
  line: LogLine;
}

/** There were more lines here than are told. */
export interface Skipped {
  kind: "skipped";
  id: string;
  arrived: number;
  at: number;
  count: number;
}

export type Entry = Said | Skipped;

export class Ring {
  entries: readonly Entry[] = [];
  private readonly known = new Set<string>();
  private arrived = 0;

  /** Takes in a frame. Lines that are told again are known. `now`: when it came, in milliseconds. */
  add(lines: readonly LogLine[], skipped: number, now: number): void {
    const fresh: Entry[] = [];
    for (const line of lines) {
      const id = `${line.instance}:${line.sequence}`;
      if (this.known.has(id)) continue;
      this.known.add(id);
      fresh.push({ kind: "line", id, arrived: (this.arrived += 1), at: line.at, line });
    }
    const at = fresh.reduce((latest, entry) => Math.max(latest, entry.at), 0) || now;
    if (skipped > 0) this.skip(fresh, skipped, at);
    if (fresh.length === 0) return;
    const last = this.entries.at(-1)?.at ?? 0;
    const all = [...this.entries, ...fresh];
    if (fresh.some((entry, index) => entry.at < Math.max(last, fresh[index - 1]?.at ?? 0))) all.sort(inOrder);
    this.entries = all.length > MOST ? this.cut(all) : all;
  }

  clear(): void {
    this.entries = [];
  }

  /** Words of that kind that follow each other are one. */
  private skip(fresh: Entry[], count: number, at: number): void {
    const before = this.entries.at(-1);
    if (fresh.length === 0 && before?.kind === "skipped") {
      this.entries = [...this.entries.slice(0, -1), { ...before, count: before.count + count }];
    } else fresh.push({ kind: "skipped", id: `skipped:${(this.arrived += 1)}`, arrived: this.arrived, at, count });
  }

  private cut(all: readonly Entry[]): readonly Entry[] {
    const kept = all.slice(all.length - MOST + PIECE);
    for (const entry of all.slice(0, all.length - kept.length)) this.known.delete(entry.id);
    return kept;
  }
}

/** By time; of one process as it has said them. */
function inOrder(one: Entry, other: Entry): number {
  if (one.at !== other.at || one.kind !== "line" || other.kind !== "line") return one.at - other.at;
  if (one.line.instance !== other.line.instance) return one.line.instance < other.line.instance ? -1 : 1;
  return one.line.sequence - other.line.sequence;
}
