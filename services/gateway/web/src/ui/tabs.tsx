import { createUniqueId, For, type JSX, Show } from "solid-js";
import { Icon, type IconName } from "./icon";
import "./tabs.css";

export interface Tab {
  id: string;
  label: string;
  icon?: IconName;
  /** Beside the label: how many. */
  count?: number | string;
}

/** Tabs and the one panel that is open. Arrows move and open; what a panel shows exists only while it is open. */
export function Tabs(props: {
  label: string;
  tabs: readonly Tab[];
  open: string;
  onOpen(id: string): void;
  /** The panel of a tab; without one the tabs stand alone. */
  panel?: (id: string) => JSX.Element;
  /** Behind the tabs. */
  end?: JSX.Element;
  class?: string;
}) {
  const id = createUniqueId();
  const key = (event: KeyboardEvent) => {
    const at = props.tabs.findIndex((tab) => tab.id === props.open);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1 + props.tabs.length, Home: 0, End: props.tabs.length - 1 }[event.key];
    const tab = to === undefined ? undefined : props.tabs[to % props.tabs.length];
    if (!tab) return;
    event.preventDefault();
    props.onOpen(tab.id);
    document.getElementById(`${id}-${tab.id}`)?.focus();
  };
  return (
    <div class={`tabs ${props.class ?? ""}`}>
      <div class="tabs-strip">
        <div class="tabs-list" role="tablist" aria-label={props.label} onKeyDown={key}>
          <For each={props.tabs}>
            {(tab) => (
              <button
                type="button"
                role="tab"
                id={`${id}-${tab.id}`}
                class="tab"
                aria-selected={props.open === tab.id}
                aria-controls={props.panel ? `${id}-panel` : undefined}
                tabIndex={props.open === tab.id ? 0 : -1}
                onClick={() => props.onOpen(tab.id)}
              >
                <Show when={tab.icon}>{(icon) => <Icon name={icon()} />}</Show>
                {tab.label}
                <Show when={tab.count !== undefined}>
                  <span class="tab-count">{tab.count}</span>
                </Show>
              </button>
            )}
          </For>
        </div>
        {props.end}
      </div>
      <Show when={props.panel}>
        {(panel) => (
          <div id={`${id}-panel`} class="tabs-panel" role="tabpanel" aria-labelledby={`${id}-${props.open}`} tabIndex={-1}>
            <Show when={props.open} keyed>
              {(open) => panel()(open)}
            </Show>
          </div>
        )}
      </Show>
    </div>
  );
}
