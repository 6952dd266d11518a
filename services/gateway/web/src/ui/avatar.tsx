import "./avatar.css";

/** How many colours there are. */
const COLOURS = 8;

/**
 * The beginning of a name on a colour of its own. Pictures would come from another host, which this page never asks.
 * `size` is in pixels, 18 without one. Beside the name itself it is not read out.
 */
export function Avatar(props: { name: string; size?: number; shape?: "round" | "square"; label?: string }) {
  const size = () => props.size ?? 18;
  return (
    <span
      class={`avatar avatar-${props.shape ?? "round"} avatar-${hash(props.name) % COLOURS}`}
      style={{ width: `${size()}px`, height: `${size()}px`, "font-size": `${Math.max(8, Math.round(size() * 0.5))}px` }}
      role={props.label ? "img" : undefined}
      aria-label={props.label}
      aria-hidden={props.label ? undefined : "true"}
      data-letter={(props.name.match(/[\p{L}\p{N}]/u)?.[0] ?? "?").toUpperCase()}
    />
  );
}

/** Always the same for the same text. */
export function hash(text: string): number {
  let hash = 0;
  for (const character of text) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash;
}
