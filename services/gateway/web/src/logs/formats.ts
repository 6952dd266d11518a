// Lines as a text to read, and as one JSON document each: pure.
import type { Entry } from "./ring";

const LEVEL = { info: "INFO ", warn: "WARN ", error: "ERROR" } as const;

/** As a terminal shows them. */
export function toText(entries: readonly Entry[]): string {
  return entries.map((entry) => `${textOf(entry)}\n`).join("");
}

export function textOf(entry: Entry): string {
  const time = new Date(entry.at).toISOString();
  if (entry.kind === "skipped") return `${time} … ${entry.count} lines skipped`;
  const { level, service, message, fields, key, traceId } = entry.line;
  const named = Object.entries(fields).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  const trace = traceId === null || traceId === undefined ? [] : [`trace_id=${traceId}`];
  return [time, LEVEL[level], service, `${key}:`, message, ...named, ...trace].join(" ");
}

/** [NDJSON](https://github.com/ndjson/ndjson-spec): what was skipped is a document as well. */
export function toNdjson(entries: readonly Entry[]): string {
  const document = (entry: Entry) => (entry.kind === "line" ? entry.line : { at: entry.at, skipped: entry.count });
  return entries.map((entry) => `${JSON.stringify(document(entry))}\n`).join("");
}
