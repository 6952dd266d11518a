import { type JSX, Show } from "solid-js";
import { Icon, type IconName } from "./icon";
import "./badge.css";

export type Tone = "plain" | "accent" | "success" | "warning" | "danger" | "info";

/** A short word about a state. With an icon, so that colour is not all that tells it. */
export function Badge(props: { tone?: Tone; icon?: IconName; mono?: boolean; tip?: string; class?: string; children: JSX.Element }) {
  return (
    <span class={`badge badge-${props.tone ?? "plain"} ${props.mono ? "badge-mono" : ""} ${props.class ?? ""}`} data-tip={props.tip}>
      <Show when={props.icon}>{(icon) => <Icon name={icon()} size={11} />}</Show>
      {props.children}
    </span>
  );
}
