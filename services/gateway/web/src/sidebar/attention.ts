// What needs this person: said by the sidebar, the window's title and notifications, whether or not the sidebar is shown.
import { createContext, createEffect, createMemo, onCleanup, useContext } from "solid-js";
import { setNeedsYou } from "../app/title";
import { session, useMe, useOrganization } from "../client";
import type { TaskSummary } from "../wire";
import { need } from "./needs";
import { createWaiting, sameSet } from "./waiting";

export type Attention = ReturnType<typeof createAttention>;

/** Of one organization; once in the frame. */
export function createAttention(organizationId: () => string) {
  const organization = useOrganization(organizationId);
  const me = useMe();
  const unread = createMemo(() => me.unread(organizationId()), undefined, { equals: sameSet });
  const isUnread = (taskId: string) => unread().has(taskId);
  const isWaiting = createWaiting(organizationId, organization.plainTasks);
  const why = (task: TaskSummary): string | undefined =>
    need(task, { isMine: task.owner?.userId === session()?.userId, isUnread: isUnread(task.taskId), isWaiting: isWaiting(task.taskId) });

  createEffect(() => {
    // Before all tasks are there, nobody knows.
    if (organization.topic.status() === "loading") return setNeedsYou(undefined);
    setNeedsYou(
      organization.plainTasks().flatMap((task) => {
        const reason = why(task);
        return reason === undefined ? [] : [{ organizationId: organizationId(), taskId: task.taskId, title: task.title, why: reason }];
      }),
    );
  });
  onCleanup(() => setNeedsYou(undefined));
  return { isUnread, isWaiting, why };
}

export const AttentionContext = createContext<Attention>();

export function useAttention(): Attention {
  const attention = useContext(AttentionContext);
  if (!attention) throw new Error("The frame knows what needs somebody, and this stands outside of it");
  return attention;
}
