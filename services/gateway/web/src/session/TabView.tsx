// One tab of the strip: opened, closed, renamed in place, dragged.
import { type JSX, Show, createEffect } from "solid-js";

import { IconButton, InlineEdit } from "../ui";

export interface TabViewProps {
  id: string;
  label: string;
  title?: string;
  isMono?: boolean;
  isOpen: boolean;
  mark: JSX.Element;
  canClose: boolean;
  isRenaming?: boolean;
  isDragged?: boolean;
  onOpen(id: string): void;
  onClose(id: string): void;
  onRename?(): void;
  onRenamed?(name: string | undefined): void;
  onMenu?(event: MouseEvent): void;
  drag?: { start(): void; end(): void; drop(): void };
}

export function TabView(props: TabViewProps): JSX.Element {
  let tab: HTMLDivElement | undefined;
  createEffect(() => props.isOpen && tab?.scrollIntoView({ block: "nearest", inline: "nearest" }));
  return (
    <div
      ref={tab}
      class="session-tab"
      classList={{ "session-tab-open": props.isOpen, "session-tab-dragged": props.isDragged }}
      role="presentation"
      draggable={props.drag && !props.isRenaming ? "true" : undefined}
      onDragStart={() => props.drag?.start()}
      onDragEnd={() => props.drag?.end()}
      onDragOver={(event) => props.drag && event.preventDefault()}
      onDrop={(event) => (event.preventDefault(), props.drag?.drop())}
      onAuxClick={(event) => event.button === 1 && props.canClose && props.onClose(props.id)}
      onContextMenu={(event) => props.onMenu?.(event)}
    >
      <Show
        when={props.isRenaming}
        fallback={
          <button
            type="button"
            role="tab"
            data-id={props.id}
            class="session-tab-button"
            classList={{ mono: props.isMono }}
            aria-selected={props.isOpen}
            aria-controls="session-panel"
            tabIndex={props.isOpen ? 0 : -1}
            title={props.title}
            onClick={() => props.onOpen(props.id)}
            onDblClick={() => props.onRename?.()}
          >
            {props.mark}
            <span class="truncate">{props.label}</span>
          </button>
        }
      >
        <InlineEdit label="Name of the session" value={props.label} onDone={(name) => props.onRenamed?.(name)} class="session-tab-edit" />
      </Show>
      <Show when={props.canClose && !props.isRenaming}>
        {/* Of a list of tabs only tabs are children; by keyboard a tab is closed with Delete. */}
        <IconButton
          class="session-tab-close"
          icon="x"
          size={18}
          label={`Close ${props.label}`}
          kbd="Delete"
          aria-hidden="true"
          tabIndex={-1}
          onClick={() => props.onClose(props.id)}
        />
      </Show>
    </div>
  );
}
