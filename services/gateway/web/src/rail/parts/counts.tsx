import { Show, type JSX } from "solid-js";

import "./parts.css";

/** Lines that were added and removed. */
export function Counts(props: { added?: number | null; removed?: number | null }): JSX.Element {
  return (
    <span class="counts">
      <Show when={typeof props.added === "number"}>
        <span class="counts-added" aria-label={`${props.added} added`}>
          +{props.added}
        </span>
      </Show>
      <Show when={typeof props.removed === "number"}>
        <span class="counts-removed" aria-label={`${props.removed} removed`}>
          −{props.removed}
        </span>
      </Show>
    </span>
  );
}
