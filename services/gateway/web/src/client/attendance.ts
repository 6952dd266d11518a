// Who else is at the organization's tasks. Kept nowhere: when the connection is lost, nobody is known to be here.
import { createMemo, onCleanup } from "solid-js";
import type { Attendant } from "../wire";
import { Attendants, byTask } from "./attendants";
import { connection, subscriptions } from "./connection";
import { session } from "./identity";

const NOBODY: readonly Attendant[] = [];

/** Who else is at a task of the organization. */
export function useAttendants(organizationId: () => string): (taskId: string) => readonly Attendant[] {
  const name = createMemo(() => `presence.${organizationId()}`);
  const followed = createMemo(() => {
    const topic = name();
    onCleanup(() => subscriptions.release(topic));
    return subscriptions.acquire(topic, () => new Attendants());
  });
  const others = createMemo<Map<string, readonly Attendant[]>>(
    (before) => byTask(connection.state() === "live" ? followed().people() : NOBODY, session()?.userId, before),
    new Map(),
  );
  return (taskId) => others().get(taskId) ?? NOBODY;
}
