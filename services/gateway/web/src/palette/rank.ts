/** Which entries of the palette match what was typed, best first. Pure; 200 tasks rank in well under a millisecond. */

import uFuzzy from "@leeoniya/ufuzzy";

export interface Rankable {
  id: string;
  /** What is found by: `Fix the totals acme/web fix-totals #12 alice`. The title comes first. */
  text: string;
  /** How much of `text` is shown as the title, for marking what matched. */
  titleLength: number;
}

export interface Ranked<T> {
  entry: T;
  /** Ranges of the title that matched: [from, to) pairs in order. */
  marks: readonly [number, number][];
}

/** Made when somebody looks for something: it takes longer than all else that the page does at its start for the palette. */
let made: uFuzzy | undefined;
const fuzzy = () => (made ??= new uFuzzy({ intraMode: 0, intraIns: 1, interIns: 40 }));

/** Entries used lately come before others that match as well; without words, the lately used come first. */
export function rank<T extends Rankable>(entries: readonly T[], words: string, recent: readonly string[], most: number): Ranked<T>[] {
  const used = new Map(recent.map((id, place) => [id, recent.length - place]));
  const usage = (entry: T) => used.get(entry.id) ?? 0;
  if (words === "") {
    return [...entries]
      .sort((a, b) => usage(b) - usage(a))
      .slice(0, most)
      .map((entry) => ({ entry, marks: [] }));
  }
  const haystack = haystackOf(entries);
  const [found, info, order] = fuzzy().search(haystack, words.toLowerCase(), 5);
  if (found === null) return [];
  const places =
    info === null || order === null
      ? found.map((index) => ({ index, ranges: [] }))
      : order.map((at) => ({ index: info.idx[at], ranges: info.ranges[at] ?? [] }));
  const ranked = places.flatMap(({ index, ranges }, place) => {
    const entry = index === undefined ? undefined : entries[index];
    return entry === undefined ? [] : [{ entry, marks: inTitle(ranges, entry.titleLength), place }];
  });
  // A match in the title is what was meant more often than one in a branch or a name behind it.
  const score = (one: (typeof ranked)[number]) => (one.marks.length > 0 ? 0 : 1_000) + one.place - usage(one.entry) * 2;
  return ranked
    .sort((a, b) => score(a) - score(b))
    .slice(0, most)
    .map(({ entry, marks }) => ({ entry, marks }));
}

/** Of ten thousand files it is made once, not at each key. */
const haystacks = new WeakMap<readonly Rankable[], string[]>();

function haystackOf(entries: readonly Rankable[]): string[] {
  const known = haystacks.get(entries) ?? entries.map((entry) => entry.text.toLowerCase());
  haystacks.set(entries, known);
  return known;
}

function inTitle(ranges: readonly number[], titleLength: number): [number, number][] {
  const marks: [number, number][] = [];
  for (let at = 0; at + 1 < ranges.length; at += 2) {
    const [from = 0, to = 0] = [ranges[at], ranges[at + 1]];
    if (from < Math.min(to, titleLength)) marks.push([from, Math.min(to, titleLength)]);
  }
  return marks;
}

/** The title in pieces, those that matched marked. */
export function pieces(title: string, marks: readonly [number, number][]): { text: string; marked: boolean }[] {
  const cut: { text: string; marked: boolean }[] = [];
  let reached = 0;
  for (const [from, to] of marks) {
    if (from > reached) cut.push({ text: title.slice(reached, from), marked: false });
    cut.push({ text: title.slice(from, to), marked: true });
    reached = to;
  }
  if (reached < title.length) cut.push({ text: title.slice(reached), marked: false });
  return cut;
}
