// Three panels: the tasks, what is open, and what there is to know about it.
import { useLocation, useParams } from "@solidjs/router";
import { createEffect, createMemo, createSignal, type JSX, Match, on, onCleanup, onMount, Show, Switch } from "solid-js";
import { useOrganization } from "../client";
import { CommandsCount, registerCommands } from "../palette/commands";
import { useKeyboard } from "../palette/keyboard";
import { devPanel } from "../settings/preferences";
import { AttentionContext, createAttention, OwnerDialog, Sidebar } from "../sidebar";
import { IconButton, Pane } from "../ui";
import { afterPaint } from "./after-paint";
import { isDrawerOpen, left, pane, right, setDrawerOpen, shape, showPane, toggle } from "./panels";
import { DevPanel, fetchAhead, NewTask, Palette, Rail } from "./parts";
import { ResizeHandle } from "./resize-handle";
import { NarrowSwitcher } from "./narrow-switcher";
import "./frame.css";

/** The sidebar goes again so long after the pointer has left it, in milliseconds. */
const PEEK_LEAVES = 200;

export function Frame(props: { organizationId: string; children: JSX.Element }) {
  const params = useParams<{ taskId?: string }>();
  const location = useLocation();
  const hasRail = () => params.taskId !== undefined;
  const isSingle = () => shape() === "single";
  const isRailShown = () => (isSingle() ? pane() === "details" : shape() === "drawer" ? isDrawerOpen() : right.isOpen());
  const organization = useOrganization(() => props.organizationId);
  const isThere = createMemo(() => organization.topic.status() !== "loading");
  // The tasks are shown first.
  createEffect(() => isThere() && fetchAhead());
  const attention = createAttention(() => props.organizationId);
  useKeyboard();
  registerCommands(() => [
    { id: "panels.left", title: left.isOpen() ? "Hide the sidebar" : "Show the sidebar", group: "Panels", run: () => toggle("left") },
    // Only a task has details.
    ...(hasRail() ? [{ id: "panels.right", title: isRailShown() ? "Hide the details" : "Show the details", group: "Panels", run: () => toggle("right") }] : []),
  ]);
  // A task that is opened is what one wants to see.
  createEffect(
    on(
      () => location.pathname,
      () => (showPane("session"), setDrawerOpen(false)),
      { defer: true },
    ),
  );
  return (
    <AttentionContext.Provider value={attention}>
      <div class={`frame frame-${shape()}`}>
        <a class="frame-skip" href="#main">
          Skip to what is open
        </a>
        <Switch>
          <Match when={!isSingle()}>
            <LeftPanel />
          </Match>
          <Match when={pane() === "tasks"}>
            <main class="frame-alone">
              <h1 class="sr-only">Tasks</h1>
              <LeftPanel />
            </main>
          </Match>
        </Switch>
        <div class="frame-body" classList={{ "frame-hidden": isSingle() && pane() === "tasks" }}>
          <main id="main" class="frame-main" tabIndex={-1} classList={{ "frame-hidden": isSingle() && pane() === "details" }}>
            {props.children}
          </main>
          <Show when={hasRail()}>
            <RightPanel organizationId={props.organizationId} taskId={params.taskId ?? ""} />
          </Show>
        </div>
        <Show when={isSingle()}>
          <NarrowSwitcher hasDetails={hasRail()} />
        </Show>
        <OwnerDialog />
        <Palette />
        <NewTask />
        <Show when={devPanel() === "on"}>
          <DevPanel />
        </Show>
      </div>
    </AttentionContext.Provider>
  );
}

