// The list above the composer: commands and files that can be written with a key.
import { For, type JSX, Show, createEffect, createMemo, createSignal, onCleanup } from "solid-js";

import { query } from "../client";
import type { Command } from "../transcript/fold/items";
import type { Place } from "./draft-book";
import { createRead } from "./read";
import { type Suggestion, commandSuggestions, fileSuggestions, mentionAt } from "./suggestions";

/** Of a folder; more are found by writing on. */
const ENTRIES = 500;

export function Suggest(props: {
  place: Place;
  text: string;
  caret: number;
  commands: Command[];
  area: () => HTMLTextAreaElement;
  onPick(suggestion: Suggestion): void;
}): JSX.Element {
  const mention = createMemo(() => mentionAt(props.text, props.caret));
  const folder = createMemo(() => mention()?.folder);
  // A sandbox that is not there has no files to offer; what is written is sent as it is.
  const entries = createRead(folder, (path, signal) => {
    const key = [props.place.organizationId, props.place.taskId];
    return query("sandbox.files", key, { ...(path && { path }), limit: ENTRIES }, { signal });
  });
  const listed = () => (entries.value()?.path === folder() && !entries.problem() ? entries.value()?.entries : undefined);
  const found = createMemo((): Suggestion[] => {
    const at = mention();
    return at ? fileSuggestions(props.text, at, listed() ?? []) : commandSuggestions(props.text, props.commands);
  });
  const [chosen, setChosen] = createSignal(0);
  const [closedFor, setClosedFor] = createSignal<string>();
  const isOpen = () => found().length > 0 && closedFor() !== props.text;
  createEffect(() => (found(), setChosen(0)));

  function onKeyDown(event: KeyboardEvent): void {
    if (!isOpen() || event.isComposing) return;
    const length = found().length;
    const pick = () => props.onPick(found()[chosen()] as Suggestion);
    const moves: Record<string, () => void> = {
      ArrowDown: () => setChosen((chosen() + 1) % length),
      ArrowUp: () => setChosen((chosen() - 1 + length) % length),
      Enter: pick,
      Tab: pick,
      Escape: () => setClosedFor(props.text),
    };
    const move = event.shiftKey || event.ctrlKey || event.metaKey ? undefined : moves[event.key];
    if (!move) return;
    event.preventDefault();
    event.stopPropagation();
    move();
  }
  createEffect(() => {
    const area = props.area();
    area.addEventListener("keydown", onKeyDown, true);
    onCleanup(() => area.removeEventListener("keydown", onKeyDown, true));
  });
  return (
    <Show when={isOpen()}>
      <ul class="composer-commands" role="listbox" aria-label={mention() ? "Files of the repository" : "The agent's commands"}>
        <For each={found()}>
          {(suggestion, at) => (
            <li
              role="option"
              aria-selected={at() === chosen()}
              onPointerMove={() => setChosen(at())}
              onPointerDown={(event) => (event.preventDefault(), props.onPick(suggestion))}
            >
              <code>{suggestion.label}</code>
              <Show when={suggestion.hint}><code class="composer-hint">{suggestion.hint}</code></Show>
              <span class="truncate">{suggestion.about}</span>
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}
