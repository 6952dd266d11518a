import { For, type JSX, Show } from "solid-js";

import { hasHidden, parts } from "./hidden";
import "./revealed.css";

/** The same without a component of its own, for what is drawn by the thousands and does not change. */
export const revealed = (text: string): JSX.Element => (hasHidden(text) ? <Revealed text={text} /> : text);

/**
 * A name or a line of code, with a mark for each character that hides what it is. What is copied is the text itself.
 * `isText`: it has several lines, which are seen.
 */
export function Revealed(props: { text: string; isText?: boolean }): JSX.Element {
  return (
    <Show when={hasHidden(props.text, props.isText)} fallback={props.text}>
      <For each={parts(props.text, props.isText)}>{({ text, code }) => (code ? <HiddenCharacter text={text} code={code} /> : text)}</For>
    </Show>
  );
}

function HiddenCharacter(props: { text: string; code: string }): JSX.Element {
  return (
    <span class="hidden-character" data-code={props.code} role="img" aria-label={props.code} title={`A character that is not seen: ${props.code}`}>
      {props.text}
    </span>
  );
}
