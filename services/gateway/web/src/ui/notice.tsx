import { Show, type JSX } from "solid-js";
import { IconButton } from "./button";
import { Icon, type IconName } from "./icon";
import "./notice.css";

export type NoticeTone = "info" | "success" | "warning" | "danger";

const ICONS: Record<NoticeTone, IconName> = {
  info: "info",
  success: "circle-check",
  warning: "triangle-alert",
  danger: "octagon-alert",
};

/** Something that people should know, where it happened, with what can be done about it. What was there before stays. */
export function Notice(props: { tone: NoticeTone; children: JSX.Element; action?: JSX.Element; onClose?: () => void }): JSX.Element {
  return (
    <div class={`notice notice-${props.tone}`} role={props.tone === "danger" ? "alert" : "status"}>
      <Icon name={ICONS[props.tone]} />
      <div class="notice-text">{props.children}</div>
      <span class="notice-action">{props.action}</span>
      <Show when={props.onClose}>{(close) => <IconButton icon="x" label="Dismiss" size={20} onClick={() => close()()} />}</Show>
    </div>
  );
}
