import drawings from "virtual:icons";
import type { IconName } from "./icon-names";
import "./icon.css";

export type { IconName } from "./icon-names";

/** An icon beside a text; by itself it needs a `label`, which is read out. `size` is in pixels, 14 without one. */
export function Icon(props: { name: IconName; size?: number; class?: string; label?: string }) {
  return (
    <svg
      class={`icon ${props.class ?? ""}`}
      width={props.size ?? 14}
      height={props.size ?? 14}
      viewBox="0 0 24 24"
      role={props.label ? "img" : undefined}
      aria-label={props.label}
      aria-hidden={props.label ? undefined : "true"}
    >
      <path d={drawings[props.name]} />
    </svg>
  );
}
