import { For, Show, type JSX } from "solid-js";

import type { PatchLine } from "./patch";
import type { Side } from "./review";
import { changedPieces } from "./words";

const SIGNS = { add: "+", remove: "−", context: " " } as const;
const NAMES = { add: "added", remove: "removed", context: "unchanged" } as const;

export interface NumberProps {
  line: PatchLine | undefined;
  side: Side;
  isSelected: boolean;
  isFocusable: boolean;
  onChoose: (side: Side, line: number, isExtending: boolean) => void;
}

/** A line's number: pressed, the line is chosen; with Shift, all from the one before. */
export function LineNumber(props: NumberProps): JSX.Element {
  const number = () => (props.side === "old" ? props.line?.oldNumber : props.line?.newNumber);
  return (
    <Show when={number()} fallback={<span class="diff-number" />}>
      {(number) => (
        <button
          type="button"
          class="diff-number"
          tabindex={props.isFocusable ? 0 : -1}
          aria-label={`Line ${number()}${props.side === "old" ? " of before" : ""}, ${NAMES[props.line?.kind ?? "context"]}`}
          aria-pressed={props.isSelected}
          onClick={(event) => props.onChoose(props.side, number(), event.shiftKey)}
        >
          {number()}
        </button>
      )}
    </Show>
  );
}

/** A line's text, with the words marked that its counterpart does not have. */
export function LineText(props: { line: PatchLine | undefined; counterpart?: PatchLine }): JSX.Element {
  const pieces = () => {
    const { line, counterpart } = props;
    if (!line || !counterpart || line.kind === "context") return undefined;
    return changedPieces(line.text, counterpart.text);
  };
  return (
    <Show when={props.line} fallback={<span class="diff-text diff-nothing" />}>
      {(line) => (
        <span class="diff-text">
          <span class="diff-sign" aria-hidden="true">
            {SIGNS[line().kind]}
          </span>
          <Show when={pieces()} fallback={line().text}>
            {(pieces) => (
              <For each={pieces()}>
                {(piece) => (piece.isChanged ? <mark class="diff-word">{piece.text}</mark> : piece.text)}
              </For>
            )}
          </Show>
          <Show when={line().noNewline}>
            <span class="diff-no-newline" title="No line break at the end of the file">
              ⏎̸
            </span>
          </Show>
        </span>
      )}
    </Show>
  );
}
