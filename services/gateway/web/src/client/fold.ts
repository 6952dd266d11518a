// The values of one topic, from frames: pure. Twins and late frames change nothing, a gap is noticed.
import type { Frame } from "../wire";

/** A view as it was last heard of; a value of null is gone, and its revision still keeps older values out. */
interface Line {
  revision: number;
  value: unknown;
}

/** What became of a frame: which values are others now, and whether something before it is missing. */
export interface Folded {
  changed: string[];
  gap: boolean;
}

export class Fold {
  /** Resume from here. */
  cursor: number | null = null;
  /** Whether a whole snapshot was heard. */
  isComplete = false;
  private readonly lines = new Map<string, Line>();
  /** While all is told anew: what was told so far. The rest goes at its end. */
  private told: Set<string> | undefined;

  value(key: string): unknown {
    return this.lines.get(key)?.value ?? undefined;
  }

  /** Makes the value one that nobody else holds, and so cannot change. */
  detach(key: string): void {
    const line = this.lines.get(key);
    if (line) line.value = structuredClone(line.value);
  }

  keys(): string[] {
    return [...this.lines.keys()].filter((key) => this.value(key) !== undefined);
  }

  snapshot(frame: Frame<"snapshot">): Folded {
    if (frame.reset) this.told = new Set();
    else if (this.misses(frame)) return { changed: [], gap: true };
    const changed = frame.entries.filter((entry) => this.put(entry)).map((entry) => entry.key);
    this.advance(frame.cursor, frame.reset);
    if (frame.complete) {
      changed.push(...this.forgetUntold());
      this.isComplete = true;
    }
    return { changed, gap: false };
  }

  change(frame: Frame<"change">): Folded {
    const gap = this.misses(frame);
    const changed = this.put(frame) ? [frame.key] : [];
    // Behind a gap the cursor stays, so that what is missing can be asked for.
    if (!gap) this.advance(frame.cursor, false);
    return { changed, gap };
  }

  /** A frame says after which cursor it comes, so a lost one before it is noticed. */
  private misses({ previous }: { previous: number }): boolean {
    return previous > (this.cursor ?? 0);
  }

  private advance(cursor: number, restarts: boolean): void {
    this.cursor = restarts ? cursor : Math.max(this.cursor ?? 0, cursor);
  }

  private put({ key, revision, value }: { key: string; revision: number; value?: unknown }): boolean {
    this.told?.add(key);
    const known = this.lines.get(key);
    // While all is told anew, what is told counts: the newest may have been lost at the source.
    if (known && !this.told) {
      if (revision < known.revision) return false;
      if (revision === known.revision && (value ?? null) === null === (known.value === null)) return false;
    }
    this.lines.set(key, { revision, value: value ?? null });
    return true;
  }

  private forgetUntold(): string[] {
    const told = this.told;
    this.told = undefined;
    if (!told) return [];
    const untold = [...this.lines.keys()].filter((key) => !told.has(key));
    for (const key of untold) this.lines.delete(key);
    return untold;
  }
}
