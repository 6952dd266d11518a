// Keys in a diff. They mean something only while the focus is on its lines.

import { nextChange, nextLine, type ViewRow } from "./view-rows";

export interface DiffActions {
  rows: () => readonly ViewRow[];
  /** The row that the keyboard is at. */
  at: () => number;
  goTo: (index: number, isExtending: boolean) => void;
  comment: () => void;
  attach: () => void;
  clear: () => void;
  hasSelection: () => boolean;
  /** To the next, or previous, file. */
  step: (step: 1 | -1) => void;
  viewed: () => void;
  find: () => void;
}

export const DIFF_KEYS = [
  ["up", "previous line; with Shift: choose more"],
  ["down", "next line; with Shift: choose more"],
  [".", "next change"],
  [",", "previous change"],
  ["c", "comment"],
  ["a", "attach to the message"],
  ["n", "next file"],
  ["p", "previous file"],
  ["v", "viewed"],
  ["mod+f", "find in the diff"],
] as const;

export function diffKey(actions: DiffActions): (event: KeyboardEvent) => void {
  return (event) => {
    const target = event.target as HTMLElement;
    if (isFind(event)) return (event.preventDefault(), event.stopPropagation(), actions.find());
    if (target.closest("textarea, input, [contenteditable]") || event.ctrlKey || event.metaKey || event.altKey) return;
    const run = meaning(event, actions);
    if (!run) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  };
}

/** The browser would look only at the lines that are drawn. */
const isFind = (event: KeyboardEvent): boolean => event.key === "f" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;

function meaning(event: KeyboardEvent, actions: DiffActions): (() => void) | undefined {
  const { rows, at, goTo } = actions;
  const change = (step: 1 | -1) => () => {
    const index = nextChange(rows(), at(), step);
    if (index !== undefined) goTo(index, false);
  };
  switch (event.key) {
    case "ArrowDown":
      return () => goTo(nextLine(rows(), at(), 1), event.shiftKey);
    case "ArrowUp":
      return () => goTo(nextLine(rows(), at(), -1), event.shiftKey);
    case ".":
      return change(1);
    case ",":
      return change(-1);
    case "c":
      return actions.comment;
    case "a":
      return actions.attach;
    case "n":
      return () => actions.step(1);
    case "p":
      return () => actions.step(-1);
    case "v":
      return actions.viewed;
    case "Escape":
      return actions.hasSelection() ? actions.clear : undefined;
    default:
      return undefined;
  }
}
