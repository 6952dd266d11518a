import { createSignal, type JSX } from "solid-js";

import { IconButton } from "../ui";

/** Finds text in what a terminal shows. */
export function Find(props: { find: (text: string, direction: "next" | "previous") => boolean; onClose: () => void }): JSX.Element {
  const [text, setText] = createSignal("");
  const [isMissing, setMissing] = createSignal(false);
  const find = (direction: "next" | "previous"): void => {
    setMissing(text() !== "" && !props.find(text(), direction));
  };
  return (
    <div class="find" role="search">
      <input
        type="search"
        aria-label="Find in the terminal"
        aria-invalid={isMissing()}
        placeholder="Find"
        value={text()}
        ref={(input) => queueMicrotask(() => input.focus())}
        onInput={(event) => {
          setText(event.currentTarget.value);
          find("next");
        }}
        on:keydown={(event) => {
          event.stopPropagation();
          if (event.key === "Enter") find(event.shiftKey ? "previous" : "next");
          if (event.key === "Escape") props.onClose();
        }}
      />
      <IconButton icon="arrow-up" label="Previous" size={22} onClick={() => find("previous")} />
      <IconButton icon="arrow-down" label="Next" size={22} onClick={() => find("next")} />
      <IconButton icon="x" label="Close" size={22} onClick={props.onClose} />
    </div>
  );
}
