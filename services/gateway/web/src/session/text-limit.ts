// How long a message may be, and what is said of a longer one: nothing of it is cut. Pure.

/** In characters, as the contracts have it (`limit.rs`); the gateway has the last word. */
export const MOST_CHARACTERS = 50_000;

/** Of UTF-8, the most that so many characters can be. */
export const MOST_BYTES = MOST_CHARACTERS * 4;

/** Code points, as the gateway counts them. What cannot be too long is not counted. */
export const isTooLong = (text: string): boolean => text.length > MOST_CHARACTERS && characters(text) > MOST_CHARACTERS;

/** What is wrong with a text that is too long; undefined when it is not. */
export function tooLong(text: string): string | undefined {
  if (!isTooLong(text)) return undefined;
  return `At most ${shown(MOST_CHARACTERS)} characters; these are ${shown(characters(text))}`;
}

const characters = (text: string): number => [...text].length;

const shown = (count: number): string => count.toLocaleString("en");
