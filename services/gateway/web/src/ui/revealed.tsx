import { For, type JSX, Show } from "solid-js";

import { hasHidden, parts } from "./hidden";
import "./revealed.css";

/** A name or a line of code, with a mark for each character that hides what it is. What is copied is the text itself. */
export function Revealed(props: { text: string }): JSX.Element {
  return (
    <Show when={hasHidden(props.text)} fallback={props.text}>
      <For each={parts(props.text)}>{({ text, code }) => (code ? <HiddenCharacter text={text} code={code} /> : text)}</For>
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
