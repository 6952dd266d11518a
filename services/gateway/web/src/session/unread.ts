// Where what came since its reader was here begins: from when they come until they leave. What comes while they look is no news.
import { type Accessor, createEffect, createSignal, on, onCleanup, untrack } from "solid-js";

import { isHidden } from "./reading";
import { noteSeen, seenIn } from "./seen";

export interface Looking {
  /** The index of the last thing that was said; undefined while nothing was. */
  last(): number | undefined;
  isLoaded(): boolean;
  /** Its reader sees the end of it. */
  isAtEnd(): boolean;
}

/** The index of the last thing that was seen before; undefined when nothing came since. */
export function createUnread(sessionId: string, { last, isLoaded, isAtEnd }: Looking): Accessor<number | undefined> {
  const [from, setFrom] = createSignal(seenIn(sessionId));
  let seen = untrack(from);
  let isFirst = true;
  createEffect(() => {
    if (!isLoaded() || !isFirst) return;
    isFirst = false;
    if ((untrack(last) ?? 0) <= (seen ?? 0)) setFrom(undefined);
  });
  createEffect(() => {
    const now = last();
    if (now !== undefined && isLoaded() && isAtEnd() && !isHidden()) seen = Math.max(now, seen ?? 0);
  });
  const note = () => void (seen !== undefined && noteSeen(sessionId, seen));
  createEffect(on(isHidden, (hidden, was) => {
    if (hidden) note();
    else if (was && seen !== undefined && (untrack(last) ?? 0) > seen && untrack(isAtEnd)) setFrom(seen);
  }));
  onCleanup(note);
  return from;
}
