import { createRoot } from "solid-js";
import { expect, test } from "vitest";

import { createFolds } from "./folds";

test("what was chosen for one card is kept, and all tool calls are folded at once", () => {
  createRoot((dispose) => {
    const folds = createFolds();
    folds.set("tool-1", true);
    folds.set("tool-1/raw", true);
    folds.set("thought-2", true);
    folds.setAllTools(false);
    expect(["tool-1", "tool-3", "tool-1/raw", "thought-2", "thought-4"].map(folds.get)).toEqual([false, false, true, true, undefined]);
    folds.set("tool-1", true);
    expect([folds.get("tool-1"), folds.get("tool-3")]).toEqual([true, false]);
    folds.setAllTools(true);
    expect([folds.get("tool-1"), folds.get("tool-3")]).toEqual([true, true]);
    dispose();
  });
});
