import { useParams, useSearchParams } from "@solidjs/router";
import { createEffect, createMemo, onCleanup } from "solid-js";
import { attend, show, useMe, useOrganization, useTask } from "../client";
import { warnOfEnd } from "../overview/end-warning";
import { doing } from "../presence/doing";
import { isPageVisible } from "./visible";
import { SessionPane } from "./parts";
import { useTitle } from "./title";

/** Which session of the address's task is open: the address's own, the one this person left open, or the first. */
function useOpenSession() {
  const params = useParams<{ organizationId: string; taskId?: string }>();
  const [search] = useSearchParams<{ sessionId?: string }>();
  const me = useMe();
  const task = useTask(() => params.organizationId, () => params.taskId);
  return createMemo(() => {
    const sessions = task.sessions();
    const wanted = [search.sessionId?.trim(), params.taskId && me.overlay(params.organizationId, params.taskId)?.activeSessionId];
    const open = wanted.find((id) => id && sessions.some((session) => session.sessionId === id));
    // Before the task is known, the address is believed.
    return open || (sessions.length > 0 ? sessions[0]?.sessionId : search.sessionId?.trim() || undefined);
  });
}

/** A task in the middle. Looking at it creates nothing. */
export function TaskPage() {
  const params = useParams<{ organizationId: string; taskId: string }>();
  const sessionId = useOpenSession();
  const organization = useOrganization(() => params.organizationId);
  useTitle(() => organization.task(params.taskId)?.title);
  createEffect(() => {
    const id = sessionId();
    show(id && isPageVisible() ? { organizationId: params.organizationId, taskId: params.taskId, sessionId: id } : null);
  });
  createEffect(() => {
    const at = { organizationId: params.organizationId, taskId: params.taskId, sessionId: sessionId() ?? null };
    attend(isPageVisible() ? { ...at, doing: doing() } : null);
  });
  warnOfEnd(() => params.organizationId, () => params.taskId);
  onCleanup(() => (show(null), attend(null)));
  return <SessionPane organizationId={params.organizationId} taskId={params.taskId} sessionId={sessionId()} />;
}
