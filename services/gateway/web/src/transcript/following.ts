// Whether the list follows its end: only while its reader is there. Pure; the list tells it how it was scrolled.

/** Who comes down so close to the end is there, in pixels; who leaves it is not, as soon as they have left it by a pixel. */
const NEAR = 40;
const EDGE = 1;

/** So long after a key, a wheel or a finger a scroll is the reader's own, in milliseconds. */
export const OWN = 400;

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
 * reader who moves up wants to stay there, however slowly they begin: a browser scrolls smoothly, some pixels at first.
 * `sinceTouched`: milliseconds since the reader last touched it.
 */
export function scrolled(before: Following, { offset, viewport, size }: Place, sinceTouched: number): Following {
  const left = size - offset - viewport;
  if (left <= EDGE) return { isFollowing: true, offset };
  const isUp = offset < before.offset - EDGE;
  if (isUp) return { isFollowing: before.isFollowing && sinceTouched >= OWN, offset };
  return { isFollowing: before.isFollowing || left <= NEAR, offset };
}

/** Whether a key moves the reader up. */
export const movesUp = ({ key, shiftKey }: Pick<KeyboardEvent, "key" | "shiftKey">): boolean =>
  key === "ArrowUp" || key === "PageUp" || key === "Home" || (key === " " && shiftKey);
