// The sandbox's files as rows of a tree. Folders are read when they are opened, page by page.

import type { FolderEntry } from "../wire";

export interface Folder {
  entries: FolderEntry[];
  /** Where the next page begins; null when all is there. */
  next: string | null;
  isCut: boolean;
  isLoading: boolean;
  error?: string;
}

export interface EntryRow {
  kind: "entry";
  id: string;
  path: string;
  entry: FolderEntry;
  level: number;
  isOpen: boolean;
}

/** What a folder says beside its entries: that it is being read, is empty, could not be read, or has more. */
export interface NoteRow {
  kind: "note";
  id: string;
  path: string;
  level: number;
  note: "loading" | "empty" | "error" | "more" | "cut";
  text?: string;
}

export type TreeRow = EntryRow | NoteRow;

export const ROOT = "";

export const join = (folder: string, name: string): string => (folder === ROOT ? name : `${folder}/${name}`);

/** The folders on the way to a path, outermost first: of `a/b/c.ts` they are `a` and `a/b`. */
export function folders(path: string): string[] {
  const names = path.split("/").slice(0, -1);
  return names.map((_, index) => names.slice(0, index + 1).join("/"));
}

/** All rows that can be seen, in order. `opened` has the folders that are open; the repository's own always is. */
export function treeRows(known: ReadonlyMap<string, Folder>, opened: ReadonlySet<string>): TreeRow[] {
  return rowsOf(ROOT, 1, known, opened);
}

function rowsOf(path: string, level: number, known: ReadonlyMap<string, Folder>, opened: ReadonlySet<string>): TreeRow[] {
  const folder = known.get(path);
  const note = (kind: NoteRow["note"], text?: string): NoteRow => ({ kind: "note", id: `${path}\n${kind}`, path, level, note: kind, text });
  if (!folder) return [note("loading")];
  const rows: TreeRow[] = folder.entries.flatMap((entry): TreeRow[] => {
    const child = join(path, entry.name);
    const isOpen = entry.kind === "folder" && opened.has(child);
    const row: EntryRow = { kind: "entry", id: child, path: child, entry, level, isOpen };
    return isOpen ? [row, ...rowsOf(child, level + 1, known, opened)] : [row];
  });
  if (folder.error) rows.push(note("error", folder.error));
  else if (folder.isLoading) rows.push(note("loading"));
  else if (folder.next !== null) rows.push(note("more"));
  else if (folder.isCut) rows.push(note("cut"));
  else if (rows.length === 0) rows.push(note("empty"));
  return rows;
}

export type Step = { focus: string } | { open: string } | { close: string } | { choose: string };

/** What a key does in the tree, as trees do everywhere; undefined for keys that mean nothing here. */
export function onKey(key: string, rows: readonly TreeRow[], focused: string | undefined): Step | undefined {
  const at = rows.findIndex((row) => row.id === focused);
  const row = rows[at];
  const to = (index: number): Step | undefined => {
    const target = rows[Math.max(0, Math.min(rows.length - 1, index))];
    return target && { focus: target.id };
  };
  if (key === "ArrowDown") return to(at + 1);
  if (key === "ArrowUp") return to(at - 1);
  if (key === "Home") return to(0);
  if (key === "End") return to(rows.length - 1);
  if (!row) return undefined;
  if (key === "Enter" || key === " ") return { choose: row.id };
  if (key === "ArrowRight" && row.kind === "entry" && row.entry.kind === "folder") {
    return row.isOpen ? to(at + 1) : { open: row.path };
  }
  if (key === "ArrowLeft") {
    if (row.kind === "entry" && row.isOpen) return { close: row.path };
    const parent = row.kind === "note" ? row.path : folders(row.path).at(-1);
    return parent ? { focus: parent } : undefined;
  }
  return undefined;
}
