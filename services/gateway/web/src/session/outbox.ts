// Messages on their way: shown at once, and put back where they were written when they are refused.
import { createStore } from "solid-js/store";

import { Problem, newId, request } from "../client";
import type { Draft, Place } from "./draft-book";
import { drafts } from "./drafts";
import type { Sent } from "./on-its-way";

export interface Pending extends Sent {
  /** When it was sent, in milliseconds since 1970. */
  at: number;
}

export interface Sending {
  organizationId: string;
  taskId: string;
  sessionId: string;
}

interface Outbox {
  pending: Pending[];
  /** Why the newest one was refused; it is in the composer again. */
  problem?: Problem;
}

const [outboxes, setOutboxes] = createStore<Record<string, Outbox>>({});

export const pendingOf = (sessionId: string): Pending[] => outboxes[sessionId]?.pending ?? [];
export const problemOf = (sessionId: string): Problem | undefined => outboxes[sessionId]?.problem;

/** Sends what was written. Says whether it was taken; if not, it is in its composer again, and `problemOf` says why. */
export async function sendMessage(to: Sending, draft: Draft, how: { interrupt?: boolean; steer?: boolean } = {}): Promise<boolean> {
  const pending: Pending = { id: newId(), ...draft, at: Date.now() };
  setOutboxes(to.sessionId, (box) => ({ pending: [...(box?.pending ?? []), pending], problem: undefined }));
  const body = { sessionId: to.sessionId, ...draft, ...how };
  try {
    const { messageId } = await request("task.sendMessage", [to.organizationId, to.taskId], body, { id: pending.id });
    setOutboxes(to.sessionId, "pending", (other) => other.id === pending.id, "messageId", messageId);
    return true;
  } catch (thrown) {
    forget(to.sessionId, (other) => other.id === pending.id);
    setOutboxes(to.sessionId, "problem", Problem.of(thrown));
    putBack({ ...to }, draft);
    return false;
  }
}

/** Forgets messages of which nothing is to be shown any more. */
export function settle(sessionId: string, isSettled: (messageId: string) => boolean): void {
  const isOver = ({ messageId }: Pending) => messageId !== undefined && isSettled(messageId);
  if (pendingOf(sessionId).some(isOver)) forget(sessionId, isOver);
}

export function dismissProblem(sessionId: string): void {
  if (outboxes[sessionId]) setOutboxes(sessionId, "problem", undefined);
}

function forget(sessionId: string, isGone: (pending: Pending) => boolean): void {
  setOutboxes(sessionId, "pending", (pending) => pending.filter((other) => !isGone(other)));
}

/** In front of what was written meanwhile. */
export function putBack(place: Place, draft: Draft): void {
  const now = drafts().read(place);
  const text = [draft.text, now.text].filter((part) => part.trim()).join("\n\n");
  const known = now.attachments.map((attachment) => attachment.id);
  const attachments = [...draft.attachments.filter((attachment) => !known.includes(attachment.id)), ...now.attachments];
  drafts().edit(place, { text, attachments });
}
