// What a message of the queue is moved by: dragged, by Alt with the arrows, or by its menu.
import type { JSX } from "solid-js";

import { IconButton, Menu, type MenuItem } from "../ui";
import type { Step } from "./queue-order";

const STEPS: Record<string, Step> = { ArrowUp: "up", ArrowDown: "down", Home: "first", End: "last" };

export function QueueGrip(props: {
  /** From 0. */
  place: number;
  count: number;
  onStep(step: Step): void;
  onDrag(is: boolean): void;
}): JSX.Element {
  const items = (): MenuItem[] => {
    const first = props.place === 0 ? "It is the next one already" : undefined;
    const last = props.place === props.count - 1 ? "It is the last one already" : undefined;
    return [
      { label: "Move to the front", icon: "chevrons-up", kbd: "Alt+Home", reason: first, onSelect: () => props.onStep("first") },
      { label: "Move up", icon: "arrow-up", kbd: "Alt+↑", reason: first, onSelect: () => props.onStep("up") },
      { label: "Move down", icon: "arrow-down", kbd: "Alt+↓", reason: last, onSelect: () => props.onStep("down") },
      { label: "Move to the end", icon: "chevrons-down", kbd: "Alt+End", reason: last, onSelect: () => props.onStep("last") },
    ];
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (!step || !event.altKey) return;
    event.preventDefault();
    props.onStep(step);
  };
  return (
    <Menu
      label="Move the message"
      items={items}
      trigger={(button) => (
        <IconButton
          {...button}
          class="queue-grip"
          icon="grip-vertical"
          size={22}
          label={`Move message ${props.place + 1} of ${props.count}`}
          kbd="Alt+↑ ↓"
          draggable="true"
          onKeyDown={onKeyDown}
          onDragStart={(event) => {
            // Firefox drags nothing without it.
            event.dataTransfer?.setData("application/x-foundry-message", "");
            const row = event.currentTarget.closest("li");
            if (row) event.dataTransfer?.setDragImage(row, 8, row.clientHeight / 2);
            props.onDrag(true);
          }}
          onDragEnd={() => props.onDrag(false)}
        />
      )}
    />
  );
}
