import { Show, type JSX } from "solid-js";

import { Button, Icon, IconButton, type IconName } from "../../ui";
import "./parts.css";

export type Tone = "info" | "success" | "warning" | "danger";

const ICONS: Record<Tone, IconName> = {
  info: "info",
  success: "circle-check",
  warning: "triangle-alert",
  danger: "octagon-alert",
};

/** Something that people should know, where it happened, with what can be done about it. */
export function Notice(props: {
  tone: Tone;
  children: JSX.Element;
  action?: { label: string; run: () => void; busy?: boolean };
  onClose?: () => void;
}): JSX.Element {
  return (
    <div class={`notice notice-${props.tone}`} role={props.tone === "danger" ? "alert" : "status"}>
      <Icon name={ICONS[props.tone]} />
      <div class="notice-text">{props.children}</div>
      <Show when={props.onClose}>
        {(close) => (
          <IconButton icon="x" label="Dismiss" size={20} onClick={() => close()()} />
        )}
      </Show>
      <Show when={props.action}>
        {(action) => (
          <span class="notice-action">
            <Button size="small" busy={action().busy} onClick={() => action().run()}>
              {action().label}
            </Button>
          </span>
        )}
      </Show>
    </div>
  );
}
