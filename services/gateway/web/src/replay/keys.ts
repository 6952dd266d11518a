// Escape leaves a replay, unless something else on the page has its own use for it.
import { onCleanup } from "solid-js";

const PANE = ".session-pane";
const OTHERS = "dialog, [popover], textarea, input:not(.replay-range)";

/** Before the session's own keys: an Escape that leaves the past is not the first of two that stop the agent. */
export function closeKeys(close: () => void): void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented || event.repeat) return;
    const focused = event.target instanceof Element && event.target !== document.body ? event.target : undefined;
    if (focused && (!focused.closest(PANE) || focused.closest(OTHERS))) return;
    event.preventDefault();
    close();
  };
  window.addEventListener("keydown", onKeyDown, { capture: true });
  onCleanup(() => window.removeEventListener("keydown", onKeyDown, { capture: true }));
}
