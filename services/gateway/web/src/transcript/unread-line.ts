// The line between what its reader has seen and what came since. Pure.
import type { Row } from "./rows";

const LINE: Row = { type: "unread", id: "unread" };

/** Above the first thing behind what was seen, and its day. `seen`: an event's index; undefined when there is to be no line. */
export function withUnread(rows: Row[], seen: number | undefined): Row[] {
  if (seen === undefined) return rows;
  const first = rows.findIndex((row) => row.type === "item" && row.item().index > seen);
  // Above everything it says nothing.
  if (first <= 0) return rows;
  const at = rows[first - 1]?.type === "day" ? first - 1 : first;
  return at === 0 ? rows : [...rows.slice(0, at), LINE, ...rows.slice(at)];
}
