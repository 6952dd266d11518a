// One file's diff, read again when its branch was.
import { createMemo, type Accessor } from "solid-js";

import { query } from "../client";
import { useReading, type Reading } from "../rail/reading";
import type { DiffScope, FileDiff } from "../wire";
import { parsePatch, type FilePatch } from "./patch";

export interface DiffSource {
  organizationId: string;
  taskId: string;
  path: string;
  oldPath?: string;
  scope: DiffScope;
  ignoreWhitespace: boolean;
  /** When the branch was last read: another time, another diff. */
  readAt?: number;
}

export interface ReadDiff {
  diff: FileDiff;
  patch: FilePatch;
}

/** The last diff that was read of this file and scope; it is shown while a newer one is on its way. */
export function useDiff(source: Accessor<DiffSource>): Reading<ReadDiff> {
  const asked = createMemo(source, undefined, { equals: (a, b) => JSON.stringify(a) === JSON.stringify(b) });
  const reading = useReading(asked, readDiff);
  const value = createMemo<ReadDiff | undefined>(() => {
    const latest = reading.value();
    return latest && isOf(latest.diff, asked()) ? latest : undefined;
  });
  return { ...reading, value };
}

async function readDiff(source: DiffSource, signal: AbortSignal): Promise<ReadDiff> {
  const { organizationId, taskId, path, oldPath, scope, ignoreWhitespace } = source;
  const diff = await query("sandbox.diff", [organizationId, taskId], { path, oldPath, scope, ignoreWhitespace }, { signal });
  const patch = parsePatch(diff.text)[0] ?? { isBinary: diff.isBinary, isRenamed: false, hunks: [], additions: 0, deletions: 0 };
  return { diff, patch };
}

function isOf(diff: FileDiff, source: DiffSource): boolean {
  return diff.path === source.path && diff.scope === source.scope;
}

/** The whole text of a file, by lines; for what a diff leaves out. At most so many parts are read. */
export async function readLines(organizationId: string, taskId: string, path: string, mostParts = 8): Promise<string[]> {
  let text = "";
  let offset: number | undefined;
  for (let part = 0; part < mostParts; part += 1) {
    const read = await query("sandbox.file", [organizationId, taskId], { path, offset });
    text += read.text;
    if (read.next === null || read.next === undefined) break;
    offset = read.next;
  }
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}
