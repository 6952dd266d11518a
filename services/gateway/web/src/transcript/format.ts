// Times, sizes and money, short enough for a row.

/** `0.4 s`, `12 s`, `3 min 5 s`, `1 h 2 min` */
export function duration(ms: number): string {
  if (ms < 950) return `${(Math.max(0, ms) / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 ? `${minutes} min ${seconds % 60} s` : `${minutes} min`;
  return minutes % 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${Math.floor(minutes / 60)} h`;
}

/** A timer that runs: `0:07`, `12:40`, `1:02:03` */
export function elapsed(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const pad = (value: number) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(seconds % 60)}` : `${minutes}:${pad(seconds % 60)}`;
}

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

/** Control sequences, titles and other commands, and single escapes (ECMA-48). */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const CODES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g;

/** A program's output without the codes that colour a terminal and move its cursor. */
export function plain(output: string): string {
  return output.replace(CODES, "").replace(/[^\n]*\r(?!\n)/g, "").replaceAll("\r", "");
}
