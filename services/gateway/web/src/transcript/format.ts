// Times of day, sizes and money, short enough for a row.

/** `950`, `1.2k`, `45k`, `1.1M` */
export function count(tokens: number): string {
  if (tokens < 1_000) return String(tokens);
  const [scaled, unit] = tokens < 999_500 ? [tokens / 1_000, "k"] : [tokens / 1_000_000, "M"];
  return `${scaled < 10 ? scaled.toFixed(1).replace(/\.0$/, "") : Math.round(scaled)}${unit}`;
}

export function money({ amount, currency }: { amount: number; currency: string }): string {
  const digits = amount > 0 && amount < 0.01 ? 4 : 2;
  const sign = currency === "USD" ? "$" : `${currency} `;
  return `${sign}${amount.toFixed(digits)}`;
}

// Made once: each costs more than many texts.
const TIME = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const WEEKDAY = new Intl.DateTimeFormat("en-GB", { weekday: "short" });
const DATE = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });

/** When something was said: the time; within a week the weekday, too; else the day. */
export function clock(at: number, now: number): string {
  const time = TIME.format(at);
  if (new Date(at).toDateString() === new Date(now).toDateString()) return time;
  const isRecent = now - at < 7 * 86_400_000;
  return `${(isRecent ? WEEKDAY : DATE).format(at)} ${time}`;
}

export function day(at: number, now: number): string {
  const of = (time: number) => new Date(time).toDateString();
  if (of(at) === of(now)) return "Today";
  if (of(at) === of(now - 86_400_000)) return "Yesterday";
  return new Date(at).toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric" });
}

/** More characters of what is said in a line nobody reads; some agents put a whole file into a title. */
const LINE = 2_000;

/** At most so much of a title, a step of a plan, a notice. */
export function shortened(text: string, limit = LINE): string {
  return text.length > limit ? `${text.slice(0, limit)}…` : text;
}

/** Control sequences, titles and other commands, and single escapes (ECMA-48). */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const CODES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g;

/** A program's output without the codes that colour a terminal and move its cursor. */
export function plain(output: string): string {
  return output.replace(CODES, "").split("\n").map(overwritten).join("\n");
}

/** What is left of a line that was written anew from its beginning. In linear time: a bundle's only line has megabytes. */
function overwritten(line: string): string {
  let end = line.length;
  while (line[end - 1] === "\r") end -= 1;
  return line.slice(line.lastIndexOf("\r", end - 1) + 1, end);
}
