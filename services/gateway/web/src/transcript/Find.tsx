// Words that are looked for in what was said.
import { type JSX, createMemo, createSignal } from "solid-js";

import type { Item } from "./fold/items";
import { FindBar } from "../ui/find-bar";
import { found } from "./search-words";

export function Find(props: { items: readonly Item[]; hasOlder: boolean; onShow(itemId: string): void; onClose(): void }): JSX.Element {
  const [words, setWords] = createSignal("");
  const ids = createMemo(() => found(props.items, words()));
  return (
    <FindBar
      label="Find in the transcript"
      first="last"
      words={words()}
      onWords={setWords}
      count={ids().length}
      where={props.hasOlder ? " in what was loaded" : ""}
      onShow={(at) => props.onShow(ids()[at] ?? "")}
      onClose={() => props.onClose()}
    />
  );
}
