import { type JSX, Show } from "solid-js";
import type { Read } from "./read";
import { Failed } from "./States";

/** What was read, or why it could not be, with a way to try again. */
export function OrProblem(props: { of: Read<unknown>; what: string; children: JSX.Element }) {
  return (
    <Show when={props.of.problem()} fallback={props.children}>
      {(problem) => <Failed what={props.what} problem={problem()} retry={props.of.again} />}
    </Show>
  );
}
