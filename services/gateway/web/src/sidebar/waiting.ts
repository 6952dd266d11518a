// Whether an agent waits for somebody's answer. A task's line does not say so, so those at work are followed themselves.
import { createMemo, mapArray } from "solid-js";
import { useTask } from "../client";
import type { TaskSummary } from "../wire";

/** So many tasks at work are followed, the newest ones: a socket has room for 64 topics. */
const FOLLOWED = 32;

export function createWaiting(organizationId: () => string, tasks: () => readonly TaskSummary[]): (taskId: string) => boolean {
  const atWork = createMemo(
    () => {
      const running = tasks().filter((task) => task.status === "running");
      return running.sort((one, other) => other.updatedAt - one.updatedAt).slice(0, FOLLOWED).map(({ taskId }) => taskId).sort();
    },
    [],
    { equals: (one, other) => one.join() === other.join() },
  );
  const followed = mapArray(atWork, (taskId) => {
    const task = useTask(organizationId, () => taskId);
    const waits = createMemo(() => task.sessions().some((session) => session.status === "needsAnswer"));
    return { taskId, waits };
  });
  const waiting = createMemo(() => new Set(followed().filter(({ waits }) => waits()).map(({ taskId }) => taskId)), undefined, {
    equals: sameSet,
  });
  return (taskId) => waiting().has(taskId);
}

export const sameSet = (one: Set<string>, other: Set<string>): boolean => one.size === other.size && [...one].every((id) => other.has(id));
