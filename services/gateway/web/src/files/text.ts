// A file's text as lines, put together from the parts in which it is read.

import type { FilePart } from "../wire";

export interface FileText {
  path: string;
  size: number;
  isBinary: boolean;
  lines: string[];
  /** Where the next part begins, in bytes; null when all is here. */
  next: number | null;
  /** Whether the last line may go on in the next part. */
  isOpen: boolean;
}

/** Adds a part to what is there; the first one begins anew. */
export function withPart(text: FileText | undefined, part: FilePart): FileText {
  const { path, size, isBinary } = part;
  const next = part.next ?? null;
  const added = part.text.split("\n");
  const endsWithBreak = added.at(-1) === "";
  if (endsWithBreak) added.pop();
  if (!text || part.offset === 0) return { path, size, isBinary, lines: added, next, isOpen: !endsWithBreak };
  const [first = "", ...rest] = added;
  const lines = text.isOpen ? [...text.lines.slice(0, -1), (text.lines.at(-1) ?? "") + first, ...rest] : [...text.lines, ...added];
  return { path, size, isBinary, lines, next, isOpen: !endsWithBreak };
}

/** Whether more has to be read until a line is there. */
export function lacks(text: FileText | undefined, line: number | undefined): boolean {
  if (!text) return true;
  return line !== undefined && text.lines.length < line && text.next !== null;
}

/** Characters of the longest line. There may be more lines than a call takes arguments. */
export function longest(lines: readonly string[]): number {
  return lines.reduce((most, line) => Math.max(most, line.length), 0);
}

/** `512 B`, `12 KiB`, `3.4 MiB` */
export function bytes(size: number): string {
  if (size < 1024) return `${size} B`;
  return size < 1024 * 1024 ? `${Math.round(size / 1024)} KiB` : `${(size / 1024 / 1024).toFixed(1)} MiB`;
}

/** The line that the address asks for; undefined for none, or for nonsense. */
export function lineOf(text: string | string[] | undefined): number | undefined {
  const line = Number(text);
  return typeof text === "string" && Number.isInteger(line) && line > 0 ? line : undefined;
}
