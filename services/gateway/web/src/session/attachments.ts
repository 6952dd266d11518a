// Files, lines and images that a message points at, put into the draft of the session that a task's composer writes to.
import { newId } from "../client";
import { toast } from "../ui";
import type { Attachment } from "./contract";
import type { Place } from "./draft-book";
import { drafts } from "./drafts";

export type { Attachment };

/** Of one message. */
export const MOST = 20;
const MOST_IMAGES = 4;

interface Target {
  place: Place;
  focus(): void;
}

/** Where each task's composer writes to. */
const targets = new Map<string, Target>();

/** A composer tells where it writes to, for as long as it is there. Gives its end. */
export function target(place: Place, focus: () => void): () => void {
  const target = { place, focus };
  targets.set(place.taskId, target);
  return () => {
    if (targets.get(place.taskId) === target) targets.delete(place.taskId);
  };
}

/** Whether a message can be written in a task now. */
export const isWriting = (taskId: string): boolean => targets.has(taskId);

/** Puts the caret where a message to the agent is written. */
export function write(taskId: string): void {
  targets.get(taskId)?.focus();
}

/** Attaches something to what is being written in a task. The same place in the same file is attached once. */
export function attach(taskId: string, attachment: Attachment): void {
  const place = targetOf(taskId);
  if (place) attachTo(place, attachment);
}

/** The same for one draft, also when its session is not the one that is shown now. */
export function attachTo(place: Place, attachment: Attachment): void {
  const draft = drafts().read(place);
  if (draft.attachments.some((other) => isSame(other, attachment))) return;
  if (draft.attachments.length >= MOST) {
    toast({ kind: "warning", text: `A message points at ${MOST} places at most` });
    return;
  }
  if (attachment.imageId && draft.attachments.filter(({ imageId }) => imageId).length >= MOST_IMAGES) {
    toast({ kind: "warning", text: `A message has ${MOST_IMAGES} images at most` });
    return;
  }
  drafts().edit(place, { ...draft, attachments: [...draft.attachments, attachment] });
}

/** Adds a text to what is being written in a task. `false`: nothing is, and people are told. */
export function addText(taskId: string, text: string): boolean {
  const place = targetOf(taskId);
  if (!place) return false;
  const draft = drafts().read(place);
  drafts().edit(place, { ...draft, text: [draft.text, text].filter((part) => part.trim()).join("\n\n") });
  return true;
}

function targetOf(taskId: string): Place | undefined {
  const place = targets.get(taskId)?.place;
  if (!place) toast({ kind: "warning", text: "Nothing is being written here", detail: "Open a session of this task first." });
  return place;
}

/** A whole file. */
export const fileAttachment = (filePath: string): Attachment => ({ id: newId(), filePath, lineNumber: null, lineContent: null });

export function isSame(one: Attachment, other: Attachment): boolean {
  if (one.imageId || other.imageId) return one.imageId === other.imageId;
  return one.filePath === other.filePath && one.lineNumber === other.lineNumber && one.lineContent === other.lineContent;
}

/** `src/cart.ts:12`, or an image's name. */
export function attachmentText({ filePath, lineNumber }: Pick<Attachment, "filePath" | "lineNumber">): string {
  return lineNumber ? `${filePath}:${lineNumber}` : filePath;
}
