// Which files the agent had changed by then, and the way to the tool call that did it.
import { For, type JSX, createSignal } from "solid-js";

import { Button, Popover } from "../ui";
import type { ChangedFile } from "./changed-files";

export function ChangedFiles(props: { files: readonly ChangedFile[]; onShow(itemId: string): void }): JSX.Element {
  const [isOpen, setOpen] = createSignal(false);
  let anchor: HTMLSpanElement | undefined;
  const count = () => (props.files.length === 1 ? "1 file changed" : `${props.files.length} files changed`);
  return (
    <>
      <span ref={anchor}>
        <Button
          kind="quiet"
          size="small"
          icon="files"
          reason={props.files.length === 0 ? "Nothing was changed by then" : undefined}
          aria-haspopup="dialog"
          aria-expanded={isOpen()}
          onClick={() => setOpen(!isOpen())}
        >
          {count()}
        </Button>
      </span>
      <Popover open={isOpen()} onClose={() => setOpen(false)} anchor={() => anchor} label="Files changed by then" side="above" align="end" class="replay-files">
        <For each={props.files}>
          {({ path, itemId }) => (
            <button type="button" class="menu-item" onClick={() => (setOpen(false), props.onShow(itemId))}>
              <span class="menu-text mono truncate" title={path}>{path}</span>
            </button>
          )}
        </For>
      </Popover>
    </>
  );
}
