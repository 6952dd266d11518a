import { createMemo } from "solid-js";
import drawings from "virtual:icons";
import type { IconName } from "./icon-names";
import "./icon.css";

export type { IconName } from "./icon-names";

const SVG = "http://www.w3.org/2000/svg";
const drawn = new Map<IconName, Element>();

/** An icon beside a text; by itself it needs a `label`, which is read out. `size` is in pixels, 14 without one. */
export function Icon(props: { name: IconName; size?: number; class?: string; label?: string }) {
  const drawing = createMemo(() => draw(props.name).cloneNode(true));
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
      {drawing()}
    </svg>
  );
}

/** Drawn once, and copied: lists have hundreds of them. */
function draw(name: IconName): Element {
  const known = drawn.get(name);
  if (known) return known;
  const group = document.createElementNS(SVG, "g");
  for (const [tag, attributes] of drawings[name] ?? []) {
    const part = document.createElementNS(SVG, tag);
    for (const [attribute, value] of Object.entries(attributes)) part.setAttribute(attribute, value);
    group.append(part);
  }
  drawn.set(name, group);
  return group;
}
