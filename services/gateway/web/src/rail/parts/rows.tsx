import { createMemo, Show, type JSX } from "solid-js";
import { VList, type VListHandle } from "virtua/solid";

export interface RowsProps<T> {
  rows: readonly T[];
  /** What tells two of them apart. A row with the same id stays the same element, whatever changes about it. */
  rowId: (row: T) => string;
  /** How high a row is when it was not measured yet, in pixels. */
  height: number;
  /** The row that the keyboard is at: it stays in the page, wherever the list is scrolled to. */
  at: number;
  class: string;
  ref: (list: VListHandle | undefined) => void;
  children: (row: () => T, index: () => number) => JSX.Element;
}

/** A long list, of which only what is in sight is in the page. A newer list with the same rows loses neither focus nor place. */
export function Rows<T>(props: RowsProps<T>): JSX.Element {
  const byId = createMemo(() => new Map(props.rows.map((row) => [props.rowId(row), row])));
  const ids = createMemo(() => [...byId().keys()]);
  return (
    <VList class={props.class} ref={props.ref} data={ids()} itemSize={props.height} keepMounted={[props.at]}>
      {(id, index) => <Show when={byId().get(id)}>{(row) => props.children(row, index)}</Show>}
    </VList>
  );
}
