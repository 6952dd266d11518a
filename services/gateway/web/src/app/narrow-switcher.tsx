import { For } from "solid-js";
import { Icon, type IconName } from "../ui";
import { type Pane, pane, showPane } from "./panels";

/** At the bottom of a narrow window: which of the panels it shows. */
export function NarrowSwitcher(props: { hasDetails: boolean }) {
  const panes = (): { id: Pane; label: string; icon: IconName }[] => [
    { id: "tasks", label: "Tasks", icon: "list" },
    { id: "session", label: props.hasDetails ? "Session" : "Page", icon: "message-square-text" },
    ...(props.hasDetails ? [{ id: "details", label: "Details", icon: "panel-right" } as const] : []),
  ];
  return (
    <nav class="narrow-switcher" aria-label="Panels">
      <For each={panes()}>
        {(one) => (
          <button type="button" aria-current={pane() === one.id ? "true" : undefined} onClick={() => showPane(one.id)}>
            <Icon name={one.icon} size={17} />
            {one.label}
          </button>
        )}
      </For>
    </nav>
  );
}
