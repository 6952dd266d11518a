// The one outbox of whoever is signed in: messages on their way, sent again by the next page when this one is lost.
import { createEffect, createRoot, createSignal } from "solid-js";

import { Problem, connection, newId, request, session } from "../client";
import { toast } from "../ui";
import { isWriting } from "./attachments";
import { createSession } from "./create";
import type { Draft, DraftBook, Place } from "./draft-book";
import { drafts } from "./drafts";
import { type Outcome, OutboxBook, type Outgoing } from "./outbox-book";
import { type SessionBody, sessionBody } from "./session-body";

export interface Sending {
  organizationId: string;
  taskId: string;
  /** null: a session is opened for it. */
  sessionId: string | null;
}

export interface How {
  interrupt?: boolean;
  steer?: boolean;
  /** What the session that is opened for it is asked for. */
  opens?: SessionBody;
  /** The message of the queue whose place it takes. */
  replaces?: string;
  /** Told when the session that it opens is there. */
  onOpened?(sessionId: string): void;
}

const books = new Map<string, OutboxBook>();
const [moved, setMoved] = createSignal(0);
const opened = new Map<string, (sessionId: string) => void>();

function outbox(): OutboxBook {
  const owner = session()?.userId ?? "";
  const known = books.get(owner);
  if (known) return known;
  const isOurs = () => session()?.userId === owner;
  const book = new OutboxBook({
    now: Date.now,
    newId,
    storage: localStorage,
    owner,
    alone: (name, run) => (navigator.locks ? navigator.locks.request(name, run) : run()),
    deliver: (message, note) => (isOurs() ? deliver(message, note) : Promise.resolve("signedOut")),
    failed: (message) => isOurs() && tell(message),
  });
  books.set(owner, book);
  book.listen(() => setMoved((count) => count + 1));
  // Another tab has kept a message: whoever is left sends it.
  window.addEventListener("storage", ({ key }) => key?.startsWith(`foundry:outbox:${owner}:`) && isOurs() && book.resume());
  return book;
}

/** In the order in which they were sent. */
const all = (): Outgoing[] => (moved(), outbox().all());

/** What is on its way to a session; null: to one that is opened for it. */
export const pendingOf = (taskId: string, sessionId: string | null): Outgoing[] =>
  all().filter((message) => message.taskId === taskId && message.sessionId === sessionId && isMoving(message));

const isMoving = ({ problem }: Outgoing) => problem === undefined;

/** What did not go, of a session, and of those of its task that are not there any more. */
export function unsentOf(taskId: string, sessionId: string | null, isKnown: (sessionId: string) => boolean): Outgoing[] {
  const isHere = (message: Outgoing) => message.sessionId === sessionId || message.sessionId === null || !isKnown(message.sessionId);
  return all().filter((message) => message.taskId === taskId && !isMoving(message) && isHere(message));
}

/** Sends what was written. Why not, if it is not taken; what is taken is kept until the server has it. */
export function sendMessage(to: Sending, { text, attachments }: Draft, { onOpened, ...how }: How = {}): string | undefined {
  const book = outbox();
  if (book.isFull()) return "Too many messages wait to be sent. It can be sent when they are.";
  const { id } = book.send({ ...to, text, attachments, ...how });
  if (onOpened) opened.set(id, onOpened);
  return undefined;
}

export const settle = (isSettled: (messageId: string) => boolean): void => outbox().settle(isSettled);

/** Sends one again that did not go. */
export const sendAgain = (id: string, sessionId: string | null): void => outbox().again(id, sessionId);

/** Puts one that did not go where messages are written. */
export function takeUp(id: string, place: Place): void {
  const message = outbox().take(id);
  if (message) putBack(place, message);
}

export function discard(id: string): void {
  const book = outbox();
  const message = book.take(id);
  if (message) toast({ text: "The message was discarded", action: { label: "Undo", run: () => book.restore(message) } });
}

/** In front of what was written meanwhile. */
export function putBack(place: Place, draft: Draft, book: DraftBook = drafts()): void {
  const now = book.read(place);
  const text = [draft.text, now.text].filter((part) => part.trim()).join("\n\n");
  const known = now.attachments.map((attachment) => attachment.id);
  const attachments = [...draft.attachments.filter((attachment) => !known.includes(attachment.id)), ...now.attachments];
  book.edit(place, { text, attachments });
}

async function deliver(message: Outgoing, note: (known: Pick<Outgoing, "sessionId">) => void): Promise<Outcome> {
  const { id, text, attachments, interrupt, steer } = message;
  const key = [message.organizationId, message.taskId];
  // Under its own id each, so that what was done before a page was lost is not done once more.
  const step = (name: string) => ({ id: `${id}-${name}`, isKept: true });
  try {
    const sessionId = message.sessionId ?? (await createSession(key, message.opens ?? sessionBody(null, null), step("open")));
    if (message.sessionId === null) {
      note({ sessionId });
      opened.get(id)?.(sessionId);
    }
    if (message.replaces && !(await takenOut(key, sessionId, message.replaces, step("out")))) return "over";
    const body = { sessionId, text, attachments, ...(interrupt && { interrupt }), ...(steer && { steer }) };
    return { messageId: (await request("task.sendMessage", key, body, { id, isKept: true })).messageId };
  } catch (thrown) {
    const problem = Problem.of(thrown);
    return problem.status === 401 ? "signedOut" : { detail: problem.detail, isPassing: problem.isPassing };
  } finally {
    opened.delete(id);
  }
}

/** Whether it has left the queue for this one. What was said meanwhile is not said again. */
async function takenOut(key: string[], sessionId: string, messageId: string, step: { id: string }): Promise<boolean> {
  try {
    await request("task.removeMessage", key, { sessionId, messageId }, step);
    return true;
  } catch (thrown) {
    const problem = Problem.of(thrown);
    if (problem.isPassing || problem.status === 401) throw thrown;
    toast({ kind: "danger", text: "The message was not taken out of the queue", detail: problem.detail });
    return false;
  }
}

/** Where it was written says so itself; elsewhere people are led there. */
function tell({ organizationId, taskId, problem }: Outgoing): void {
  if (isWriting(taskId)) return;
  const run = () => window.location.assign(`/organizations/${organizationId}/tasks/${taskId}`);
  toast({ kind: "danger", text: "A message was not sent", detail: problem?.detail, action: { label: "Open the task", run }, lasts: 0 });
}

// What the last page did not get through, and what waited for the connection.
createRoot(() => createEffect(() => connection.state() === "live" && outbox().resume()));
window.addEventListener("beforeunload", (event) => {
  if (outbox().isUnkept()) event.preventDefault();
});
