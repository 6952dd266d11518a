// A markdown text that grows. Only its end is read again: what stands before the last block can no longer change.

import { type Block, type Piece, pieces } from "./nodes";
import { asWritten } from "./plain";

/** Of more nodes a browser makes seconds of work and hundreds of megabytes: what follows them is shown as it was written. */
export const MOST_NODES = 4_000;

/** What has changed: so many of the blocks before stay, and these follow. */
export interface Patch {
  keep: number;
  blocks: Block[];
}

export class MarkdownDocument {
  private settled = "";
  /** The pieces of `settled`, then those of the end, which may still change. */
  private pieces: Piece[] = [];
  private settledPieces = 0;

  /** Takes the whole text as it is now. With `isDone` it is read once more in whole: links may be defined at its end. */
  update(text: string, isDone: boolean): Patch {
    const before = this.pieces;
    const goesOn = !isDone && text.startsWith(this.settled);
    const from = goesOn ? this.settledPieces : 0;
    const read = pieces(goesOn ? text.slice(this.settled.length) : text);
    this.pieces = [...before.slice(0, from), ...read.pieces];
    this.settle();

    let same = from;
    if (!read.definesLinks) {
      while (same < before.length && before[same]?.raw === this.pieces[same]?.raw) same += 1;
      // What is kept is kept as it was drawn.
      for (let at = from; at < same; at += 1) this.pieces[at] = before[at] as Piece;
    } else if (isDone) same = 0;
    const keep = Math.min(same, formatted(this.pieces));
    return { keep: drawn(this.pieces.slice(0, keep)).length, blocks: this.from(keep) };
  }

  /** All blocks as they are now. */
  blocks(): Block[] {
    return this.from(0);
  }

  private from(first: number): Block[] {
    const end = formatted(this.pieces);
    const rest = this.pieces.slice(end).map((piece) => piece.raw).join("");
    return [...drawn(this.pieces.slice(first, end)), ...(rest.trim() ? [asWritten(rest)] : [])];
  }

  /** The last block and the blank lines behind it may go on: a list, a quotation, a fence. */
  private settle(): void {
    let end = this.pieces.length;
    while (end > 0 && this.pieces[end - 1]?.block === null) end -= 1;
    this.settledPieces = Math.max(0, end - 1);
    this.settled = this.pieces.slice(0, this.settledPieces).map((piece) => piece.raw).join("");
  }
}

/** How many pieces, from the first, are few enough nodes. */
function formatted(pieces: Piece[]): number {
  let nodes = 0;
  const end = pieces.findIndex((piece) => (nodes += piece.weight) > MOST_NODES);
  return end < 0 ? pieces.length : end;
}

function drawn(of: Piece[]): Block[] {
  return of.flatMap((piece) => piece.block ?? []);
}
