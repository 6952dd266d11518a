// Whether the list follows its end: only while its reader is there. Pure; the list tells it how it was scrolled.

/** So close to the end counts as being there, in pixels. */
const NEAR = 40;

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

/** What a scroll means. The list itself only ever scrolls down: who moves up is a reader, who wants to stay there. */
export function scrolled(before: Following, { offset, viewport, size }: Place): Following {
  const isAtEnd = offset + viewport >= size - NEAR;
  if (isAtEnd) return { isFollowing: true, offset };
  return { isFollowing: before.isFollowing && offset >= before.offset - 1, offset };
}
