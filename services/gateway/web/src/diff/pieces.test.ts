import { expect, test } from "vitest";

import { colouredPieces, shownLine } from "./pieces";

const piece = (text: string, isChanged = false) => ({ text, isChanged });
const shown = (pieces: ReturnType<typeof colouredPieces>): string[] =>
  pieces.map(({ text, kind, isChanged }) => `${text}|${kind ?? ""}${isChanged ? "|!" : ""}`);

test("pieces are cut where a colour or a change begins", () => {
  const pieces = [piece("const a"), piece("bc = 1", true), piece(";")];
  const tokens = [["const", "keyword"], [" abc ", null], ["", null], ["= 1", "constant"], [";", null]] as const;
  expect(shown(colouredPieces(pieces, tokens))).toEqual(["const|keyword", " a|", "bc ||!", "= 1|constant|!", ";|"]);
});

test("tokens of another text colour nothing", () => {
  expect(shown(colouredPieces([piece("ab")], [["a", "keyword"]]))).toEqual(["ab|"]);
  expect(shown(colouredPieces([piece("ab")], undefined))).toEqual(["ab|"]);
});

test("an empty line has no piece that matters", () => {
  expect(colouredPieces([piece("")], [])).toEqual([]);
});

test("a carriage return is shown where the line beside it has none", () => {
  expect([shownLine("a\r"), shownLine("a\r", "b\r"), shownLine("a\r", "a"), shownLine("a", "a\r")]).toEqual(["a", "a", "a\r", "a"]);
});
