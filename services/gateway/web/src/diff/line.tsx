import { For, Show, type JSX } from "solid-js";

import { Revealed } from "../ui";
import type { PatchLine } from "./patch";
import { colouredPieces, shownLine, type ColouredPiece } from "./pieces";
import type { Side } from "./review";
import type { LineColours } from "./use-line-colours";
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

/** A line's text in colours, with the words marked that its counterpart does not have. */
export function LineText(props: { line: PatchLine | undefined; counterpart?: PatchLine; colours: LineColours }): JSX.Element {
  const pieces = (line: PatchLine) => {
    const { counterpart } = props;
    const isPlain = !counterpart || line.kind === "context";
    const text = shownLine(line.text, isPlain ? undefined : counterpart.text);
    const changed = isPlain ? [{ text, isChanged: false }] : changedPieces(text, shownLine(counterpart.text, line.text));
    return colouredPieces(changed, props.colours(line));
  };
  return (
    <Show when={props.line} fallback={<span class="diff-text diff-nothing" />}>
      {(line) => (
        <span class="diff-text">
          <span class="diff-sign" aria-hidden="true">
            {SIGNS[line().kind]}
          </span>
          <For each={pieces(line())}>{(piece) => <PieceText piece={piece} />}</For>
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

function PieceText(props: { piece: ColouredPiece }): JSX.Element {
  const { text, kind, isChanged } = props.piece;
  if (isChanged) return <mark class={kind ? `diff-word code-${kind}` : "diff-word"}><Revealed text={text} /></mark>;
  return kind ? <span class={`code-${kind}`}><Revealed text={text} /></span> : <Revealed text={text} />;
}
