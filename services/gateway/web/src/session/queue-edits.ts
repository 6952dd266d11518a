// The one book of changes to waiting messages of whoever is signed in.
import { createEffect, createSignal } from "solid-js";

import { session } from "../client";
import { putBack } from "./outbox";
import { type Edited, QueueEditBook, type Waiting, changed } from "./queue-edit-book";
import type { TaskState } from "./task-state";

const books = new Map<string, QueueEditBook>();
const [moved, setMoved] = createSignal(0);

function edits(): QueueEditBook {
  const owner = session()?.userId ?? "";
  const known = books.get(owner);
  if (known) return known;
  const book = new QueueEditBook(localStorage, owner);
  books.set(owner, book);
  book.listen(() => setMoved((count) => count + 1));
  window.addEventListener("storage", ({ key, newValue }) => key && book.hear(key, newValue));
  return book;
}

export const editOf = (at: Waiting): Edited | undefined => (moved(), edits().read(at));
export const edit = (at: Waiting, edited: Edited): void => edits().edit(at, edited);
export const endEdit = (at: Waiting): Edited | undefined => edits().take(at);

/** What was made of a message whose turn has come meanwhile, or that was taken out, is not thrown away: it is a draft. */
export function rescueEdits(state: TaskState): void {
  createEffect(() => {
    if (state.task.topic.status() !== "live") return;
    moved();
    const waits = ({ sessionId, messageId }: Waiting) =>
      state.sessions().some((session) => session.sessionId === sessionId && session.queue.some((message) => message.messageId === messageId));
    for (const at of edits().of(state.organizationId, state.taskId)) {
      const rest = waits(at) ? undefined : changed(endEdit(at));
      if (rest) putBack(at, rest);
    }
  });
}
