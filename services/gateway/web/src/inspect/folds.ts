/** Many hops of one kind in a row, like a sync's news of 200 pull requests, as one line that opens. Pure. */

import type { Hop } from "./trace";

/** So many of a kind are a crowd. */
const CROWD = 5;

export type Line = { sort: "hop"; hop: Hop } | { sort: "crowd"; id: string; hops: readonly Hop[] };

export function folded(hops: readonly Hop[], isOpen: (crowd: string) => boolean): Line[] {
  const lines: Line[] = [];
  for (let at = 0; at < hops.length; ) {
    const end = crowdEnd(hops, at);
    if (end - at < CROWD) {
      lines.push({ sort: "hop", hop: hops[at]! });
      at += 1;
      continue;
    }
    const crowd = hops.slice(at, end);
    const id = `crowd ${crowd[0]!.row.id}`;
    lines.push({ sort: "crowd", id, hops: crowd });
    if (isOpen(id)) for (const hop of crowd) lines.push({ sort: "hop", hop: { ...hop, depth: hop.depth + 1 } });
    at = end;
  }
  return lines;
}

/** Behind the last of those that follow and are alike: same actor, name, state and depth, and nothing beneath them. */
function crowdEnd(hops: readonly Hop[], from: number): number {
  const first = hops[from]!;
  let end = from;
  while (end < hops.length) {
    const [hop, next] = [hops[end]!, hops[end + 1]];
    const isAlike = hop.depth === first.depth && hop.row.name === first.row.name && hop.actor.kind === first.actor.kind && hop.row.state === first.row.state;
    if (!isAlike || (next !== undefined && next.depth > hop.depth)) break;
    end += 1;
  }
  return end;
}
