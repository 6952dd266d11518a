/** How machine facts are written: durations, times, who. */

/** `0.4 ms` is below what is recorded; everything is in whole milliseconds. */
export function duration(milliseconds: number): string {
  const ms = Math.max(0, Math.round(milliseconds));
  if (ms < 1000) return `${ms} ms`;
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return two(minutes, "m", seconds % 60, "s");
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return two(hours, "h", minutes % 60, "m");
  return two(Math.floor(hours / 24), "d", hours % 24, "h");
}

function two(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

const pad = (value: number, width = 2) => String(value).padStart(width, "0");

/** `14:03:07.215`, in the reader's time zone. */
export function clock(at: number): string {
  const date = new Date(at);
  return `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}.${pad(date.getMilliseconds(), 3)}`;
}

/** `Sun 29 Nov`, where a list passes into another day. */
export function day(at: number): string {
  return new Date(at).toLocaleDateString("en-GB", { weekday: "short", day: "numeric", month: "short" });
}

/** `14:05`, or with its day when that is another one. */
export function until(at: number, now: number): string {
  const time = `${pad(new Date(at).getHours())}:${pad(new Date(at).getMinutes())}`;
  return day(at) === day(now) ? time : `${day(at)}, ${time}`;
}

/** A user id, a service, a token of the fleet, or the NATS CLI, as people call them. */
export function who(by: string, logins: ReadonlyMap<string, string>): string {
  const [sort, name] = [by.slice(0, by.indexOf(":")), by.slice(by.indexOf(":") + 1)];
  if (sort === "user") return logins.get(name) ?? name;
  if (sort === "service") return `${name} (service)`;
  if (sort === "token") return `${name} (fleet token)`;
  if (by === "webhook:github") return "GitHub (webhook)";
  return by === "nats" ? "operator (NATS)" : by;
}

/** `createTask` → `create task`: names stay searchable as they are, titles are read. */
export function words(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
}
