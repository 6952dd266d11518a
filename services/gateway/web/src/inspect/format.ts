/** How machine facts are written: times to the millisecond, who, names. */

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
