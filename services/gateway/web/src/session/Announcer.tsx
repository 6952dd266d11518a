// Reads out what is said, once it is complete.
import { type JSX, createEffect, createSignal } from "solid-js";

import type { Item } from "../transcript";
import { announcement } from "./announce";

export function Announcer(props: { items: readonly Item[]; isLoaded: boolean }): JSX.Element {
  const [spoken, setSpoken] = createSignal("");
  // What was said before somebody came is not read out.
  let behind: number | undefined;
  createEffect(() => {
    if (!props.isLoaded || props.items.length === 0) return;
    behind ??= props.items.at(-1)?.index ?? 0;
    const said = announcement(props.items, behind);
    if (!said) return;
    behind = said.index;
    setSpoken(said.text);
  });
  return <div class="sr-only" aria-live="polite">{spoken()}</div>;
}
