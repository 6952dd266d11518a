// The folders that were read of a sandbox's files, and which of them are open.
import { createMemo, createSignal, untrack, type Accessor } from "solid-js";

import { Problem, query, whenBack } from "../client";
import { folders, ROOT, treeRows, type Folder, type TreeRow } from "./tree";

const UNREAD: Folder = { entries: [], next: null, isCut: false, isLoading: false };

export interface Tree {
  rows: Accessor<TreeRow[]>;
  open(path: string): void;
  close(path: string): void;
  /** Opens what is on the way to a file. */
  reveal(path: string): void;
  /** Reads the next page of a folder, or its first one again after a failure. */
  more(path: string): void;
  /** Reads anew all that is open. */
  refresh(): void;
}

export function useTree(organizationId: string, taskId: string): Tree {
  // By path, in a map: there are folders that are called `constructor`.
  const [known, setKnown] = createSignal<ReadonlyMap<string, Folder>>(new Map());
  const keep = (path: string, folder: Folder) => setKnown((before) => new Map(before).set(path, folder));
  /** Folders that nobody was reached for. */
  const unreached = new Set<string>();
  const [opened, setOpened] = createSignal<ReadonlySet<string>>(new Set());

  const read = async (path: string, after: string | null): Promise<void> => {
    const before = untrack(known).get(path) ?? UNREAD;
    if (before.isLoading) return;
    keep(path, { ...before, isLoading: true, error: undefined });
    unreached.delete(path);
    try {
      const page = await query("sandbox.files", [organizationId, taskId], { path, after });
      const entries = after === null ? page.entries : [...before.entries, ...page.entries];
      keep(path, { entries, next: page.next ?? null, isCut: page.isCut, isLoading: false });
    } catch (thrown) {
      const problem = Problem.of(thrown);
      if (problem.isPassing) unreached.add(path);
      keep(path, { ...before, isLoading: false, error: problem.detail });
    }
  };
  const open = (path: string): void => {
    setOpened((before) => new Set(before).add(path));
    if (!untrack(known).has(path)) void read(path, null);
  };
  const again = () => {
    for (const path of unreached) void read(path, null);
  };
  whenBack(() => ({ isPassing: unreached.size > 0 }), again);
  return {
    rows: createMemo(() => treeRows(known(), opened())),
    open,
    close: (path) => setOpened((before) => new Set([...before].filter((other) => other !== path))),
    reveal(path) {
      for (const folder of folders(path)) open(folder);
    },
    more: (path) => void read(path, known().get(path)?.error ? null : (known().get(path)?.next ?? null)),
    refresh() {
      const wanted = new Set([ROOT, ...opened()]);
      for (const path of wanted) void read(path, null);
    },
  };
}