function LeftPanel() {
  const [isPeeked, setPeeked] = createSignal(false);
  const isOpen = () => left.isOpen() || shape() === "single";
  let leaving: ReturnType<typeof setTimeout> | undefined;
  const peek = () => (clearTimeout(leaving), setPeeked(!isOpen()));
  // One that is opened for good is peeked at no longer, and one that was closed not yet.
  createEffect(on(isOpen, () => setPeeked(false)));
  const leave = () => {
    clearTimeout(leaving);
    // A menu that was opened there belongs to it.
    leaving = setTimeout(() => (document.querySelector("[popover]:popover-open.menu") ? leave() : setPeeked(false)), PEEK_LEAVES);
  };
  onCleanup(() => clearTimeout(leaving));
  return (
    <>
      <Show when={!isOpen()}>
        <div class="frame-strip frame-strip-left">
          <IconButton
            icon="panel-left-open"
            label="Show the sidebar"
            kbd="["
            onClick={() => (setPeeked(false), left.setOpen(true))}
            onPointerEnter={peek}
            onPointerLeave={leave}
          />
        </div>
        <Show when={isPeeked()}>
          <div class="frame-scrim" />
        </Show>
      </Show>
      <Show when={isOpen() || isPeeked()}>
        <nav
          class="frame-left"
          classList={{ "frame-peek": !isOpen() }}
          aria-label="Tasks"
          style={{ width: shape() === "single" ? "100%" : `${left.width()}px` }}
          onPointerEnter={peek}
          onPointerLeave={leave}
        >
          <Pane name="sidebar">
            <Sidebar />
          </Pane>
          <Show when={isOpen() && shape() !== "single"}>
            <ResizeHandle side="left" panel={left} label="Width of the sidebar" />
          </Show>
        </nav>
      </Show>
    </>
  );
}

function RightPanel(props: { organizationId: string; taskId: string }) {
  // Its sessions are what a task is opened for. Until the details follow, those of the former task can do nothing.
  const shownId = afterPaint(() => props.taskId);
  const isCurrent = () => shownId() === props.taskId;
  const rail = () => (
    <div class="frame-details" inert={!isCurrent()}>
      <h2 class="sr-only">Details</h2>
      <CommandsCount value={isCurrent}>
        <Show when={shownId()} keyed>
          {(taskId) => <Rail organizationId={props.organizationId} taskId={taskId} />}
        </Show>
      </CommandsCount>
    </div>
  );
  const strip = (open: () => void) => (
    <div class="frame-strip frame-strip-right">
      <IconButton icon="panel-right-open" label="Show the details" kbd="]" onClick={open} />
    </div>
  );
  return (
    <Switch>
      <Match when={shape() === "single"}>
        <Show when={pane() === "details"}>
          <main class="frame-alone">
            <h1 class="sr-only">A task's details</h1>
            <section class="frame-right" aria-label="Details">
              {rail()}
            </section>
          </main>
        </Show>
      </Match>
      <Match when={shape() === "drawer"}>
        <Show when={isDrawerOpen()} fallback={strip(() => setDrawerOpen(true))}>
          <Drawer>{rail()}</Drawer>
        </Show>
      </Match>
      <Match when={!right.isOpen()}>{strip(() => right.setOpen(true))}</Match>
      <Match when={right.isOpen()}>
        <aside class="frame-right" aria-label="Details" style={{ width: `${right.width()}px` }}>
          <ResizeHandle side="right" panel={right} label="Width of the details" />
          {rail()}
        </aside>
      </Match>
    </Switch>
  );
}

/** Lies over the session: whoever opens it is in it, and whoever closes it is back at what opens it. */
function Drawer(props: { children: JSX.Element }) {
  let drawer: HTMLElement | undefined;
  onMount(() => drawer?.focus());
  onCleanup(() => {
    if (!drawer?.contains(document.activeElement)) return;
    queueMicrotask(() => document.querySelector<HTMLElement>(".frame-strip-right button")?.focus());
  });
  return (
    <>
      <div class="frame-scrim" onClick={() => setDrawerOpen(false)} />
      <aside
        ref={drawer}
        class="frame-right frame-over"
        aria-label="Details"
        tabIndex={-1}
        onKeyDown={(event) => event.key === "Escape" && setDrawerOpen(false)}
      >
        {props.children}
      </aside>
    </>
  );
}
