// The diffs that are open beside a task's sessions, kept for this browser tab.
import { createEffect, createMemo, createSignal, untrack } from "solid-js";

import { keepHere } from "../client";

/** So many stay open; the oldest make room. */
const OPEN = 12;

export function createOpenDiffs(taskId: () => string, shown: () => string | undefined) {
  const name = () => `foundry:diffs:${taskId()}`;
  const [changes, setChanges] = createSignal(0);
  const paths = createMemo(() => (changes(), read(name())));
  const write = (paths: string[]) => {
    keepHere(untrack(name), JSON.stringify(paths.slice(-OPEN)), sessionStorage);
    setChanges((count) => count + 1);
  };
  createEffect(() => {
    const path = shown();
    if (path && !untrack(paths).includes(path)) write([...untrack(paths), path]);
  });
  return { paths, close: (path: string) => write(paths().filter((other) => other !== path)) };
}

function read(name: string): string[] {
  try {
    const paths: unknown = JSON.parse(sessionStorage.getItem(name) ?? "[]");
    return Array.isArray(paths) ? paths.filter((path) => typeof path === "string") : [];
  } catch {
    return [];
  }
}
