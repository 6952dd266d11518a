import "./icon.css";

/** Something is under way. `size` is in pixels, 12 without one. */
export function Spinner(props: { label?: string; size?: number; class?: string }) {
  return (
    <span
      class={`spinner ${props.class ?? ""}`}
      style={{ width: `${props.size ?? 12}px`, height: `${props.size ?? 12}px` }}
      role={props.label ? "status" : undefined}
      aria-label={props.label}
      aria-hidden={props.label ? undefined : "true"}
    />
  );
}
