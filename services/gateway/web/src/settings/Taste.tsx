/** How somebody likes the page. */

import { createSignal, Show } from "solid-js";
import { runCommand } from "../palette/commands";
import { Card, Segments } from "../pages";
import { attempt, Button, Notice } from "../ui";
import type { components } from "../wire";
import { askPermission, permission } from "./notify";
import { usePreferences } from "./preference";
import { density, letterKeys, notifications, setDensity, setLetterKeys, setNotifications } from "./preferences";

type ColourMode = components["schemas"]["ColourMode"];

export function Appearance() {
  const { preferences, set } = usePreferences();
  return (
    <Card title="Appearance">
      <div class="page-field">
        <span class="page-label">Colours</span>
        <Segments<ColourMode>
          label="Colours"
          value={preferences()?.colourMode ?? "system"}
          onChange={(colourMode) => void attempt("The colours stay as they were", () => set({ colourMode }))}
          options={[
            { value: "system", name: "As the system" },
            { value: "dark", name: "Dark" },
            { value: "light", name: "Light" },
          ]}
        />
        <small>Wherever you are signed in.</small>
      </div>
      <div class="page-field">
        <span class="page-label">Density</span>
        <Segments
          label="Density"
          value={density()}
          onChange={setDensity}
          options={[
            { value: "comfortable", name: "Comfortable" },
            { value: "compact", name: "Compact" },
          ]}
        />
        <small>In this browser.</small>
      </div>
    </Card>
  );
}

export function Keyboard() {
  return (
    <Card
      title="Keyboard"
      about="Keys with Ctrl, Cmd or Alt always work. Single letters are silent while you type."
      actions={
        <Button icon="keyboard" onClick={() => runCommand("shortcuts.open")}>
          All shortcuts
        </Button>
      }
    >
      <div class="page-field">
        <span class="page-label">Single letters</span>
        <Segments
          label="Single letters"
          value={letterKeys()}
          onChange={setLetterKeys}
          options={[
            { value: "on", name: "On" },
            { value: "off", name: "Off" },
          ]}
        />
        <small>Turn them off if you speak to your computer, or press keys by accident. In this browser.</small>
      </div>
    </Card>
  );
}

export function Notifications() {
  const [granted, setGranted] = createSignal(permission());
  async function choose(value: "on" | "off") {
    if (value === "on" && granted() === "default") setGranted(await askPermission());
    setNotifications(value === "on" && granted() === "granted" ? "on" : "off");
  }
  return (
    <Card
      title="Notifications"
      about="When a task needs you and this page is hidden: an agent has finished, asks something or has failed, or checks of your task have failed. One at a time, whatever the number of tabs; a click opens the task."
    >
      <Segments
        label="Notifications"
        value={notifications()}
        onChange={(value) => void choose(value)}
        options={[
          { value: "on", name: "On" },
          { value: "off", name: "Off" },
        ]}
      />
      <Show when={granted() === "denied"}>
        <Notice tone="warning">
          The browser does not allow them for this page. Allow them in its settings for this address, then turn them on here.
        </Notice>
      </Show>
      <Show when={granted() === "unsupported"}>
        <Notice tone="warning">This browser has none.</Notice>
      </Show>
    </Card>
  );
}
