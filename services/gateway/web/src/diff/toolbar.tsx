import { Show, type JSX } from "solid-js";

import { SCOPES } from "../changes/changes";
import { runCommand } from "../palette/commands";
import { Segmented } from "../rail/parts";
import { Button, IconButton } from "../ui";
import type { DiffScope } from "../wire";
import { layout, setLayout, setWhitespace, setWrapping, whitespace, wrapping } from "./preferences";

/** How the diff is shown, and against what. */
export function DiffToolbar(props: {
  scope: DiffScope;
  onScope: (scope: DiffScope) => void;
  onStep?: (step: 1 | -1) => void;
  /** It is shown as lines, and not as a picture. */
  hasLines: boolean;
  isViewed: boolean;
  onViewed: () => void;
}): JSX.Element {
  const segments = (Object.keys(SCOPES) as DiffScope[]).map((value) => ({ value, label: SCOPES[value].name, tip: SCOPES[value].about }));
  const alone = (): string | undefined => (props.onStep ? undefined : "There is no other file");
  return (
    <div class="diff-toolbar" role="toolbar" aria-label="Diff">
      <Segmented label="Compared with" segments={segments} value={props.scope} onChange={props.onScope} />
      <span class="diff-toolbar-space" />
      <IconButton icon="arrow-up" label="Previous file" kbd="p" reason={alone()} onClick={() => props.onStep?.(-1)} />
      <IconButton icon="arrow-down" label="Next file" kbd="n" reason={alone()} onClick={() => props.onStep?.(1)} />
      <Show when={props.hasLines}>
        <IconButton icon="search" label="Find in the diff" kbd="Mod+F" onClick={() => runCommand("diff.find")} />
        <IconButton
          class="diff-side-by-side"
          icon="columns-2"
          label="Old beside new"
          pressed={layout() === "split"}
          onClick={() => setLayout(layout() === "split" ? "unified" : "split")}
        />
        <IconButton
          icon="text-wrap"
          label="Wrap long lines"
          pressed={wrapping() === "wrap"}
          onClick={() => setWrapping(wrapping() === "wrap" ? "scroll" : "wrap")}
        />
        <IconButton
          icon="square-slash"
          label="Leave out changes of white space"
          pressed={whitespace() === "ignore"}
          onClick={() => setWhitespace(whitespace() === "ignore" ? "show" : "ignore")}
        />
      </Show>
      <Button size="small" kind="quiet" icon={props.isViewed ? "square-check" : "square"} kbd="v" tip="Folds it away until it changes" aria-pressed={props.isViewed} onClick={props.onViewed}>
        Viewed
      </Button>
    </div>
  );
}
