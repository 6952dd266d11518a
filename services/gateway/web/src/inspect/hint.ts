/** A few words of what a command or run was given, for its line: which event, whose message, what news. Pure. */

import { redactText } from "./redact";

const MOST = 80;
/** The first of these that is there says most of what a command is about. */
const TELLING = ["event", "title", "text", "displayName", "fullName", "name", "branch", "label", "reason", "runId"] as const;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

export function hint(input: unknown): string {
  if (!isObject(input)) return "";
  const news = input["news"];
  if (isObject(news)) return cut(newsHint(news));
  for (const name of TELLING) {
    const value = input[name];
    if (typeof value === "string" && value.trim() !== "") return cut(value);
  }
  return "";
}

/** `{stageBegan: {stage: "cloning"}}` → `stageBegan cloning` */
function newsHint(news: Record<string, unknown>): string {
  const [name, inner] = Object.entries(news)[0] ?? [];
  const more = isObject(inner) ? Object.values(inner).find((value) => typeof value === "string") : undefined;
  return [name, more].filter((part) => typeof part === "string").join(" ");
}

function cut(text: string): string {
  const line = redactText(text)
    .replace(/\n[^]*/, "")
    .trim();
  return line.length > MOST ? `${line.slice(0, MOST - 1)}…` : line;
}
