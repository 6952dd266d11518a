import { everyMinute, everySecond } from "../client/clock";
import { age, lasting } from "./duration";

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
      {everyMinute() - props.at < 15_000 ? "now" : age(everyMinute() - props.at)}
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

/** How long something took, or takes so far while there is no `to`. Both in milliseconds since 1970. */
export function Elapsed(props: { from: number; to?: number | null; class?: string }) {
  const isOver = () => props.to !== undefined && props.to !== null;
  return <time class={`tabular ${props.class ?? ""}`}>{lasting((props.to ?? everySecond()) - props.from, isOver())}</time>;
}
