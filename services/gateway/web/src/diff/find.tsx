// Words that are looked for in a diff: the browser's own search finds only what is drawn.
import { createMemo, createSignal, type JSX } from "solid-js";

import { FindBar } from "../ui/find-bar";
import { rowsWith, type ViewRow } from "./view-rows";

export function DiffFind(props: { rows: readonly ViewRow[]; onShow: (index: number) => void; onClose: () => void }): JSX.Element {
  const [words, setWords] = createSignal("");
  const found = createMemo(() => rowsWith(props.rows, words()));
  return (
    <FindBar
      label="Find in the diff"
      first="first"
      words={words()}
      onWords={setWords}
      count={found().length}
      where={props.rows.some((row) => row.kind === "gap") ? " in the lines that are shown" : ""}
      onShow={(at) => props.onShow(found()[at] ?? 0)}
      onClose={() => props.onClose()}
    />
  );
}
