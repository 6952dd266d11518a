// The lines in which two texts differ, for the small diffs of tool cards. Pure.

export interface DiffLine {
  kind: "same" | "added" | "removed";
  text: string;
  /** Its number in the old and in the new text, from 1; null where it is not. */
  before: number | null;
  after: number | null;
}

/** A run of lines that belong together; those between runs are the same. */
export type Hunk = DiffLine[];

/** Lines around a change that are shown, too. */
const CONTEXT = 3;

/** Beyond so many steps what differs is shown as removed and added in whole: the page must not wait for a better answer. */
const STEPS = 1_000;

export function lineDiff(before: string | null, after: string): DiffLine[] {
  const [a, b] = [lines(before), lines(after)];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const kinds = [
    ...Array<"same">(head).fill("same"),
    ...middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail)),
    ...Array<"same">(tail).fill("same"),
  ];
  let [old, now] = [0, 0];
  return kinds.map((kind) => ({
    kind,
    text: (kind === "removed" ? a[old] : b[now]) ?? "",
    before: kind === "added" ? null : ++old,
    after: kind === "removed" ? null : ++now,
  }));
}

/** Only what has changed, with a little around it. */
export function hunks(diff: DiffLine[]): Hunk[] {
  const found: Hunk[] = [];
  let end = -1;
  diff.forEach((line, at) => {
    if (line.kind === "same") return;
    const from = Math.max(end, at - CONTEXT, 0);
    const to = Math.min(diff.length, at + CONTEXT + 1);
    if (from <= end && found.length > 0) found.at(-1)?.push(...diff.slice(end, to));
    else found.push(diff.slice(from, to));
    end = to;
  });
  return found;
}

/** How many lines were added and removed. */
export function totals(diff: DiffLine[]): { added: number; removed: number } {
  const count = (kind: DiffLine["kind"]) => diff.filter((line) => line.kind === kind).length;
  return { added: count("added"), removed: count("removed") };
}

function lines(text: string | null): string[] {
  if (!text) return [];
  const all = text.split("\n");
  if (all.at(-1) === "") all.pop();
  return all;
}

/** Myers' shortest edit script (An O(ND) Difference Algorithm, 1986). */
function middle(a: string[], b: string[]): DiffLine["kind"][] {
  const furthest = new Map<number, number>([[1, 0]]);
  const trail: Map<number, number>[] = [];
  for (let step = 0; step <= Math.min(a.length + b.length, STEPS); step += 1) {
    trail.push(new Map(furthest));
    for (let k = -step; k <= step; k += 2) {
      let x = downwards(furthest, k, step) ? (furthest.get(k + 1) ?? 0) : (furthest.get(k - 1) ?? 0) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
      furthest.set(k, x);
      if (x >= a.length && x - k >= b.length) return walkedBack(trail, a.length, b.length);
    }
  }
  return [...a.map(() => "removed" as const), ...b.map(() => "added" as const)];
}

const downwards = (furthest: Map<number, number>, k: number, step: number): boolean =>
  k === -step || (k !== step && (furthest.get(k - 1) ?? -1) < (furthest.get(k + 1) ?? -1));

function walkedBack(trail: Map<number, number>[], length: number, width: number): DiffLine["kind"][] {
  const kinds: DiffLine["kind"][] = [];
  let [x, y] = [length, width];
  for (let step = trail.length - 1; step >= 0; step -= 1) {
    const furthest = trail[step] as Map<number, number>;
    const isDown = downwards(furthest, x - y, step);
    const k = isDown ? x - y + 1 : x - y - 1;
    const [fromX, fromY] = step === 0 ? [0, 0] : [furthest.get(k) ?? 0, (furthest.get(k) ?? 0) - k];
    while (x > fromX && y > fromY) {
      kinds.push("same");
      x -= 1;
      y -= 1;
    }
    if (step > 0) kinds.push(isDown ? "added" : "removed");
    [x, y] = [fromX, fromY];
  }
  return kinds.toReversed();
}
