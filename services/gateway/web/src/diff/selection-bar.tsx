import { Show, type JSX } from "solid-js";

import { Button, CopyButton, IconButton } from "../ui";
import { lines, place, type LineRange } from "./review";

/** What can be done with the chosen lines. */
export function SelectionBar(props: {
  path: string;
  range: LineRange;
  text: () => string;
  /** Left out where there is nothing to comment on. */
  onComment?: () => void;
  onAttach: () => void;
  onClear: () => void;
}): JSX.Element {
  return (
    <div class="diff-selection" role="toolbar" aria-label="Chosen lines">
      <span class="diff-selection-place" title={place(props.path, props.range)}>
        {lines(props.range)}
      </span>
      <Show when={props.onComment}>
        {(comment) => (
          <Button size="small" icon="message-square-plus" kbd="c" tip="Comment; comments are sent together" onClick={() => comment()()}>
            Comment
          </Button>
        )}
      </Show>
      <Button size="small" icon="paperclip" kbd="a" tip="Attach to the message that you write" onClick={props.onAttach}>
        Attach
      </Button>
      <CopyButton text={props.text()} label="Copy the lines" />
      <IconButton icon="x" label="Choose nothing" onClick={props.onClear} />
    </div>
  );
}
