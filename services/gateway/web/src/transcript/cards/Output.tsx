// What a program has said: its end first, all of it on demand.
import { type JSX, Show, createMemo } from "solid-js";

import { createFolding } from "../context";
import { plain } from "../format";
import { CopyButton } from "../../ui";

const SHOWN_LINES = 12;
const SHOWN_CHARACTERS = 20_000;

export function Output(props: { id: string; text: string }): JSX.Element {
  const text = createMemo(() => plain(props.text).trimEnd());
  const lines = createMemo(() => text().split("\n"));
  const [isOpen, toggle] = createFolding(() => `${props.id}/output`, () => false);
  const isLong = () => lines().length > SHOWN_LINES + 2 || text().length > SHOWN_CHARACTERS;
  const shown = () => (isOpen() ? text() : lines().slice(-SHOWN_LINES - 2).join("\n").slice(-SHOWN_CHARACTERS));
  return (
    <div class="transcript-output">
      <Show when={isLong()}>
        <button type="button" class="transcript-more" onClick={toggle}>
          {isOpen() ? "Show the end only" : `Show all ${lines().length.toLocaleString("en")} lines`}
        </button>
      </Show>
      <pre tabindex="0" aria-label="Output">{shown() || "No output"}</pre>
      <span class="transcript-output-copy"><CopyButton text={text()} label="Copy output" /></span>
    </div>
  );
}
