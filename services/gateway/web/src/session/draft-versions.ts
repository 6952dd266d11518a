// Which of two versions of a draft is shown, when it was written in two places. Nothing of the other one is lost. Pure.
import type { Draft } from "./draft-book";

/** So many that were not shown are kept with a draft, the newest first. */
export const OTHERS = 3;

export interface Meeting {
  shown: "ours" | "theirs";
  /** There is something in the other one that the shown one does not have. */
  isLost: boolean;
}

export interface Ours extends Draft {
  /** Something was typed here since a version of elsewhere was taken. */
  isTyped: boolean;
  /** Somebody types here now, or what was typed is not saved. */
  isBusy: boolean;
}

/** The newest edit is shown, and what is being typed here is newer than anything. */
export function meeting(ours: Ours | undefined, theirs: Draft): Meeting {
  if (!ours || isSame(ours, theirs)) return { shown: ours?.isBusy ? "ours" : "theirs", isLost: false };
  if (ours.isBusy) return { shown: "ours", isLost: !contains(ours, theirs) };
  return { shown: "theirs", isLost: ours.isTyped && !contains(theirs, ours) };
}

export const isBlank = ({ text, attachments }: Draft): boolean => text.trim() === "" && attachments.length === 0;

export const isSame = (one: Draft, other: Draft): boolean =>
  one.text === other.text && ids(one).join() === ids(other).join();

/** Whether all of `part` can be read in `whole`. */
export function contains(whole: Draft, part: Draft): boolean {
  const known = ids(whole);
  return whole.text.includes(part.text.trim()) && ids(part).every((id) => known.includes(id));
}

const ids = ({ attachments }: Draft): string[] => attachments.map(({ id }) => id);

/** One more that was not shown; what it was before it grew is not kept beside it. The same list when nothing is added. */
export function withOther(others: Draft[], { text, attachments }: Draft): Draft[] {
  const other = { text, attachments };
  if (isBlank(other) || others.some((known) => contains(known, other))) return others;
  return [other, ...others.filter((known) => !contains(other, known))].slice(0, OTHERS);
}
