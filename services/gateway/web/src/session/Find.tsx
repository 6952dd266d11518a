// The line in which words are looked for in what was said.
import { type JSX, createEffect, createMemo, createSignal, on } from "solid-js";

import type { Item } from "../transcript";
import { Icon, IconButton } from "../ui";
import { found } from "./search-words";

export function Find(props: { items: readonly Item[]; hasOlder: boolean; onShow(itemId: string): void; onClose(): void }): JSX.Element {
  const [words, setWords] = createSignal("");
  const [at, setAt] = createSignal(-1);
  const ids = createMemo(() => found(props.items, words()));
  // The newest first: it is what was just read.
  createEffect(on(words, () => go(ids().length - 1)));

  function go(to: number): void {
    const count = ids().length;
    const next = count === 0 ? -1 : (to + count) % count;
    setAt(next);
    const id = ids()[next];
    if (id) props.onShow(id);
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === "Escape") (event.preventDefault(), props.onClose());
    if (event.key === "Enter" && !event.isComposing) (event.preventDefault(), go(at() + (event.shiftKey ? 1 : -1)));
  }
  const said = () => {
    if (words().trim() === "") return "";
    const more = props.hasOlder ? " in what was loaded" : "";
    return ids().length === 0 ? `Nothing${more}` : `${at() + 1} of ${ids().length}${more}`;
  };
  const none = () => (ids().length === 0 ? "Nothing has these words" : undefined);
  return (
    <div class="session-find" role="search" aria-label="Find in the transcript">
      <Icon name="search" size={13} />
      <input
        aria-label="Words to find"
        placeholder="Find in the transcript"
        ref={(input) => queueMicrotask(() => input.focus())}
        value={words()}
        onInput={(event) => setWords(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <span class="tabular" role="status">{said()}</span>
      <IconButton icon="chevron-up" size={22} label="The one before" kbd="Enter" reason={none()} onClick={() => go(at() - 1)} />
      <IconButton icon="chevron-down" size={22} label="The one after" kbd="Shift+Enter" reason={none()} onClick={() => go(at() + 1)} />
      <IconButton icon="x" size={22} label="Close" kbd="Escape" onClick={() => props.onClose()} />
    </div>
  );
}
