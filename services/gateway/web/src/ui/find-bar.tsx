// The line in which words are looked for in something of which only a part is drawn.
import { type JSX, createEffect, createSignal, on, onCleanup } from "solid-js";
import { Icon } from "./icon";
import { IconButton } from "./button";
import "./find-bar.css";

export interface FindBarProps {
  /** `Find in the transcript` */
  label: string;
  words: string;
  onWords(words: string): void;
  /** How many places there are with these words. */
  count: number;
  /** Shows one of them, from 0. */
  onShow(at: number): void;
  onClose(): void;
  /** Which one is shown first: the newest is what was just read. */
  first: "first" | "last";
  /** ` in what was loaded`: said behind how many there are. */
  where?: string;
}

export function FindBar(props: FindBarProps): JSX.Element {
  const [at, setAt] = createSignal(-1);
  let bar: HTMLDivElement | undefined;
  const before = document.activeElement;
  onCleanup(() => bar?.contains(document.activeElement) && before instanceof HTMLElement && before.isConnected && before.focus());
  createEffect(on(() => props.words, () => go(props.first === "last" ? -1 : 0)));

  function go(to: number): void {
    const all = props.count;
    const next = all === 0 ? -1 : (to + all) % all;
    setAt(next);
    if (next >= 0) props.onShow(next);
  }
  const [back, ahead] = [() => go(at() - 1), () => go(at() + 1)];
  // Enter goes on in the direction in which one reads.
  const step = (isBack: boolean) => (isBack === (props.first === "last") ? ahead : back)();
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === "Escape") (event.preventDefault(), event.stopPropagation(), props.onClose());
    if (event.key === "Enter" && !event.isComposing) (event.preventDefault(), step(event.shiftKey));
  }
  const said = () => {
    if (props.words.trim() === "") return "";
    return `${props.count === 0 ? "Nothing" : `${at() + 1} of ${props.count}`}${props.where ?? ""}`;
  };
  const keys = () => (props.first === "last" ? (["Enter", "Shift+Enter"] as const) : (["Shift+Enter", "Enter"] as const));
  return (
    <div ref={bar} class="find-bar" role="search" aria-label={props.label}>
      <Icon name="search" size={13} />
      <input
        aria-label="Words to find"
        placeholder={props.label}
        ref={(input) => queueMicrotask(() => input.focus())}
        value={props.words}
        onInput={(event) => props.onWords(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <span class="tabular" role="status">{said()}</span>
      <IconButton icon="chevron-up" size={22} label="The one before" kbd={keys()[0]} disabled={props.count === 0} onClick={back} />
      <IconButton icon="chevron-down" size={22} label="The one after" kbd={keys()[1]} disabled={props.count === 0} onClick={ahead} />
      <IconButton icon="x" size={22} label="Close" kbd="Escape" onClick={() => props.onClose()} />
    </div>
  );
}
