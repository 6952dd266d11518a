// What of the lines is shown, and how that stands in the address: pure.
import type { LogLevel, LogLine } from "../wire";
import type { Entry } from "./ring";

export const LEVELS: readonly { value: LogLevel; name: string }[] = [
  { value: "info", name: "All" },
  { value: "warn", name: "Warnings" },
  { value: "error", name: "Errors" },
];
const GRAVITY: Record<LogLevel, number> = { info: 0, warn: 1, error: 2 };

export interface Filters {
  service: string | undefined;
  /** This one, and what is graver. */
  level: LogLevel;
  /** Words, or `/a regular expression/`. */
  words: string;
  taskId: string | undefined;
  traceId: string | undefined;
}

export type Search = Record<string, string | string[] | undefined>;

export function filtersOf(search: Search): Filters {
  const given = (name: string) => {
    const value = search[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const level = given("level");
  return {
    service: given("service"),
    level: level === "warn" || level === "error" ? level : "info",
    words: given("q") ?? "",
    taskId: given("task"),
    traceId: given("trace"),
  };
}

export interface Matcher {
  matches(entry: Entry): boolean;
  /** Why the expression is none; then nothing is asked of the words. */
  wrong: string | undefined;
}

export function matcher({ service, level, words, taskId, traceId }: Filters): Matcher {
  const { test, wrong } = wordsOf(words);
  const matches = (entry: Entry) => {
    // What is missing may have been among what is looked for.
    if (entry.kind === "skipped") return true;
    const { line } = entry;
    return (
      GRAVITY[line.level] >= GRAVITY[level] &&
      (service === undefined || line.service === service) &&
      (taskId === undefined || line.key.split(".")[1] === taskId) &&
      (traceId === undefined || line.traceId === traceId) &&
      (test === undefined || test(line))
    );
  };
  return { matches, wrong };
}

function wordsOf(words: string): { test?: (line: LogLine) => boolean; wrong: string | undefined } {
  const text = words.trim();
  if (text === "") return { wrong: undefined };
  const expression = /^\/(.+)\/(i?)$/s.exec(text);
  if (!expression) {
    const wanted = text.toLowerCase();
    return { test: (line) => searched(line).toLowerCase().includes(wanted), wrong: undefined };
  }
  try {
    const pattern = new RegExp(expression[1] ?? "", expression[2]);
    return { test: (line) => pattern.test(searched(line)), wrong: undefined };
  } catch (thrown) {
    return { wrong: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

const texts = new WeakMap<LogLine, string>();

/** What words are looked for in: the message, and every field with its name. */
function searched(line: LogLine): string {
  const known = texts.get(line);
  if (known !== undefined) return known;
  const fields = Object.entries(line.fields).map(([name, value]) => `${name}=${String(value)}`);
  const text = [line.message, line.service, line.key, line.traceId ?? "", ...fields].join("\n");
  texts.set(line, text);
  return text;
}
