// Comments on lines, collected until they are sent to the agent as one message.

import type { Attachment } from "../session/attachments";

/** The side of a diff that a line is on: the file as it was, or as it is. */
export type Side = "old" | "new";

export interface LineRange {
  side: Side;
  from: number;
  to: number;
}

export interface Comment {
  id: string;
  path: string;
  range: LineRange;
  /** The lines' text, as it was when the comment was written. */
  lines: string;
  text: string;
}

/** What a message of the agent's may have at most. */
export const MOST_ATTACHMENTS = 20;
export const LONGEST_TEXT = 50_000;
const LONGEST_QUOTE = 2_000;

/** From one line to another, whichever was chosen first. A range stays on the side where it began. */
export function rangeTo(start: LineRange | undefined, side: Side, line: number, isExtending: boolean): LineRange {
  if (!isExtending || !start || start.side !== side) return { side, from: line, to: line };
  return { side, from: Math.min(start.from, line), to: Math.max(start.to, line) };
}

export function contains(range: LineRange | undefined, side: Side, line: number | undefined): boolean {
  return range !== undefined && line !== undefined && range.side === side && line >= range.from && line <= range.to;
}

/** `Line 3`, `Lines 3–5`; what is only in the old file says so. */
export function lines({ side, from, to }: LineRange): string {
  const text = from === to ? `Line ${from}` : `Lines ${from}–${to}`;
  return side === "old" ? `${text} of before` : text;
}

/** `src/a.ts:3`, `src/a.ts:3-5`; what is only in the old file says so. */
export function place(path: string, { side, from, to }: LineRange): string {
  const lines = from === to ? `${from}` : `${from}-${to}`;
  return side === "old" ? `${path}:${lines} (removed)` : `${path}:${lines}`;
}

export function attachmentOf(path: string, range: LineRange, lines: string): Attachment {
  const lineContent = lines.length > LONGEST_QUOTE ? `${lines.slice(0, LONGEST_QUOTE)}…` : lines;
  return { id: crypto.randomUUID(), filePath: path, lineNumber: range.from, lineContent };
}

export interface ReviewMessage {
  text: string;
  attachments: Attachment[];
}

/** The comments as one message, in the order of files and lines. */
export function reviewMessage(comments: Comment[]): ReviewMessage {
  const ordered = [...comments].sort((a, b) => a.path.localeCompare(b.path) || a.range.from - b.range.from);
  const points = ordered.map((comment) => `- ${place(comment.path, comment.range)}: ${indented(comment.text)}`);
  const text = [`Please address ${ordered.length === 1 ? "this comment" : "these comments"}:`, "", ...points].join("\n");
  const attachments = ordered.slice(0, MOST_ATTACHMENTS).map(({ path, range, lines }) => attachmentOf(path, range, lines));
  return { text, attachments };
}

/** Why the comments cannot be sent as they are. */
export function tooMuch(comments: Comment[]): string | undefined {
  const { length } = reviewMessage(comments).text;
  return length > LONGEST_TEXT
    ? `The comments have ${length.toLocaleString("en")} characters; a message may have ${LONGEST_TEXT.toLocaleString("en")}. Shorten or remove some.`
    : undefined;
}

function indented(text: string): string {
  return text.trim().split("\n").join("\n  ");
}
