/** What the page knows of itself. Off until somebody asks for it; Shift+D. */

import { Show } from "solid-js";
import { devPanel } from "../settings/preferences";
import { Opened } from "./Opened";

export function DevPanel() {
  return (
    <Show when={devPanel() === "on"}>
      <Opened />
    </Show>
  );
}
