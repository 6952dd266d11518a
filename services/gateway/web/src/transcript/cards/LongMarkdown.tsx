// Markdown of any length: what is too much for a browser at once is shown when somebody asks for it.
import { type JSX, Show } from "solid-js";

import { createFolding } from "../context";
import { Markdown } from "../markdown/Markdown";

/** More characters wait to be asked for: a browser takes a second to lay a megabyte out. */
const SHOWN = 100_000;

/** `id`: whose text it is. Whether all of it is shown is kept under that. */
export function LongMarkdown(props: { id: string; text: string; isDone: boolean }): JSX.Element {
  const [isWhole, toggle] = createFolding(() => `${props.id}/whole`, () => false);
  const rest = () => Math.max(0, props.text.length - SHOWN);
  const isCut = () => rest() > 0 && !isWhole();
  return (
    <>
      <Markdown text={isCut() ? props.text.slice(0, SHOWN) : props.text} isDone={props.isDone} />
      <Show when={isCut()}>
        <button type="button" class="transcript-more" onClick={toggle}>Show {rest().toLocaleString("en")} more characters</button>
      </Show>
    </>
  );
}
