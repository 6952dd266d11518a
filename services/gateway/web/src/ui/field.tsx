import { createUniqueId, type JSX, onCleanup, Show, splitProps } from "solid-js";
import "./field.css";

/** A labelled line of text. `problem`: what is wrong with it. */
export function TextField(
  props: JSX.InputHTMLAttributes<HTMLInputElement> & { label: string; hint?: string; problem?: string; isLabelHidden?: boolean },
) {
  const id = createUniqueId();
  const [own, rest] = splitProps(props, ["label", "hint", "problem", "isLabelHidden"]);
  return (
    <div class="field">
      <label class={own.isLabelHidden ? "sr-only" : "field-label"} for={id}>
        {own.label}
      </label>
      <input
        autocomplete="off"
        {...rest}
        id={id}
        class="field-input"
        aria-invalid={own.problem ? true : undefined}
        aria-describedby={own.problem || own.hint ? `${id}-hint` : undefined}
      />
      <Show when={own.problem ?? own.hint}>
        <p id={`${id}-hint`} class={own.problem ? "field-problem" : "field-hint"}>
          {own.problem ?? own.hint}
        </p>
      </Show>
    </div>
  );
}

/** Rename in place: Enter or leaving commits, Escape or a blank text does not. The focus goes back to where it was. */
export function InlineEdit(props: { label: string; value: string; onDone(text: string | undefined): void; class?: string }) {
  let isOver = false;
  let field: HTMLInputElement | undefined;
  const before = document.activeElement;
  onCleanup(() => document.activeElement === field && before instanceof HTMLElement && before.isConnected && before.focus());
  const end = (text: string | undefined) => {
    if (isOver) return;
    isOver = true;
    const trimmed = text?.trim();
    props.onDone(trimmed && trimmed !== props.value ? trimmed : undefined);
  };
  return (
    <input
      ref={(input) => ((field = input), queueMicrotask(() => (input.focus(), input.select())))}
      class={`field-inline ${props.class ?? ""}`}
      aria-label={props.label}
      value={props.value}
      maxLength={200}
      on:keydown={(event) => {
        event.stopPropagation();
        if (event.isComposing || (event.key !== "Enter" && event.key !== "Escape")) return;
        // It is not for what has the focus then.
        event.preventDefault();
        end(event.key === "Enter" ? event.currentTarget.value : undefined);
      }}
      on:click={(event) => event.stopPropagation()}
      on:pointerdown={(event) => event.stopPropagation()}
      onBlur={(event) => end(event.currentTarget.value)}
    />
  );
}
