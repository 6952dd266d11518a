// What a diff shows line by line: in one column, or with the old file beside the new one. What git left out between the
// hunks is a gap, which can be filled from the file itself.

import type { FilePatch, Hunk, PatchLine } from "./patch";

/** Lines that did not change and are not shown. */
export interface Gap {
  kind: "gap";
  id: string;
  oldStart: number;
  newStart: number;
  /** How many; undefined for what follows the last hunk, whose length only the file tells. */
  count?: number;
  heading: string;
}

export interface UnifiedRow {
  kind: "line";
  id: string;
  line: PatchLine;
  /** The line that it replaces, or that replaces it. */
  counterpart?: PatchLine;
}

export interface SplitRow {
  kind: "pair";
  id: string;
  left?: PatchLine;
  right?: PatchLine;
}

/** The file as it is, by lines; asked for when a gap is opened. */
export type Filled = Map<string, PatchLine[]>;

export function unifiedRows(patch: FilePatch, filled: Filled = new Map()): (UnifiedRow | Gap)[] {
  return withGaps(patch, filled, (lines) => {
    const counterparts = new Map(blocks(lines).flatMap(({ removed, added }) => counterpartsOf(removed, added)));
    return lines.map((line) => ({ kind: "line", id: lineId(line), line, counterpart: counterparts.get(line) }));
  });
}

export function splitRows(patch: FilePatch, filled: Filled = new Map()): (SplitRow | Gap)[] {
  return withGaps(patch, filled, (lines) =>
    blocks(lines).flatMap(({ context, removed, added }) => {
      if (context) return [pair(context, context)];
      const height = Math.max(removed.length, added.length);
      return Array.from({ length: height }, (_, index) => pair(removed[index], added[index]));
    }),
  );
}

/** The same id for the same line, however much is shown around it. */
export function lineId(line: PatchLine): string {
  return `${line.oldNumber ?? ""}:${line.newNumber ?? ""}`;
}

function pair(left: PatchLine | undefined, right: PatchLine | undefined): SplitRow {
  return { kind: "pair", id: `${left?.oldNumber ?? ""}:${right?.newNumber ?? ""}`, left, right };
}

function withGaps<Row>(patch: FilePatch, filled: Filled, rowsOf: (lines: PatchLine[]) => Row[]): (Row | Gap)[] {
  const rows: (Row | Gap)[] = [];
  let [oldNext, newNext] = [1, 1];
  for (const hunk of patch.hunks) {
    const [oldFirst, newFirst] = [first(hunk.oldStart, hunk.oldCount), first(hunk.newStart, hunk.newCount)];
    const gap = gapBefore(oldNext, newNext, newFirst - newNext, hunk.heading);
    if (gap) append(rows, opened(gap, filled, rowsOf));
    append(rows, rowsOf(hunk.lines));
    [oldNext, newNext] = [oldFirst + hunk.oldCount, newFirst + hunk.newCount];
  }
  if (patch.hunks.length > 0 && hasRest(patch)) {
    const last: Gap = { kind: "gap", id: `gap:${newNext}`, oldStart: oldNext, newStart: newNext, heading: "" };
    append(rows, opened(last, filled, rowsOf));
  }
  return rows;
}

/** One by one: there may be more than a call takes arguments. */
function append<T>(all: T[], more: readonly T[]): void {
  for (const one of more) all.push(one);
}

/** Git writes the line before for a side that has none in the hunk. */
function first(start: number, count: number): number {
  return count === 0 ? start + 1 : start;
}

function gapBefore(oldStart: number, newStart: number, count: number, heading: string): Gap | undefined {
  return count > 0 ? { kind: "gap", id: `gap:${newStart}`, oldStart, newStart, count, heading } : undefined;
}

/** A file that is new or gone is shown whole. So is one whose last hunk ends with less context than git gives. */
function hasRest(patch: FilePatch): boolean {
  const last = patch.hunks.at(-1);
  if (!last || last.oldCount === 0 || last.newCount === 0) return false;
  return trailingContext(last) >= 3 && !last.lines.at(-1)?.noNewline;
}

function trailingContext(hunk: Hunk): number {
  const changed = hunk.lines.findLastIndex((line) => line.kind !== "context");
  return hunk.lines.length - 1 - changed;
}

function opened<Row>(gap: Gap, filled: Filled, rowsOf: (lines: PatchLine[]) => Row[]): (Row | Gap)[] {
  const lines = filled.get(gap.id);
  return lines ? rowsOf(lines) : [gap];
}

/** A gap's lines, taken from the file as it is. */
export function fillGap(gap: Gap, file: string[]): PatchLine[] {
  const end = gap.count === undefined ? file.length : gap.newStart - 1 + gap.count;
  return file.slice(gap.newStart - 1, end).map((text, index) => ({
    kind: "context",
    text,
    oldNumber: gap.oldStart + index,
    newNumber: gap.newStart + index,
  }));
}

interface Block {
  context?: PatchLine;
  removed: PatchLine[];
  added: PatchLine[];
}

/** Removed lines with the added ones that follow them; each unchanged line by itself. */
function blocks(lines: PatchLine[]): Block[] {
  const all: Block[] = [];
  let open: Block | undefined;
  for (const line of lines) {
    if (line.kind === "context") {
      all.push({ context: line, removed: [], added: [] });
      open = undefined;
      continue;
    }
    if (!open || (line.kind === "remove" && open.added.length > 0)) {
      open = { removed: [], added: [] };
      all.push(open);
    }
    (line.kind === "remove" ? open.removed : open.added).push(line);
  }
  return all;
}

function counterpartsOf(removed: PatchLine[], added: PatchLine[]): [PatchLine, PatchLine][] {
  return removed.flatMap((line, index): [PatchLine, PatchLine][] => {
    const other = added[index];
    return other ? [[line, other], [other, line]] : [];
  });
}
