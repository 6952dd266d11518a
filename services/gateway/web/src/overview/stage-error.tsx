import { Show, type JSX } from "solid-js";

import { inTwo } from "./stages";
import "./stage-error.css";

/** Why a stage failed: first for people, then what a program has said. */
export function StageError(props: { error: string }): JSX.Element {
  return (
    <div class="stage-error" role="alert">
      <p>{inTwo(props.error)[0]}</p>
      <Show when={inTwo(props.error)[1]}>{(words) => <p class="stage-words mono">{words()}</p>}</Show>
    </div>
  );
}
