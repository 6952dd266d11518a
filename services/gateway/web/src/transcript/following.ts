// Whether the list follows its end: only while its reader is there. Pure; the list tells it how it was scrolled.

/** So close to the end counts as being there, in pixels. */
const NEAR = 40;

/** So long after a key, a wheel or a finger a scroll is the reader's own, in milliseconds. */
const OWN = 400;

export interface Place {
  offset: number;
  viewport: number;
  size: number;
}

export interface Following {
  isFollowing: boolean;
  /** Where it was scrolled to last. */
  offset: number;
}

export const START: Following = { isFollowing: true, offset: 0 };

/**
 * What a scroll means. Lists scroll by themselves, too, when rows turn out to be smaller than they were thought to be; only a
 * reader who moves up wants to stay there. `sinceTouched`: milliseconds since the reader last touched it.
 */
export function scrolled(before: Following, { offset, viewport, size }: Place, sinceTouched: number): Following {
  const isAtEnd = offset + viewport >= size - NEAR;
  if (isAtEnd) return { isFollowing: true, offset };
  const hasLeft = sinceTouched < OWN && offset < before.offset - 1;
  return { isFollowing: before.isFollowing && !hasLeft, offset };
}
