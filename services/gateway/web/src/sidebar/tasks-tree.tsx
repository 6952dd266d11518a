import { createEffect, createMemo, createSignal, createUniqueId, Match, on, Show, Switch } from "solid-js";
import { VList, type VListHandle } from "virtua/solid";
import { Icon } from "../ui";
import { createDrag } from "./drag";
import { movable, type Row } from "./model";
import { RepositoryRow } from "./repository-row";
import { useSidebar } from "./state";
import { TaskRow } from "./task-row";

const tree = createUniqueId();
const rowId = (row: Row) => `${tree}${row.key.replaceAll(" ", "-")}`;

/** Repositories and their tasks; only what is in sight is drawn. */
export function TasksTree() {
  const sidebar = useSidebar();
  const [focused, setFocused] = createSignal<string>();
  let scroller: HTMLElement | undefined;
  let list: VListHandle | undefined;
  const drag = createDrag(sidebar, () => scroller);

  const at = (key: string | undefined) => sidebar.rows().findIndex((row) => row.key === key);
  /** The row that Tab goes to. */
  const tabbed = createMemo(() => {
    const rows = sidebar.rows();
    const open = rows.find((row) => row.kind === "task" && row.taskId === sidebar.openTask());
    return (rows.find((row) => row.key === focused()) ?? open ?? rows[0])?.key;
  });

  const focus = (index: number) => {
    const row = sidebar.rows()[Math.max(0, Math.min(sidebar.rows().length - 1, index))];
    if (!row) return;
    setFocused(row.key);
    list?.scrollToIndex(at(row.key), { align: "nearest" });
    // It is drawn with the next picture, if it was out of sight.
    requestAnimationFrame(() => document.getElementById(rowId(row))?.focus({ preventScroll: true }));
  };

  /** The row below which something would be dropped that goes last. */
  const lastBeforeEnd = createMemo(() => {
    const one = drag.dragged();
    if (!one || drag.target() !== null) return undefined;
    const rows = sidebar.rows();
    if (one.kind === "repository") return rows.findLast(movable);
    const last = sidebar.peers(one).at(-1);
    return rows.find((row) => movable(row)?.id === last);
  });

  const fold = (row: Row, is: boolean) => {
    if (row.kind === "repository") sidebar.collapse(row.repositoryId, is);
    if (row.kind === "group" && row.group === "archived") sidebar.setArchivedOpen(!is);
  };

  const reorder = (row: Row, by: 1 | -1) => {
    const one = movable(row);
    if (!one) return;
    const order = sidebar.peers(one);
    const place = order.indexOf(one.id);
    if (by < 0 && place <= 0) return;
    sidebar.place(one, order[by > 0 ? place + 2 : place - 1]);
    queueMicrotask(() => focus(at(row.key)));
  };

  const key = (event: KeyboardEvent) => {
    const index = at((event.target as HTMLElement).closest<HTMLElement>("[role=treeitem]")?.dataset.key ?? tabbed());
    const row = sidebar.rows()[index];
    if (!row) return;
    const moves: Record<string, () => void> = {
      ArrowDown: () => (event.altKey ? reorder(row, 1) : focus(index + 1)),
      ArrowUp: () => (event.altKey ? reorder(row, -1) : focus(index - 1)),
      Home: () => focus(0),
      End: () => focus(sidebar.rows().length - 1),
      PageDown: () => focus(index + 15),
      PageUp: () => focus(index - 15),
      ArrowRight: () => fold(row, false),
      ArrowLeft: () => (row.kind === "task" ? focus(sidebar.rows().findLastIndex((other, place) => place < index && other.kind !== "task")) : fold(row, true)),
      F2: () => row.kind === "task" && sidebar.setRenamed(rowId(row)),
    };
    if (row.kind !== "task") {
      const isOpen = row.kind === "repository" ? !sidebar.isCollapsed(row.repositoryId) : sidebar.isArchivedOpen();
      moves.Enter = moves[" "] = () => fold(row, isOpen);
    }
    const act = moves[event.key];
    // Alt moves what has a place; what it means elsewhere, as to go back, is left to the browser.
    const isMove = movable(row) !== undefined && (event.key === "ArrowUp" || event.key === "ArrowDown");
    if (!act || event.ctrlKey || event.metaKey || (event.altKey && !isMove)) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };

  // What is opened from elsewhere is brought into sight; of two rows the first one, among what needs somebody.
  createEffect(
    on(sidebar.openTask, (taskId) => {
      const index = sidebar.rows().findIndex((row) => row.kind === "task" && row.taskId === taskId);
      if (index >= 0) requestAnimationFrame(() => list?.scrollToIndex(index, { align: "nearest" }));
    }),
  );

  return (
    <VList
      ref={(handle) => (list = handle)}
      data={sidebar.rows()}
      class="sidebar-tree"
      role="tree"
      aria-label="Repositories and tasks"
      itemSize={44}
      onKeyDown={key}
      onPointerDown={(event: PointerEvent & { currentTarget: HTMLElement }) => ((scroller = event.currentTarget), drag.press(event))}
      onPointerEnter={() => sidebar.setPointed(true)}
      onPointerLeave={() => sidebar.setPointed(false)}
      onPointerMove={drag.move}
      onPointerUp={drag.release}
      onPointerCancel={drag.cancel}
      onClick={(event: MouseEvent) => {
        const heading = (event.target as Element).closest<HTMLElement>("[data-repository], [data-group]");
        const row = sidebar.rows()[at(heading?.dataset.key)];
        if (row && row.kind !== "task") fold(row, row.kind === "repository" ? !sidebar.isCollapsed(row.repositoryId) : sidebar.isArchivedOpen());
      }}
    >
      {(row) => (
        <div
          class="sidebar-row"
          data-row={row.kind}
          classList={{
            "sidebar-dragged": drag.dragged() !== undefined && drag.dragged()?.id === movable(row)?.id,
            "sidebar-drop": drag.dragged() !== undefined && drag.target() === movable(row)?.id,
            "sidebar-drop-end": row === lastBeforeEnd(),
          }}
        >
          <Draw row={row} isFocused={tabbed() === row.key} />
        </div>
      )}
    </VList>
  );
}

