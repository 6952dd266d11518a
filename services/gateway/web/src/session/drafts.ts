// The one book of drafts of whoever is signed in: it saves when somebody types, hides the page, or is back online.
import { createEffect, createRoot } from "solid-js";

import { connection, newId, proof, query, request, send, session } from "../client";
import { type Draft, DraftBook, type Place } from "./draft-book";

const books = new Map<string, DraftBook>();

export function drafts(): DraftBook {
  const owner = session()?.userId ?? "";
  const known = books.get(owner);
  if (known) return known;
  const book = new DraftBook({ now: Date.now, storage: localStorage, owner, save, read });
  books.set(owner, book);
  flushing(book, owner);
  return book;
}

async function save({ organizationId, taskId, sessionId }: Place, draft: Draft, isLeaving: boolean): Promise<number> {
  const body = { organizationId, taskId, sessionId, ...draft };
  if (!isLeaving) return (await request("user.saveDraft", ["me"], body, { isKept: true, isQuiet: true })).updatedAt;
  // A page that closes waits for no answer; the browser sends it all the same.
  const headers = { "content-type": "application/json", "idempotency-key": newId(), ...proof() };
  const init = { method: "POST", keepalive: true, headers, body: JSON.stringify(body) };
  const response = await send("/v1/user/request/saveDraft/me", init);
  return ((await response.json()) as { updatedAt?: number }).updatedAt ?? 0;
}

async function read({ organizationId, taskId, sessionId }: Place): Promise<(Draft & { updatedAt: number }) | undefined> {
  const { draft } = await query("user.draft", ["me"], { organizationId, taskId, ...(sessionId && { sessionId }) });
  return draft ?? undefined;
}

function flushing(book: DraftBook, owner: string): void {
  const isOurs = () => session()?.userId === owner;
  document.addEventListener("visibilitychange", () => document.hidden && isOurs() && book.flush(true));
  window.addEventListener("pagehide", () => isOurs() && book.flush(true));
  window.addEventListener("storage", ({ key, newValue }) => key && isOurs() && book.heardTab(key, newValue));
  createRoot(() => createEffect(() => connection.state() === "live" && isOurs() && book.flush(false)));
}
