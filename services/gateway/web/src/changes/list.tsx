import { createSignal, Show, type JSX } from "solid-js";
import type { VListHandle } from "virtua/solid";

import { Counts, Rows } from "../rail/parts";
import { Icon, openMenu, toast, type MenuItem } from "../ui";
import type { ChangedFile, DiffScope } from "../wire";
import { FileName } from "./file-name";
import { revert } from "./revert";

export interface ChangesListProps {
  organizationId: string;
  taskId: string;
  files: readonly ChangedFile[];
  scope: DiffScope;
  /** The file whose diff is open. */
  open?: string;
  /** Why no file can be put back now. */
  cannotRevert?: string;
  onOpen: (path: string) => void;
}

/** Files as rows: arrows walk, Enter opens the diff, Delete reverts. */
export function ChangesList(props: ChangesListProps): JSX.Element {
  const [focused, setFocused] = createSignal<string>();
  let list: VListHandle | undefined;
  let host: HTMLDivElement | undefined;
  const at = (): number => Math.max(0, props.files.findIndex((file) => file.path === (focused() ?? props.open)));
  const goTo = (index: number): void => {
    const file = props.files[Math.max(0, Math.min(props.files.length - 1, index))];
    if (!file) return;
    setFocused(file.path);
    list?.scrollToIndex(props.files.indexOf(file), { align: "nearest" });
    requestAnimationFrame(() => host?.querySelector<HTMLElement>('[data-row][tabindex="0"]')?.focus({ preventScroll: true }));
  };
  const cannotRevert = (file: ChangedFile): string | undefined => unnamed(file) ?? props.cannotRevert;
  const revertFile = (file: ChangedFile): void => {
    const reason = cannotRevert(file);
    if (reason === undefined) void revert(props.organizationId, props.taskId, file, props.scope);
    else toast({ text: "It cannot be reverted now", detail: reason });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const file = props.files[at()];
    const moves: Record<string, () => void> = {
      ArrowDown: () => goTo(at() + 1),
      ArrowUp: () => goTo(at() - 1),
      Home: () => goTo(0),
      End: () => goTo(props.files.length - 1),
      Delete: () => file && revertFile(file),
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  };
  const menu = (file: ChangedFile): MenuItem[] => [
    { label: "Open the diff", icon: "file-diff", kbd: "Enter", reason: unnamed(file), onSelect: () => props.onOpen(file.path) },
    { label: "Copy the path", icon: "copy", onSelect: () => void copy(file.path) },
    "separator",
    { label: "Revert…", icon: "undo-2", kbd: "Delete", danger: true, reason: cannotRevert(file), onSelect: () => revertFile(file) },
  ];
  return (
    <div class="changes-list" role="list" aria-label="Changed files" ref={(element) => (host = element)} onKeyDown={onKeyDown}>
      <Rows class="changes-rows" ref={(handle) => (list = handle)} rows={props.files} rowId={({ path }) => path} height={28} at={at()}>
        {(file, index) => (
          <div class="changes-row" role="listitem" data-open={props.open === file().path || undefined}>
            <button
              type="button"
              class="changes-open"
              data-row
              tabindex={index() === at() ? 0 : -1}
              disabled={file().isLossy}
              data-tip={unnamed(file())}
              onClick={() => props.onOpen(file().path)}
              onFocus={() => setFocused(file().path)}
              onContextMenu={(event) => openMenu(event, file().path, menu(file()))}
            >
              <FileName path={file().path} oldPath={file().oldPath} change={file().change} />
              <Size file={file()} />
            </button>
            <button
              type="button"
              class="changes-more-button"
              aria-label={`More for ${file().path}`}
              aria-haspopup="menu"
              tabindex={-1}
              onClick={(event) => openMenu(event, file().path, menu(file()))}
            >
              <Icon name="ellipsis" />
            </button>
          </div>
        )}
      </Rows>
    </div>
  );
}

/** Why nothing can be asked of a file by itself. */
const unnamed = (file: ChangedFile): string | undefined => (file.isLossy ? "Its name is no UTF-8: it cannot be asked for by itself" : undefined);

function Size(props: { file: ChangedFile }): JSX.Element {
  const word = (): string | undefined => {
    if (props.file.isBinary) return "binary";
    return props.file.isTooLarge ? "large" : undefined;
  };
  return (
    <span class="changes-size">
      <Show when={props.file.isUncommitted}>
        <span class="changes-uncommitted" role="img" aria-label="not committed" data-tip="Not committed yet" />
      </Show>
      {word() ?? <Counts added={props.file.added} removed={props.file.removed} />}
    </span>
  );
}

async function copy(path: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(path);
    toast({ text: "The path is copied" });
  } catch (thrown) {
    toast({ kind: "warning", text: "The browser did not let the path be copied", detail: String(thrown) });
  }
}
