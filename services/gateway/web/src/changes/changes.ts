// The files that a branch changes, as rows.

import type { ChangedFile, DiffScope, FileChange } from "../wire";

export const SCOPES: Record<DiffScope, { name: string; about: string }> = {
  sinceBase: { name: "Since base", about: "All that the branch changes, committed or not" },
  sinceLastTurn: { name: "Last turn", about: "What changed since the newest turn began" },
  uncommitted: { name: "Uncommitted", about: "What is not committed yet" },
};

export const CHANGES: Record<FileChange, { letter: string; name: string }> = {
  added: { letter: "A", name: "added" },
  modified: { letter: "M", name: "modified" },
  deleted: { letter: "D", name: "deleted" },
  renamed: { letter: "R", name: "renamed" },
  conflicted: { letter: "C", name: "in conflict" },
  untracked: { letter: "U", name: "new, not in git yet" },
};

/** A path in two: what is dimmed, and what is not. */
export function splitPath(path: string): { folder: string; name: string } {
  const at = path.lastIndexOf("/") + 1;
  return { folder: path.slice(0, at), name: path.slice(at) };
}

/** Files whose path, or path of before, has all of the words. */
export function filterFiles(files: readonly ChangedFile[], text: string): ChangedFile[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = ({ path, oldPath }: ChangedFile): boolean => {
    const where = `${path} ${oldPath ?? ""}`.toLowerCase();
    return words.every((word) => where.includes(word));
  };
  return files.filter(matches);
}

export type Scope = DiffScope;

/** In the order in which they are offered. */
export const OFFERED = ["sinceBase", "sinceLastTurn", "uncommitted"] as const satisfies Scope[];

/** Whether an address names one. */
export const scopeOf = (text: string | undefined): Scope => OFFERED.find((scope) => scope === text) ?? "sinceBase";

/** Of the files that the branch's state lists. */
export function filesIn(files: readonly ChangedFile[], scope: Scope): ChangedFile[] {
  return scope === "uncommitted" ? files.filter((file) => file.isUncommitted) : [...files];
}

export interface Totals {
  files: number;
  added: number;
  removed: number;
}

export function totals(files: readonly ChangedFile[]): Totals {
  return files.reduce(
    (sum, file) => ({
      files: sum.files + 1,
      added: sum.added + (file.added ?? 0),
      removed: sum.removed + (file.removed ?? 0),
    }),
    { files: 0, added: 0, removed: 0 },
  );
}

/** The file before or after this one; around the ends. Undefined when there is no other. */
export function neighbour(files: readonly ChangedFile[], path: string, step: 1 | -1): ChangedFile | undefined {
  const at = files.findIndex((file) => file.path === path);
  const other = at < 0 ? files[0] : files[(at + step + files.length) % files.length];
  return other?.path === path ? undefined : other;
}
