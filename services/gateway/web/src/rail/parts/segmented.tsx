import { For, type JSX } from "solid-js";

import "./parts.css";

export interface Segment<T extends string> {
  value: T;
  label: string;
  /** What it is, in more words. */
  tip?: string;
}

/** One of a few, all in sight. */
export function Segmented<T extends string>(props: {
  label: string;
  segments: readonly Segment<T>[];
  value: T;
  onChange: (value: T) => void;
}): JSX.Element {
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const all = props.segments;
    const at = all.findIndex((segment) => segment.value === props.value);
    const next = all[(at + step + all.length) % all.length];
    if (!next) return;
    props.onChange(next.value);
    (event.currentTarget as HTMLElement).querySelector<HTMLElement>(`[data-value="${next.value}"]`)?.focus();
  };
  return (
    <div class="segmented" role="radiogroup" aria-label={props.label} onKeyDown={onKeyDown}>
      <For each={props.segments}>
        {(segment) => (
          <button
            type="button"
            class="segment"
            role="radio"
            data-value={segment.value}
            aria-checked={props.value === segment.value}
            tabindex={props.value === segment.value ? 0 : -1}
            data-tip={segment.tip}
            onClick={() => props.onChange(segment.value)}
          >
            {segment.label}
          </button>
        )}
      </For>
    </div>
  );
}
