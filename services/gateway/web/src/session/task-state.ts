// Everything that the middle of the page shows of a task, from what is followed.
import { createMemo } from "solid-js";

import { useMe, useOrganization, useSandbox, useTask } from "../client";
import type { Person } from "../transcript";
import { useSeen } from "../presence";
import { status } from "./status";

export interface TaskProps {
  organizationId: string;
  taskId: string;
  sessionId?: string;
}

export type TaskState = ReturnType<typeof createTaskState>;

export function createTaskState(props: TaskProps) {
  const organization = useOrganization(() => props.organizationId);
  const task = useTask(() => props.organizationId, () => props.taskId);
  const { sandbox } = useSandbox(() => props.organizationId, () => props.taskId);
  const me = useMe();
  const seen = useSeen(() => props.organizationId);
  const sessions = () => task.sessions();
  const session = createMemo(() => sessions().find((session) => session.sessionId === props.sessionId));
  const summary = () => organization.task(props.taskId);
  const overlay = () => me.overlay(props.organizationId, props.taskId);
  return {
    get organizationId() {
      return props.organizationId;
    },
    get taskId() {
      return props.taskId;
    },
    key: () => [props.organizationId, props.taskId],
    task,
    organization,
    sandbox,
    me,
    sessions,
    session,
    /** The task's own record, or the sidebar's line of one that nobody has acted on. */
    title: () => task.record()?.title ?? summary()?.title,
    branch: () => task.record()?.branch ?? summary()?.branch,
    status: createMemo(() => status({ task: task.record(), session: session(), sandbox: sandbox() })),
    isEnded: () => ["archived", "killed"].includes(task.record()?.status ?? summary()?.status ?? ""),
    overlay,
    isUnread: (sessionId: string) => overlay()?.unreadSessionIds.includes(sessionId) ?? false,
    /** Who else is here. */
    others: createMemo(() => seen(props.taskId)),
    myId: () => me.app()?.userId,
    person(id: string | null | undefined): Person | undefined {
      if (!id) return undefined;
      const userId = id.startsWith("user:") ? id.slice("user:".length) : id;
      const member = organization.member(userId);
      if (member) return { login: member.login };
      const app = me.app();
      return app?.userId === userId ? { login: app.profile.login } : undefined;
    },
  };
}
