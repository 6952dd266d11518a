// What a browser keeps of a person's review of a task: comments that are not sent, texts that are being written, files
// that were looked at.
import { createSignal } from "solid-js";
import { createStore, produce, reconcile, type SetStoreFunction } from "solid-js/store";

import { keepHere } from "../client/keep";
import type { Comment, LineRange } from "./review";

/** A comment that is being written. */
export interface Writing {
  path: string;
  range: LineRange;
  lines: string;
  text: string;
  /** The comment that is being changed; undefined for a new one. */
  id?: string;
}

interface Kept {
  comments: Comment[];
  writing?: Writing;
  /** By path: which diff was looked at. */
  viewed: Record<string, string>;
}

export interface Review {
  /** Whether this browser had no room for what was written last: it is here for as long as the page is. */
  isUnkept(): boolean;
  comments(): readonly Comment[];
  commentsOn(path: string): Comment[];
  writing(): Writing | undefined;
  write(writing: Writing | undefined): void;
  setText(text: string): void;
  /** What is being written becomes a comment. Nothing happens while it is blank. */
  add(): void;
  /** Takes comments out, as they were: one that was changed since stays. */
  remove(comments: readonly Comment[]): void;
  /** Puts comments back that were taken out. */
  restore(comments: readonly Comment[]): void;
  isViewed(path: string, mark: string): boolean;
  setViewed(path: string, mark: string | undefined): void;
}

const reviews = new Map<string, Review>();
/** What another tab has kept is taken in, by name. */
const listeners = new Map<string, (text: string | null) => void>();
window.addEventListener("storage", ({ key, newValue }) => listeners.get(key ?? "")?.(newValue));

/** One person's review of one task, the same for all who ask. Somebody else at this browser has another one. */
export function reviewOf(userId: string, organizationId: string, taskId: string): Review {
  const name = `foundry:review:${userId}:${organizationId}:${taskId}`;
  const known = reviews.get(name) ?? makeReview(name);
  reviews.set(name, known);
  return known;
}

function makeReview(name: string): Review {
  const [kept, set] = createStore<Kept>(read(localStorage.getItem(name)));
  const [isUnkept, setUnkept] = createSignal(false);
  listeners.set(name, (text) => set(reconcile(read(text))));
  const change: SetStoreFunction<Kept> = (...path: unknown[]) => {
    (set as (...path: unknown[]) => void)(...path);
    setUnkept(!store(name, kept));
  };
  const review: Review = {
    isUnkept,
    comments: () => kept.comments,
    commentsOn: (path) => kept.comments.filter((comment) => comment.path === path),
    writing: () => kept.writing,
    write(writing) {
      // What is being written elsewhere is not thrown away for it.
      if (writing && kept.writing && !isSame(kept.writing, writing)) review.add();
      // A store merges objects; what is written now is another one.
      change(produce((kept) => (kept.writing = writing)));
    },
    setText: (text) => change("writing", (writing) => writing && { ...writing, text }),
    add() {
      const { writing } = kept;
      if (!writing?.text.trim()) return;
      const { id = crypto.randomUUID(), ...rest } = writing;
      const comment: Comment = { ...rest, id, text: rest.text.trim() };
      change(
        produce((kept) => {
          kept.comments = [...kept.comments.filter((other) => other.id !== id), comment];
          kept.writing = undefined;
        }),
      );
    },
    remove(gone) {
      const isGone = ({ id, text }: Comment) => gone.some((other) => other.id === id && other.text === text);
      change("comments", (comments) => comments.filter((comment) => !isGone(comment)));
    },
    restore(back) {
      const isThere = ({ id }: Comment) => kept.comments.some((other) => other.id === id);
      change("comments", (comments) => [...comments, ...back.filter((comment) => !isThere(comment)).map((comment) => ({ ...comment }))]);
    },
    isViewed: (path, mark) => kept.viewed[path] === mark,
    setViewed(path, mark) {
      if (mark) change("viewed", path, mark);
      else change("viewed", produce((viewed) => delete viewed[path]));
    },
  };
  return review;
}

const isSame = (one: Writing, other: Writing): boolean =>
  one.id === other.id && one.path === other.path && JSON.stringify(one.range) === JSON.stringify(other.range);

/** `false`: there is no room for it. */
function store(name: string, kept: Kept): boolean {
  const isEmpty = kept.comments.length === 0 && !kept.writing && Object.keys(kept.viewed).length === 0;
  if (!isEmpty) return keepHere(name, JSON.stringify(kept));
  localStorage.removeItem(name);
  return true;
}

/** Of something else under this name nothing is taken. */
function read(text: string | null): Kept {
  const empty: Kept = { comments: [], viewed: {} };
  if (!text) return empty;
  try {
    return { ...empty, ...(JSON.parse(text) as Partial<Kept>) };
  } catch {
    return empty;
  }
}

/** Tells one diff from another, cheaply (FNV-1a): a file that changes after it was looked at is to be looked at again. */
export function markOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return `${text.length}:${(hash >>> 0).toString(16)}`;
}
