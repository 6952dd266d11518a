// The newest line of a text that grows. Its end alone is read: the whole of it would be, with each word that comes.

/** Characters that are looked at, and of the line that are given. */
const LOOKED = 2_000;
const GIVEN = 160;

/** The last line that has words in it, or its end. */
export function lastLine(text: string): string {
  const end = text.slice(-LOOKED).trimEnd();
  return end.slice(end.lastIndexOf("\n") + 1).slice(-GIVEN);
}
