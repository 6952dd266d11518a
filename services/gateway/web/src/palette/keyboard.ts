/** The keyboard, and what it opens first: there with the page. What is opened may still be fetched; then it opens as it comes. */

import { createSignal } from "solid-js";
import { openNewTask } from "../new-task/open";
import { registerCommands } from "./commands";
import { bindKeys } from "./keys";

export const [isFinderOpen, setFinderOpen] = createSignal(false);
export const [isSheetOpen, setSheetOpen] = createSignal(false);

/** For the lifetime of the component that calls it. */
export function useKeyboard(): void {
  bindKeys();
  registerCommands(() => [
    { id: "palette.open", title: "Find anything", group: "Help", run: () => setFinderOpen(!isFinderOpen()) },
    { id: "shortcuts.open", title: "Show all shortcuts", group: "Help", words: "keyboard keys", run: () => setSheetOpen(true) },
    { id: "task.new", title: "New task", group: "Tasks", words: "create prompt agent", run: () => openNewTask() },
  ]);
}
