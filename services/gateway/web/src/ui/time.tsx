import { everyMinute, everySecond } from "../client/clock";

const UNITS: [limit: number, size: number, unit: string][] = [
  [60_000, 1_000, "s"],
  [3_600_000, 60_000, "m"],
  [86_400_000, 3_600_000, "h"],
  [30 * 86_400_000, 86_400_000, "d"],
  [365 * 86_400_000, 30 * 86_400_000, "mo"],
];

/** A span of milliseconds in one unit: `4m`. */
export function compact(span: number): string {
  const positive = Math.max(0, span);
  const found = UNITS.find(([limit]) => positive < limit);
  return found ? `${Math.floor(positive / found[1])}${found[2]}` : `${Math.floor(positive / (365 * 86_400_000))}y`;
}

/** A span of milliseconds as a stopwatch has it: `1:04`, `2:10:09`; below a second `0.4s` when `fine`. */
export function stopwatch(span: number, fine = false): string {
  if (fine && span < 10_000) return `${(Math.max(0, span) / 1_000).toFixed(1)}s`;
  const seconds = Math.max(0, Math.floor(span / 1_000));
  const pad = (number: number) => String(number).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(seconds % 60)}` : `${minutes}:${pad(seconds % 60)}`;
}

const whole = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
const hours = new Intl.DateTimeFormat("en-GB", { timeStyle: "short" });
const thisYear = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const anotherYear = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });

/** The time of day; of another day that day as well, and of another year that year. Both in milliseconds since 1970. */
export function moment(at: number, now: number): string {
  const [then, today] = [new Date(at), new Date(now)];
  if (then.toDateString() === today.toDateString()) return hours.format(at);
  const day = then.getFullYear() === today.getFullYear() ? thisYear : anotherYear;
  return `${day.format(at)}, ${hours.format(at)}`;
}

/** When, to the second, as this person writes it. `at` in milliseconds since 1970. */
export const when = (at: number): string => whole.format(at);

/** How long ago. `at` in milliseconds since 1970. */
export function Age(props: { at: number; class?: string }) {
  return (
    <time class={props.class} datetime={new Date(props.at).toISOString()} data-tip={when(props.at)}>
      {everyMinute() - props.at < 15_000 ? "now" : compact(everyMinute() - props.at)}
    </time>
  );
}

/** When, as shortly as it can be said. `at` in milliseconds since 1970. */
export function Time(props: { at: number; class?: string }) {
  return (
    <time class={props.class} datetime={new Date(props.at).toISOString()} data-tip={when(props.at)}>
      {moment(props.at, everyMinute())}
    </time>
  );
}

/** How long something has taken, or takes so far. Both in milliseconds since 1970. */
export function Elapsed(props: { from: number; to?: number | null; class?: string }) {
  return <time class={`tabular ${props.class ?? ""}`}>{stopwatch((props.to ?? everySecond()) - props.from)}</time>;
}
