// The colours of a diff's lines: both sides are coloured as texts of their own.
import { createMemo, type Accessor } from "solid-js";

import { useColours, type Code } from "../files/colours";
import { languageOf } from "../files/language";
import type { FilePatch, PatchLine } from "./patch";
import type { Token } from "./pieces";

export type LineColours = (line: PatchLine) => readonly Token[] | undefined;

export function useLineColours(path: Accessor<string>, patch: Accessor<FilePatch>): LineColours {
  const side = (leftOut: PatchLine["kind"]) =>
    createMemo(() => patch().hunks.flatMap((hunk) => hunk.lines.filter((line) => line.kind !== leftOut)));
  const [before, after] = [side("add"), side("remove")];
  const code = (lines: PatchLine[]): Code => ({ language: languageOf(path()), text: lines.map(({ text }) => text).join("\n") });
  const coloured = (lines: Accessor<PatchLine[]>): Accessor<Map<PatchLine, readonly Token[]>> => {
    const colours = useColours(() => code(lines()));
    return createMemo(() => {
      const known = colours();
      return new Map(known ? lines().map((line, index): [PatchLine, readonly Token[]] => [line, known[index] ?? []]) : []);
    });
  };
  const [old, now] = [coloured(before), coloured(after)];
  return (line) => (line.kind === "remove" ? old().get(line) : now().get(line));
}
