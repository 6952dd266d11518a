// Code in colours, by the worker that colours the transcript's. What is too long for it, or in no language that it knows,
// stays as it is.
import { createEffect, createSignal, on, onCleanup, type Accessor } from "solid-js";

import { reader } from "../transcript/markdown/client";
import type { CodeLine } from "../transcript/markdown/nodes";
import "../transcript/markdown/markdown.css";

/** Longer texts stay plain: colours are not worth the wait. */
const LONGEST = 30_000;

export interface Code {
  language: string | undefined;
  text: string;
}

/** The lines of a text in colours, once they are known; undefined until then, and when there are none. */
export function useColours(code: Accessor<Code | undefined>): Accessor<CodeLine[] | undefined> {
  const [lines, setLines] = createSignal<CodeLine[]>();
  createEffect(
    on(code, (code) => {
      setLines(undefined);
      if (!code?.language || !code.text || code.text.length > LONGEST) return;
      const read = reader((blocks, isFinal) => {
        const [block] = blocks;
        if (isFinal && block?.t === "code" && block.lines) setLines(block.lines);
      });
      read.read(fenced(code.language, code.text), true);
      onCleanup(read.end);
    }),
  );
  return lines;
}

/** As one code block, whatever the text has in it. */
export function fenced(language: string, text: string): string {
  const longest = (text.match(/`+/g) ?? []).reduce((most, ticks) => Math.max(most, ticks.length), 2);
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}
