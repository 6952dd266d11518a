/**
 * How spans of time are written, each for its purpose; all are given in milliseconds. Clocks differ, so a negative span is
 * written as none. Pure.
 */

const [SECOND, MINUTE, HOUR, DAY] = [1_000, 60_000, 3_600_000, 86_400_000];

const AGES: [limit: number, size: number, unit: string][] = [
  [MINUTE, SECOND, "s"],
  [HOUR, MINUTE, "m"],
  [DAY, HOUR, "h"],
  [30 * DAY, DAY, "d"],
  [365 * DAY, 30 * DAY, "mo"],
  [Infinity, 365 * DAY, "y"],
];

/** How old something is, in one unit and as narrow as a row needs it: `4m`. */
export function age(span: number): string {
  const positive = Math.max(0, span);
  const [, size, unit] = AGES.find(([limit]) => positive < limit) ?? [Infinity, 365 * DAY, "y"];
  return `${Math.floor(positive / size)}${unit}`;
}

/** How long something took, in two units at most: `420 ms`, `1.5 s`, `12 s`, `3 min 5 s`, `1 h 2 min`, `1 d 1 h`. */
export function duration(span: number): string {
  const whole = Math.max(0, Math.round(span));
  if (whole < SECOND) return `${whole} ms`;
  const tenths = Math.round(whole / 100);
  if (tenths < 100) return `${tenths / 10} s`;
  const seconds = Math.round(whole / SECOND);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return two(minutes, "min", seconds % 60, "s");
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return two(hours, "h", minutes % 60, "min");
  return two(Math.floor(hours / 24), "d", hours % 24, "h");
}

function two(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/** What is counted while people look, second by second: `0:07`, `12:40`, `1:02:03`. */
export function stopwatch(span: number): string {
  const seconds = Math.max(0, Math.floor(span / SECOND));
  const pad = (number: number) => String(number).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(seconds % 60)}` : `${minutes}:${pad(seconds % 60)}`;
}

/** How long something took, or takes so far: what goes on is counted. */
export const lasting = (span: number, isOver: boolean): string => (isOver ? duration(span) : stopwatch(span));

/** How long something still takes, as it can be foreseen, in one unit and never none: `1 s`, `40 s`, `12 min`, `3 h`. */
export function roughly(span: number): string {
  const seconds = Math.max(1, Math.ceil(span / SECOND));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

/** What is left until a known end: `1 h 2 min`, `58 min`, and counted when it comes near: `9:42`. */
export function remaining(span: number): string {
  const left = Math.max(0, Math.round(span / SECOND)) * SECOND;
  return left < 10 * MINUTE ? stopwatch(left) : duration(Math.floor(left / MINUTE) * MINUTE);
}
