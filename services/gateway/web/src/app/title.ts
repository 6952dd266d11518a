// The window's title: what is open, and how much needs somebody.
import { createEffect, createSignal, onCleanup } from "solid-js";

const [titles, setTitles] = createSignal<(() => string | undefined)[]>([]);
const [needsYou, setNeedsYou] = createSignal(0);

/** How many tasks need this person; shown in front of the title. */
export { needsYou, setNeedsYou };

/** Names what is open for as long as the component is there; the newest name counts. */
export function useTitle(title: () => string | undefined): void {
  setTitles((all) => [...all, title]);
  onCleanup(() => setTitles((all) => all.filter((other) => other !== title)));
}

/** Writes the title; once in the page. */
export function writeTitle(): void {
  createEffect(() => {
    const open = titles().findLast((title) => title())?.();
    const count = needsYou() > 0 ? `(${needsYou()}) ` : "";
    document.title = `${count}${open ? `${open} · ` : ""}Foundry`;
  });
}
