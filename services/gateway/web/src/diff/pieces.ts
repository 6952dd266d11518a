// A line in pieces that are each of one colour, and changed or not.

import type { Piece } from "./words";

/** A word of code, and what it is: `keyword`; null for nothing in particular. */
export type Token = readonly [text: string, kind: string | null];

export interface ColouredPiece extends Piece {
  kind: string | null;
}

/** Cuts where either has a border. Tokens of another text than the pieces' colour nothing. */
export function colouredPieces(pieces: readonly Piece[], tokens: readonly Token[] | undefined): ColouredPiece[] {
  const plain = pieces.map((piece) => ({ ...piece, kind: null }));
  if (!tokens || textOf(tokens.map(([text]) => text)) !== textOf(pieces.map(({ text }) => text))) return plain;
  const cut: ColouredPiece[] = [];
  let token = 0;
  let used = 0;
  for (const { text, isChanged } of pieces) {
    let left = text;
    while (left !== "") {
      const [word = "", kind = null] = tokens[token] ?? [];
      const part = left.slice(0, word.length - used);
      if (part !== "") cut.push({ text: part, isChanged, kind });
      left = left.slice(part.length);
      used += part.length;
      if (used >= word.length) {
        token += 1;
        used = 0;
      }
    }
  }
  return cut;
}

/** A line without the carriage return of a file that has one in each, unless the line beside it has another end. */
export function shownLine(text: string, other = text): string {
  return text.endsWith("\r") && other.endsWith("\r") ? text.slice(0, -1) : text;
}

const textOf = (texts: readonly string[]): string => texts.join("");
