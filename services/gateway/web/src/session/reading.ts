// A session is read once the end of what was said has been seen for a moment. What somebody marks as unread while it is
// open stays so until they leave it.
import { createEffect, createMemo, createSignal, onCleanup, untrack } from "solid-js";

import { request } from "../client";
import { toastProblem } from "../ui";
import type { TaskState } from "./task-state";

/** How long the end must be seen, in milliseconds. */
const SEEN_FOR = 1_000;

const [isHidden, setHidden] = createSignal(document.hidden);
document.addEventListener("visibilitychange", () => setHidden(document.hidden));
export { isHidden };

export function markUnread(state: TaskState, sessionId: string, unread: boolean): void {
  const { organizationId, taskId } = state;
  request("user.setUnread", ["me"], { organizationId, taskId, sessionId, unread }).catch((thrown: unknown) =>
    toastProblem(unread ? "It was not marked as unread" : "It was not marked as read", thrown),
  );
}

/** Marks it as read. `isAtEnd`: its reader sees the end of it. */
export function createReading(state: TaskState, sessionId: string, isAtEnd: () => boolean): void {
  // Only what was unread when somebody came is read by looking: what becomes unread while they look, they want to be.
  const [isToRead, setToRead] = createSignal(false);
  const isLooking = createMemo(() => !isHidden() && state.overlay() !== undefined);
  createEffect(() => setToRead(isLooking() && untrack(() => state.isUnread(sessionId))));
  createEffect(() => {
    if (!isToRead() || !isAtEnd()) return;
    const timer = setTimeout(() => {
      setToRead(false);
      markUnread(state, sessionId, false);
    }, SEEN_FOR);
    onCleanup(() => clearTimeout(timer));
  });
}
