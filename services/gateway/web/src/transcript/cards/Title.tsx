// A title as agents write it: one line, with code between backticks.
import { For, type JSX } from "solid-js";

import { Revealed } from "../../ui";
import { shortened } from "../format";

export function Title(props: { text: string }): JSX.Element {
  // Every second part stood between backticks.
  return <For each={shortened(props.text).split(/`([^`]+)`/)}>{(part, at) => (at() % 2 === 1 ? <code><Revealed text={part} isText /></code> : <Revealed text={part} isText />)}</For>;
}
