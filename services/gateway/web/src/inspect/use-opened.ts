/** The rows that are open; the one that was opened last stands in the address. */

import { useSearchParams } from "@solidjs/router";
import { createSignal } from "solid-js";

export function useOpened() {
  const [search, setSearch] = useSearchParams();
  const [opened, setOpened] = createSignal<ReadonlySet<string>>(new Set(typeof search.open === "string" ? [search.open] : []));
  const toggle = (id: string) => {
    const next = new Set(opened());
    if (!next.delete(id)) next.add(id);
    setOpened(next);
    setSearch({ open: next.has(id) ? id : undefined }, { replace: true });
  };
  return { opened, toggle };
}
