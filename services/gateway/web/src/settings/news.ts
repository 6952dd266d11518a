/** What a notification says, and where it leads. Pure. */

import type { Needing } from "../app";

export interface News {
  title: string;
  body: string;
  /** The task that it opens: the one it is about, or the first of several. */
  opens: Needing;
}

/** So many titles stand in one. */
const NAMED = 4;

/** `undefined` when nothing needs somebody that did not before, or it was not known what did. */
export function news(before: readonly Needing[] | undefined, now: readonly Needing[] | undefined): News | undefined {
  if (before === undefined || now === undefined) return undefined;
  const known = new Set(before.map(sameness));
  const fresh = now.filter((one) => !known.has(sameness(one)));
  const [first] = fresh;
  if (first === undefined) return undefined;
  if (fresh.length === 1) return { title: first.title, body: first.why, opens: first };
  const more = fresh.length > NAMED ? `\nand ${fresh.length - NAMED} more` : "";
  return { title: `${fresh.length} tasks need you`, body: fresh.slice(0, NAMED).map((one) => `${one.title}: ${one.why}`).join("\n") + more, opens: first };
}

const sameness = ({ organizationId, taskId, why }: Needing): string => `${organizationId} ${taskId} ${why}`;
