/** The shown events as a file. Pure; what is exported is what was read, no more. */

import type { AuditEvent } from "./sentences";

const COLUMNS = ["eventId", "at", "event", "by", "repositoryId", "taskId", "branch", "details"] as const;

export function toJson(events: readonly AuditEvent[]): string {
  return `${JSON.stringify(events, null, 2)}\n`;
}

/** RFC 4180, with times as ISO 8601. */
export function toCsv(events: readonly AuditEvent[]): string {
  const rows = events.map((event) => COLUMNS.map((column) => cell(column === "at" ? new Date(event.at).toISOString() : event[column])));
  return [COLUMNS as readonly string[], ...rows].map((row) => `${row.join(",")}\r\n`).join("");
}

/** A text that begins like a formula would be run by a spreadsheet; the quote before it keeps it a text (OWASP, CSV injection). */
function cell(value: unknown): string {
  if (value === null || value === undefined) return "";
  const plain = typeof value === "string" ? value : typeof value === "number" ? String(value) : JSON.stringify(value);
  const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(plain) ? `'${plain}` : plain;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
