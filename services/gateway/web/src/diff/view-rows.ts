// The rows of a diff as they are shown: its lines and gaps, with comments and what is being written beneath the lines
// that they are about.

import type { Writing } from "./kept";
import type { PatchLine } from "./patch";
import type { Comment, LineRange, Side } from "./review";
import type { Gap, SplitRow, UnifiedRow } from "./rows";

export interface CommentRow {
  kind: "comment";
  id: string;
  comment: Comment;
}

export interface WritingRow {
  kind: "writing";
  id: string;
}

export type LineRow = UnifiedRow | SplitRow;
export type ViewRow = LineRow | Gap | CommentRow | WritingRow;

export const isLine = (row: ViewRow | undefined): row is LineRow => row?.kind === "line" || row?.kind === "pair";

/** Puts comments beneath the last line of their range. Those whose line is no longer shown come first. */
export function withComments(rows: readonly (LineRow | Gap)[], comments: readonly Comment[], writing: Writing | undefined): ViewRow[] {
  const shown: ViewRow[] = [];
  const left = new Set(comments);
  let isWritingLeft = writing !== undefined;
  for (const row of rows) {
    shown.push(row);
    for (const comment of comments) {
      if (!left.has(comment) || comment.id === writing?.id || !endsAt(row, comment.range)) continue;
      shown.push({ kind: "comment", id: comment.id, comment });
      left.delete(comment);
    }
    if (isWritingLeft && writing && endsAt(row, writing.range)) {
      shown.push({ kind: "writing", id: "writing" });
      isWritingLeft = false;
    }
  }
  const lost = [...left].filter((comment) => comment.id !== writing?.id);
  const first: ViewRow[] = lost.map((comment) => ({ kind: "comment", id: comment.id, comment }));
  if (isWritingLeft) first.push({ kind: "writing", id: "writing" });
  return [...first, ...shown];
}

function endsAt(row: ViewRow, { side, to }: LineRange): boolean {
  return isLine(row) && numberOn(row, side) === to;
}

/** The number of a row's line on a side; undefined where it has none there. */
export function numberOn(row: LineRow, side: Side): number | undefined {
  const line = lineOn(row, side);
  return side === "old" ? line?.oldNumber : line?.newNumber;
}

export function lineOn(row: LineRow, side: Side): PatchLine | undefined {
  if (row.kind === "pair") return side === "old" ? row.left : row.right;
  return row.line;
}

/** The side that a row is spoken about by itself: the file as it is, unless the row is only in the file as it was. */
export function sideOf(row: LineRow): Side {
  return numberOn(row, "new") === undefined ? "old" : "new";
}

/** The text of a range's lines, as far as they are shown. */
export function textOf(rows: readonly ViewRow[], { side, from, to }: LineRange): string {
  const texts = rows.flatMap((row) => {
    if (!isLine(row)) return [];
    const number = numberOn(row, side);
    return number !== undefined && number >= from && number <= to ? [lineOn(row, side)?.text ?? ""] : [];
  });
  return texts.join("\n");
}

/** The next row with a line, from `index` in the direction of `step`; `index` itself when there is none. */
export function nextLine(rows: readonly ViewRow[], index: number, step: 1 | -1): number {
  for (let at = index + step; at >= 0 && at < rows.length; at += step) {
    if (isLine(rows[at])) return at;
  }
  return index;
}

/** The first row of the next, or previous, run of changed lines. */
export function nextChange(rows: readonly ViewRow[], index: number, step: 1 | -1): number | undefined {
  const isChanged = (row: ViewRow | undefined): boolean =>
    isLine(row) && (row.kind === "line" ? row.line.kind !== "context" : row.left !== row.right);
  for (let at = index + step; at >= 0 && at < rows.length; at += step) {
    if (isChanged(rows[at]) && !isChanged(rows[at - 1])) return at;
  }
  return undefined;
}

/** The indices of the rows in whose line, or comment, this stands. Case does not matter. None for a blank text. */
export function rowsWith(rows: readonly ViewRow[], text: string): number[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === "") return [];
  return rows.flatMap((row, index) => (texts(row).some((line) => line.toLowerCase().includes(wanted)) ? [index] : []));
}

function texts(row: ViewRow): string[] {
  if (row.kind === "comment") return [row.comment.text];
  return isLine(row) ? [lineOn(row, "old")?.text ?? "", lineOn(row, "new")?.text ?? ""] : [];
}
