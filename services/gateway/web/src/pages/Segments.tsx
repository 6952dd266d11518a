import { For } from "solid-js";
import "./segments.css";

interface Props<T extends string> {
  label: string;
  options: readonly { value: T; name: string; count?: number }[];
  value: T;
  onChange: (value: T) => void;
}

/** One of a few, all of them in sight: a radio group that looks like a row of buttons. */
export function Segments<T extends string>(props: Props<T>) {
  const move = (event: KeyboardEvent, index: number) => {
    const step =
      event.key === "ArrowRight" || event.key === "ArrowDown" ? 1 : event.key === "ArrowLeft" || event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const next = (index + step + props.options.length) % props.options.length;
    const option = props.options[next];
    if (option !== undefined) props.onChange(option.value);
    (event.currentTarget as HTMLElement).parentElement?.querySelectorAll("button")[next]?.focus();
  };
  return (
    <div class="segments" role="radiogroup" aria-label={props.label}>
      <For each={props.options}>
        {(option, index) => (
          <button
            type="button"
            role="radio"
            aria-checked={option.value === props.value}
            tabindex={option.value === props.value ? 0 : -1}
            onClick={() => props.onChange(option.value)}
            onKeyDown={(event) => move(event, index())}
          >
            {option.name}
            {option.count !== undefined && <span class="segments-count">{option.count}</span>}
          </button>
        )}
      </For>
    </div>
  );
}
