// The bytes of an image of the branch, read part by part.
import { query } from "../client";
import type { DiffScope } from "../wire";

export interface Read {
  /** Undefined when it is no image, or has more bytes than are shown. */
  image: Blob | undefined;
  /** Bytes of the file. */
  size: number;
  isTooLarge: boolean;
}

export interface Which {
  path: string;
  /** As it was where these changes begin; as it is without one. */
  before?: DiffScope;
}

/** More than the largest image that is shown has. */
const MOST_PARTS = 16;

/** Throws a `Problem`. */
export async function readPicture(key: string[], which: Which, signal: AbortSignal): Promise<Read> {
  const bytes: Uint8Array<ArrayBuffer>[] = [];
  let offset: number | undefined;
  for (let part = 0; part < MOST_PARTS; part += 1) {
    const { mediaType, isTooLarge, size, data, next } = await query("sandbox.picture", key, { ...which, offset }, { signal });
    if (!mediaType || isTooLarge) return { image: undefined, size, isTooLarge };
    bytes.push(Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0)));
    if (next === null || next === undefined) return { image: new Blob(bytes, { type: mediaType }), size, isTooLarge };
    offset = next;
  }
  return { image: undefined, size: offset ?? 0, isTooLarge: true };
}
