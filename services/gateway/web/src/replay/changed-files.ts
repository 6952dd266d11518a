// The files that the agent had changed by then, as its tool calls tell. Pure.
import type { Item, ToolItem } from "../transcript/fold/items";

export interface ChangedFile {
  path: string;
  /** The tool call that has changed it last. */
  itemId: string;
}

const CHANGES = new Set(["edit", "delete", "move"]);

/** In the order in which they were first changed. A call that failed has changed nothing. */
export function changedFiles(items: readonly Item[]): ChangedFile[] {
  const files = new Map<string, ChangedFile>();
  for (const item of items) {
    if (item.type !== "tool" || item.status === "failed" || item.status === "pending") continue;
    for (const path of pathsOf(item)) files.set(path, { path, itemId: item.id });
  }
  return [...files.values()];
}

function pathsOf(tool: ToolItem): string[] {
  const diffs = tool.content.flatMap((part) => (part.type === "diff" ? [part.path] : []));
  return CHANGES.has(tool.kind) ? [...diffs, ...tool.locations.map(({ path }) => path)] : diffs;
}
