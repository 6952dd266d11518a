// The keys and commands of a task's sessions.
import { onCleanup } from "solid-js";

import { registerCommands } from "../palette/commands";

/** Two Escapes within so long stop the agent, in milliseconds. */
const TWICE_WITHIN = 600;

/** Alt and a digit open the session at that place; the palette knows the rest. For the lifetime of the component. */
export function sessionKeys(props: {
  ids(): string[];
  open(): string | undefined;
  onOpen(id: string): void;
  onClose(id: string): void;
}): void {
  registerCommands(() => [
    {
      id: "session.close",
      title: "Close the session or diff",
      group: "Session",
      unavailable: () => (props.open() ? undefined : "No session is open"),
      run: () => props.onClose(props.open() ?? ""),
    },
  ]);
  listen((event) => {
    const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
    if (!digit || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const id = props.ids()[Number(digit) - 1];
    if (!id) return;
    event.preventDefault();
    props.onOpen(id);
  });
}

/** Two Escapes stop the agent, unless the first one had something else to close, or belongs to a terminal. */
export function stopKeys(props: { isRunning(): boolean; stop(): void }): void {
  registerCommands(() => [
    {
      id: "session.stop",
      title: "Stop the agent",
      group: "Session",
      words: "cancel interrupt",
      unavailable: () => (props.isRunning() ? undefined : "No agent is at work in this session"),
      run: props.stop,
    },
  ]);
  let escapedAt = -Infinity;
  listen((event) => {
    if (event.key !== "Escape" || event.defaultPrevented || event.repeat || !props.isRunning()) return;
    if (event.target instanceof Element && event.target.closest(".xterm, dialog, [popover], input")) return;
    if (event.timeStamp - escapedAt < TWICE_WITHIN) props.stop();
    escapedAt = event.timeStamp;
  });
}

function listen(run: (event: KeyboardEvent) => void): void {
  window.addEventListener("keydown", run);
  onCleanup(() => window.removeEventListener("keydown", run));
}
