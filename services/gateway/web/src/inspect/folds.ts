/** Many hops of one kind in a row, like a sync's news of 200 pull requests, as one line that opens. Pure. */

import type { Hop } from "./trace";

/** So many of a kind are a crowd. */
const CROWD = 5;

export type Crowd = readonly [Hop, ...Hop[]];
export type Line = { sort: "hop"; hop: Hop } | { sort: "crowd"; id: string; hops: Crowd };

export function folded(hops: readonly Hop[], isOpen: (crowd: string) => boolean): Line[] {
  return alike(hops).flatMap((crowd): Line[] => {
    const lines = crowd.map((hop): Line => ({ sort: "hop", hop }));
    if (crowd.length < CROWD) return lines;
    const id = `crowd ${crowd[0].row.id}`;
    const inner = isOpen(id) ? crowd.map((hop): Line => ({ sort: "hop", hop: { ...hop, depth: hop.depth + 1 } })) : [];
    return [{ sort: "crowd", id, hops: crowd }, ...inner];
  });
}

/** Hops in their order, those together that follow each other and are alike, with nothing beneath them. */
function alike(hops: readonly Hop[]): Crowd[] {
  const crowds: [Hop, ...Hop[]][] = [];
  let hasMore = false;
  for (const [at, hop] of hops.entries()) {
    const hasInner = (hops[at + 1]?.depth ?? 0) > hop.depth;
    const crowd = crowds.at(-1);
    if (crowd !== undefined && hasMore && !hasInner && isAlike(crowd[0], hop)) crowd.push(hop);
    else crowds.push([hop]);
    hasMore = !hasInner;
  }
  return crowds;
}

function isAlike(a: Hop, b: Hop): boolean {
  return a.depth === b.depth && a.row.name === b.row.name && a.actor.kind === b.actor.kind && a.row.state === b.row.state;
}
