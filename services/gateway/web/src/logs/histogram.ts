// How many lines there were over the last minutes, by how grave they are: pure.
import type { LogLevel } from "../wire";
import type { Entry } from "./ring";

/** Milliseconds. */
export const BAR = 5_000;
export const BARS = 60;

export interface Bar extends Record<LogLevel, number> {
  /** When it begins. */
  at: number;
}

/** Bars up to the one that `now` is in. */
export function histogram(entries: readonly Entry[], now: number): Bar[] {
  const first = (Math.floor(now / BAR) - BARS + 1) * BAR;
  const bars = Array.from({ length: BARS }, (_, index): Bar => ({ at: first + index * BAR, info: 0, warn: 0, error: 0 }));
  // They are in order: the older ones are of no interest.
  for (let index = entries.length - 1; index >= 0; index -= 1) {
    const entry = entries[index];
    if (entry === undefined || entry.at < first) break;
    // A clock that is before ours is not of the future.
    const bar = bars[Math.min(BARS - 1, Math.floor((entry.at - first) / BAR))];
    if (entry.kind === "line" && bar) bar[entry.line.level] += 1;
  }
  return bars;
}

export const total = (bar: Bar): number => bar.info + bar.warn + bar.error;

/** `1,204 lines in the last 5 minutes, 3 of them errors, 1 warning` */
export function inWords(bars: readonly Bar[]): string {
  const sum = (of: (bar: Bar) => number) => bars.reduce((all, bar) => all + of(bar), 0);
  const [all, errors, warnings] = [sum(total), sum((bar) => bar.error), sum((bar) => bar.warn)];
  const counted = (count: number, one: string) => `${count.toLocaleString("en")} ${one}${count === 1 ? "" : "s"}`;
  const grave = [errors > 0 ? counted(errors, "error") : "", warnings > 0 ? counted(warnings, "warning") : ""].filter(Boolean);
  const minutes = (BARS * BAR) / 60_000;
  return `${counted(all, "line")} in the last ${minutes} minutes${grave.length > 0 ? `, among them ${grave.join(" and ")}` : ""}`;
}
