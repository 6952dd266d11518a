// Which cards somebody has unfolded, or folded though they are open by themselves: kept while they are scrolled away.
import { type Accessor, createSignal } from "solid-js";

export interface Folds {
  /** Undefined: nobody has chosen. */
  get(id: string): boolean | undefined;
  set(id: string, isOpen: boolean): void;
  /** What was last chosen for all tool calls at once; another object each time. */
  allTools: Accessor<{ isOpen: boolean } | undefined>;
  /** Folds or unfolds all tool calls. What was chosen for one of them counts no more. */
  setAllTools(isOpen: boolean): void;
}

/** The ids of tool calls begin so. */
const TOOL = "tool-";

export function createFolds(): Folds {
  const chosen = new Map<string, boolean>();
  const [allTools, setAll] = createSignal<{ isOpen: boolean }>();
  return {
    get: (id) => chosen.get(id) ?? (isTool(id) ? allTools()?.isOpen : undefined),
    set: (id, isOpen) => void chosen.set(id, isOpen),
    allTools,
    setAllTools(isOpen) {
      for (const id of chosen.keys()) if (isTool(id)) chosen.delete(id);
      setAll({ isOpen });
    },
  };
}

/** A tool call itself, and not a part of it. */
const isTool = (id: string): boolean => id.startsWith(TOOL) && !id.includes("/");
