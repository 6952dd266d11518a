// Which words of a replaced line differ. Cheap on purpose: what both lines begin and end with is the same, and between
// them words are compared only while there are few of them.

export interface Piece {
  text: string;
  isChanged: boolean;
}

const WORD = /[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu;
const MOST_WORDS = 120;
const LONGEST_LINE = 1_000;
/** When less than this is the same, emphasis would only be noise. */
const LEAST_ALIKE = 0.3;

/** The pieces of `text`, seen against the line that it replaces or that replaces it. */
export function changedPieces(text: string, other: string): Piece[] {
  const whole = [{ text, isChanged: false }];
  if (text.length > LONGEST_LINE || other.length > LONGEST_LINE || text === other) return whole;
  const [words, others] = [text.match(WORD) ?? [], other.match(WORD) ?? []];
  const start = sameFrom(words, others);
  const end = sameTo(words, others, start);
  const [middle, otherMiddle] = [words.slice(start, words.length - end), others.slice(start, others.length - end)];
  if (middle.length > MOST_WORDS || otherMiddle.length > MOST_WORDS) return whole;

  const kept = common(middle, otherMiddle);
  const flags = words.map((_, index) => index >= start && index < words.length - end && !kept.has(index - start));
  return alike(words, flags) < LEAST_ALIKE ? whole : joined(words, flags);
}

function sameFrom(words: string[], others: string[]): number {
  const most = Math.min(words.length, others.length);
  let count = 0;
  while (count < most && words[count] === others[count]) count += 1;
  return count;
}

function sameTo(words: string[], others: string[], start: number): number {
  const most = Math.min(words.length, others.length) - start;
  let count = 0;
  while (count < most && words[words.length - 1 - count] === others[others.length - 1 - count]) count += 1;
  return count;
}

/** The places in `words` that are part of the longest common subsequence. */
function common(words: string[], others: string[]): Set<number> {
  const width = others.length + 1;
  const lengths = new Uint16Array((words.length + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  for (let row = words.length - 1; row >= 0; row -= 1) {
    for (let column = others.length - 1; column >= 0; column -= 1) {
      lengths[row * width + column] =
        words[row] === others[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const kept = new Set<number>();
  let [row, column] = [0, 0];
  while (row < words.length && column < others.length) {
    if (words[row] === others[column]) {
      kept.add(row);
      row += 1;
      column += 1;
    } else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  return kept;
}

function alike(words: string[], flags: boolean[]): number {
  let [same, all] = [0, 0];
  for (const [index, word] of words.entries()) {
    if (word.trim() === "") continue;
    all += word.length;
    if (!flags[index]) same += word.length;
  }
  return all === 0 ? 1 : same / all;
}

function joined(words: string[], flags: boolean[]): Piece[] {
  const pieces: Piece[] = [];
  for (const [index, word] of words.entries()) {
    const isChanged = flags[index] ?? false;
    const last = pieces.at(-1);
    if (last?.isChanged === isChanged) last.text += word;
    else pieces.push({ text: word, isChanged });
  }
  return pieces;
}