function Draw(props: { row: Row; isFocused: boolean }) {
  const row = props.row;
  return (
    <Switch>
      <Match when={row.kind === "task" && row.taskId}>{(taskId) => <TaskRow taskId={taskId()} id={rowId(row)} rowKey={row.key} movable={movable(row)?.id} isFocused={props.isFocused} />}</Match>
      <Match when={row.kind === "repository" && row.repositoryId}>
        {(id) => <RepositoryRow repositoryId={id()} id={rowId(row)} rowKey={row.key} isFocused={props.isFocused} />}
      </Match>
      <Match when={row.kind === "group" && row}>{(group) => <Group row={group()} id={rowId(row)} isFocused={props.isFocused} />}</Match>
    </Switch>
  );
}

function Group(props: { row: Row & { kind: "group" }; id: string; isFocused: boolean }) {
  const sidebar = useSidebar();
  const isArchived = () => props.row.group === "archived";
  const isOpen = () => !isArchived() || sidebar.isArchivedOpen();
  return (
    <div
      id={props.id}
      class="sidebar-group"
      role="treeitem"
      aria-level={1}
      aria-selected={false}
      aria-expanded={isOpen()}
      data-group={props.row.group}
      data-key={props.row.key}
      tabIndex={props.isFocused ? 0 : -1}
    >
      <Show when={isArchived()} fallback={<Icon name="bell" size={13} />}>
        <Icon name={isOpen() ? "chevron-down" : "chevron-right"} />
      </Show>
      {isArchived() ? "Archived" : "Needs you"}
      <span class="sidebar-count">{props.row.count}</span>
    </div>
  );
}
