// The tabs of a task: its sessions, then the diffs that are open, then the way to another session.
import { For, type JSX, Match, Show, Switch, createSignal } from "solid-js";

import { Icon, type MenuItem, Spinner, openMenu } from "../ui";
import type { AgentSession } from "./contract";
import { sessionKeys } from "./keys";
import { NewSessionButton } from "./NewSession";
import { moved, neighbour } from "./strip-keys";
import { TabView } from "./TabView";
import "./strip.css";

export interface StripProps {
  organizationId: string;
  taskId: string;
  sessions: AgentSession[];
  diffs: string[];
  /** A session's id, or `diff:` and a path. */
  open: string | undefined;
  /** Nothing more can be asked of the task. */
  isEnded: boolean;
  isUnread(sessionId: string): boolean;
  onOpen(id: string): void;
  onClose(id: string): void;
  onRename(sessionId: string, name: string): void;
  onUnread(sessionId: string, unread: boolean): void;
  onReorder(order: string[]): void;
  onCreated(sessionId: string): void;
}

export function Strip(props: StripProps): JSX.Element {
  const [renaming, setRenaming] = createSignal<string>();
  const [dragged, setDragged] = createSignal<string>();
  let tabs: HTMLDivElement | undefined;
  const ids = () => [...props.sessions.map((session) => session.sessionId), ...props.diffs.map((path) => `diff:${path}`)];

  sessionKeys({ ids, open: () => props.open, onOpen: (id) => props.onOpen(id), onClose: (id) => canClose(id) && props.onClose(id) });

  function reorder(from: number, to: number): boolean {
    const order = props.sessions.map((session) => session.sessionId);
    const next = moved(order, from, to);
    if (next === order) return false;
    props.onReorder(next);
    return true;
  }

  function moveTo(id: string, from: number, to: number): void {
    if (reorder(from, to)) queueMicrotask(() => tabs?.querySelector<HTMLElement>(`[data-id="${id}"]`)?.focus());
  }

  function onKeyDown(event: KeyboardEvent): void {
    const tab = (event.target as HTMLElement).closest<HTMLElement>("[role=tab]");
    const at = ids().indexOf(tab?.dataset.id ?? "");
    const id = ids()[at];
    if (!id || renaming()) return;
    const isSession = at < props.sessions.length;
    const to = neighbour(event.key, at, ids().length);
    if (event.altKey && to !== undefined) {
      event.preventDefault();
      // Moved tabs go no further than the ends.
      if (isSession && Math.abs(to - at) <= 1) moveTo(id, at, to);
    } else if (to !== undefined) {
      event.preventDefault();
      const next = ids()[to];
      if (next) props.onOpen(next);
      (event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>("[role=tab]")[to]?.focus();
    } else if (event.key === "F2" && isSession && !props.isEnded) {
      setRenaming(id);
    } else if (event.key === "Delete" && canClose(id)) {
      props.onClose(id);
    }
  }

  function renamed(sessionId: string, name: string | undefined): void {
    setRenaming(undefined);
    if (name) props.onRename(sessionId, name);
    queueMicrotask(() => tabs?.querySelector<HTMLElement>(`[data-id="${sessionId}"]`)?.focus());
  }

  function canClose(id: string): boolean {
    return id.startsWith("diff:") || !props.isEnded;
  }

  function menu(session: AgentSession): MenuItem[] {
    const id = session.sessionId;
    const isUnread = props.isUnread(id);
    return [
      { label: "Rename", icon: "pencil", kbd: "F2", reason: props.isEnded ? "The task has ended" : undefined, onSelect: () => setRenaming(id) },
      { label: isUnread ? "Mark as read" : "Mark as unread", icon: "circle-dot", onSelect: () => props.onUnread(id, !isUnread) },
      "separator",
      { label: "Close session", icon: "x", danger: true, reason: props.isEnded ? "The task has ended" : undefined, onSelect: () => props.onClose(id) },
    ];
  }

  const isOpen = (id: string) => props.open === id;
  return (
    <div class="session-strip">
      <div ref={tabs} class="session-tabs" role="tablist" aria-label="Sessions and diffs" onKeyDown={onKeyDown}>
        <For each={props.sessions}>
          {(session, at) => (
            <TabView
              id={session.sessionId}
              label={session.name}
              isOpen={isOpen(session.sessionId)}
              mark={<SessionMark session={session} isUnread={props.isUnread(session.sessionId)} />}
              isRenaming={renaming() === session.sessionId}
              canClose={canClose(session.sessionId)}
              isDragged={dragged() === session.sessionId}
              onOpen={props.onOpen}
              onClose={props.onClose}
              onRename={() => !props.isEnded && setRenaming(session.sessionId)}
              onRenamed={(name) => renamed(session.sessionId, name)}
              onMenu={(event) => openMenu(event, session.name, menu(session))}
              drag={{
                start: () => setDragged(session.sessionId),
                end: () => setDragged(undefined),
                drop: () => reorder(ids().indexOf(dragged() ?? ""), at()),
              }}
            />
          )}
        </For>
        <For each={props.diffs}>
          {(path) => (
            <TabView
              id={`diff:${path}`}
              label={path.split("/").at(-1) ?? path}
              title={path}
              isMono
              isOpen={isOpen(`diff:${path}`)}
              mark={<Icon name="file-diff" size={13} />}
              canClose
              onOpen={props.onOpen}
              onClose={props.onClose}
            />
          )}
        </For>
      </div>
      <Show when={!props.isEnded}>
        <NewSessionButton organizationId={props.organizationId} taskId={props.taskId} onCreated={props.onCreated} />
      </Show>
    </div>
  );
}

function SessionMark(props: { session: AgentSession; isUnread: boolean }): JSX.Element {
  const isBusy = () => ["running", "opening"].includes(props.session.status);
  return (
    <Show when={!isBusy()} fallback={<Spinner size={12} label="At work" />}>
      <Switch fallback={<Icon name="bot" size={13} />}>
        <Match when={props.session.status === "needsAnswer"}>
          <Icon name="shield-alert" size={13} class="session-needs" label="Needs an answer" />
        </Match>
        <Match when={props.isUnread}><span class="session-unread" role="img" aria-label="Unread" /></Match>
        <Match when={props.session.status === "error"}><Icon name="circle-alert" size={13} class="session-failed" label="Failed" /></Match>
      </Switch>
    </Show>
  );
}
