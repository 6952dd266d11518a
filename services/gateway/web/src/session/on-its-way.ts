// Which messages are on their way: sent, and neither waiting in the queue nor said yet. A turn is prepared before its message
// is said; when a sandbox must be made first, that takes a while. Pure.
import type { Draft } from "./draft-book";

export interface Sent extends Draft {
  id: string;
  /** Once it is accepted. */
  messageId?: string;
  /** The message of the queue whose place it takes. */
  replaces?: string;
}

/** Where a session's messages are. */
export interface Standing {
  /** In the transcript. */
  said: ReadonlySet<string>;
  /** In the queue, or on their way into the turn. */
  waiting: ReadonlySet<string>;
  /** The message whose turn is under way. */
  turn: string | null;
  /** What has waited since the page was opened, whoever wrote it. */
  hasWaited: ReadonlyMap<string, Draft>;
}

/** What is shown behind the transcript: my own messages, and the one of the turn that begins. */
export function onItsWay(pending: readonly Sent[], at: Standing): Sent[] {
  const isShown = (messageId: string | undefined) => messageId !== undefined && (at.said.has(messageId) || at.waiting.has(messageId));
  // One that takes another's place is not shown beside it.
  const mine = pending.filter(({ messageId, replaces }) => !isShown(messageId) && !isShown(replaces));
  const { turn } = at;
  if (!turn || at.said.has(turn) || mine.some(({ messageId }) => messageId === turn)) return mine;
  const begins = at.hasWaited.get(turn);
  return begins ? [...mine, { ...begins, id: turn, messageId: turn }] : mine;
}

/** Whether nothing is to be shown of a message that was sent any more: it was said, or taken out of the queue. */
export function isSettled(messageId: string, at: Standing): boolean {
  const isGone = at.hasWaited.has(messageId) && !at.waiting.has(messageId) && at.turn !== messageId;
  return at.said.has(messageId) || isGone;
}
