import { createSignal, Match, Show, Switch, type JSX } from "solid-js";
import type { VListHandle } from "virtua/solid";

import { Rows } from "../rail/parts";
import { Icon, Revealed, Spinner } from "../ui";
import type { FileChange } from "../wire";
import { CHANGES } from "../changes/changes";
import { onKey, type EntryRow, type NoteRow, type TreeRow } from "./tree";
import type { Tree } from "./use-tree";

export interface TreeViewProps {
  tree: Tree;
  /** The file that is shown. */
  open?: string;
  changes: ReadonlyMap<string, FileChange>;
  onChoose: (path: string) => void;
}

/** The files as a tree: arrows walk, open and close; Enter shows a file. */
export function TreeView(props: TreeViewProps): JSX.Element {
  const [focused, setFocused] = createSignal<string>();
  let list: VListHandle | undefined;
  let host: HTMLDivElement | undefined;
  const rows = () => props.tree.rows();
  const at = (): number => Math.max(0, rows().findIndex((row) => row.id === (focused() ?? props.open)));

  const focus = (id: string): void => {
    setFocused(id);
    list?.scrollToIndex(at(), { align: "nearest" });
    requestAnimationFrame(() => host?.querySelector<HTMLElement>('[data-row][tabindex="0"]')?.focus({ preventScroll: true }));
  };
  const choose = (row: TreeRow): void => {
    if (row.kind === "note") return row.note === "more" || row.note === "error" ? props.tree.more(row.path) : undefined;
    if (row.entry.kind !== "folder") return row.entry.isLossy || row.entry.kind === "other" ? undefined : props.onChoose(row.path);
    if (row.isOpen) props.tree.close(row.path);
    else props.tree.open(row.path);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = onKey(event.key, rows(), rows()[at()]?.id);
    if (!step) return;
    event.preventDefault();
    if ("focus" in step) focus(step.focus);
    else if ("open" in step) props.tree.open(step.open);
    else if ("close" in step) props.tree.close(step.close);
    else {
      const row = rows()[at()];
      if (row) choose(row);
    }
  };
  return (
    <div class="tree" role="tree" aria-label="Files" ref={(element) => (host = element)} onKeyDown={onKeyDown}>
      <Rows class="tree-rows" ref={(handle) => (list = handle)} rows={rows()} rowId={(row) => row.id} height={26} at={at()}>
        {(row, index) => (
          <div
            class="tree-row"
            data-row
            role="treeitem"
            aria-level={row().level}
            aria-expanded={isOpen(row())}
            aria-selected={row().id === props.open}
            tabindex={index() === at() ? 0 : -1}
            style={{ "--level": row().level - 1 }}
            data-open={row().id === props.open || undefined}
            data-ignored={entryOf(row())?.entry.isIgnored || undefined}
            onClick={() => {
              setFocused(row().id);
              choose(row());
            }}
          >
            <Show when={entryOf(row())} fallback={<Note row={row() as NoteRow} />}>
              {(entry) => <Entry row={entry()} change={props.changes.get(entry().path)} />}
            </Show>
          </div>
        )}
      </Rows>
    </div>
  );
}

const entryOf = (row: TreeRow): EntryRow | undefined => (row.kind === "entry" ? row : undefined);

/** Undefined for what cannot be opened. */
function isOpen(row: TreeRow): boolean | undefined {
  return row.kind === "entry" && row.entry.kind === "folder" ? row.isOpen : undefined;
}

function Entry(props: { row: EntryRow; change?: FileChange }): JSX.Element {
  const kind = () => props.row.entry.kind;
  const icon = () => {
    if (kind() === "folder") return props.row.isOpen ? "folder-open" : "folder";
    return kind() === "link" ? "link" : "file";
  };
  return (
    <>
      <Show when={kind() === "folder"} fallback={<span class="tree-chevron" />}>
        <Icon name="chevron-right" class={props.row.isOpen ? "tree-chevron tree-chevron-open" : "tree-chevron"} />
      </Show>
      <Icon name={icon()} />
      <span class={`tree-name truncate ${props.change ? `file-${props.change}` : ""}`}><Revealed text={props.row.entry.name} /></span>
      <Show when={props.change}>
        {(change) => (
          <abbr class={`file-letter file-${change()}`} title={CHANGES[change()].name}>
            {CHANGES[change()].letter}
          </abbr>
        )}
      </Show>
    </>
  );
}

function Note(props: { row: NoteRow }): JSX.Element {
  return (
    <Switch>
      <Match when={props.row.note === "loading"}>
        <Spinner />
        <span>Reading</span>
      </Match>
      <Match when={props.row.note === "empty"}>Nothing in here</Match>
      <Match when={props.row.note === "cut"}>The folder has more than can be listed</Match>
      <Match when={props.row.note === "more"}>
        <span class="tree-link">Show more</span>
      </Match>
      <Match when={props.row.note === "error"}>
        <span class="tree-error truncate" title={props.row.text}>
          {props.row.text}
        </span>
        <span class="tree-link">Try again</span>
      </Match>
    </Switch>
  );
}
