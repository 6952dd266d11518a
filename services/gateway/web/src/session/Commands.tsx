// The agent's own commands, while the first word of a message is one that begins with a slash.
import { For, type JSX, Show, createEffect, createMemo, createSignal, onCleanup } from "solid-js";

import type { Command } from "../transcript/fold/items";

const SHOWN = 8;

export function matching(text: string, commands: Command[]): Command[] {
  const begun = /^\/(\S*)$/.exec(text)?.[1];
  if (begun === undefined) return [];
  return commands.filter((command) => command.name.startsWith(begun) && command.name !== begun).slice(0, SHOWN);
}

export function Commands(props: { text: string; commands: Command[]; area: () => HTMLTextAreaElement; onPick(text: string): void }): JSX.Element {
  const found = createMemo(() => matching(props.text, props.commands));
  const [at, setAt] = createSignal(0);
  const [isClosed, setClosed] = createSignal(false);
  const isOpen = () => found().length > 0 && !isClosed();
  createEffect(() => {
    found();
    setAt(0);
    if (props.text === "") setClosed(false);
  });
  const pick = (command: Command | undefined) => {
    if (!command) return;
    props.onPick(`/${command.name} `);
    props.area().focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isOpen()) return;
    const length = found().length;
    const moves: Record<string, () => void> = {
      ArrowDown: () => setAt((at() + 1) % length),
      ArrowUp: () => setAt((at() - 1 + length) % length),
      Enter: () => pick(found()[at()]),
      Tab: () => pick(found()[at()]),
      Escape: () => setClosed(true),
    };
    const move = event.shiftKey ? undefined : moves[event.key];
    if (!move) return;
    event.preventDefault();
    event.stopPropagation();
    move();
  };
  createEffect(() => {
    const area = props.area();
    area.addEventListener("keydown", onKeyDown, true);
    onCleanup(() => area.removeEventListener("keydown", onKeyDown, true));
  });
  return (
    <Show when={isOpen()}>
      <ul class="composer-commands" role="listbox" aria-label="The agent's commands">
        <For each={found()}>
          {(command, index) => (
            <li role="option" aria-selected={index() === at()} onPointerMove={() => setAt(index())} onPointerDown={(event) => (event.preventDefault(), pick(command))}>
              <code>/{command.name}</code>
              <Show when={command.hint}><code class="composer-hint">{command.hint}</code></Show>
              <span class="truncate">{command.description}</span>
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}
