// The window's title: what is open, and how much needs somebody.
import { createEffect, createSignal, onCleanup } from "solid-js";

// No signal holds them: at the end of a transition, as each navigation is one, what is cleaned up would be there again.
const titles = new Set<() => string | undefined>();
const [version, setVersion] = createSignal(0);
const changed = () => setVersion((before) => before + 1);
/** A task that needs this person, and why, in words. */
export interface Needing {
  organizationId: string;
  taskId: string;
  title: string;
  why: string;
}

const [needsYou, setNeedsYou] = createSignal<readonly Needing[]>();

/** What needs this person; undefined while that is not known. How many is shown in front of the title. */
export { needsYou, setNeedsYou };

/** Names what is open for as long as the component is there; the newest name counts. */
export function useTitle(title: () => string | undefined): void {
  titles.add(title);
  changed();
  onCleanup(() => {
    titles.delete(title);
    changed();
  });
}

/** Writes the title; once in the page. */
export function writeTitle(): void {
  createEffect(() => {
    version();
    const open = [...titles].findLast((title) => title())?.();
    const needing = needsYou()?.length ?? 0;
    const count = needing > 0 ? `(${needing}) ` : "";
    document.title = `${count}${open ? `${open} · ` : ""}Foundry`;
  });
}
