// The rows of the transcript as it was: those that stay are the same objects wherever the replay goes.
import { type Accessor, batch, createSignal } from "solid-js";

import type { Item } from "../transcript/fold/items";
import type { Transcript } from "../transcript/fold/transcript";
import { type Row, createDrawn } from "../transcript/rows";

export interface PastRows {
  /** In order; another array only when rows came or went. */
  rows: Accessor<Row[]>;
  show(transcript: Transcript): void;
}

export function createPastRows(): PastRows {
  const { draw, list } = createDrawn();
  let shown: readonly Item[] = [];
  const [rows, setRows] = createSignal<Row[]>([]);

  function show({ items }: Transcript): void {
    batch(() => {
      // Of some thousand items those of one stretch are others.
      for (const [at, item] of items.entries()) if (item !== shown[at]) draw(item);
      if (!isSame(items, shown)) setRows(list(items));
      shown = items;
    });
  }
  return { rows, show };
}

/** Of one log, what is as long and begins alike has the same items. */
const isSame = (some: readonly Item[], others: readonly Item[]) =>
  some.length === others.length && some[0]?.id === others[0]?.id && some.at(-1)?.id === others.at(-1)?.id;
