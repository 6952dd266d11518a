// Characters that are not seen, or that turn what is seen around: in a name or a line of code they hide what it is
// (Boucher and Anderson, Trojan Source, 2021). Pure.

/** Text as it is, or one character that nobody sees. */
export type Part = { text: string; code?: undefined } | { text: string; code: string };

/**
 * Control characters but for tabs; marks, embeddings, overrides and isolates of direction; what has no width, but for the
 * joiners of emoji and scripts; fillers that are drawn as nothing; separators of lines and paragraphs; tags, but for those of flags.
 */
const HIDDEN =
  // oxlint-disable-next-line no-control-regex, no-misleading-character-class -- they are what is looked for
  /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0]|(?<!\u{1f3f4}[\u{e0020}-\u{e007f}]*)[\u{e0000}-\u{e007f}]/gu;

/** Of a text of several lines its breaks are seen; of a name they are not. */
const isSeen = (character: string, isText: boolean): boolean => isText && character === "\n";

export const hasHidden = (text: string, isText = false): boolean => (isText ? text.replaceAll("\n", " ") : text).search(HIDDEN) >= 0;

/** The text in parts, each hidden character by itself; together they are the text. */
export function parts(text: string, isText = false): Part[] {
  const found: Part[] = [];
  let from = 0;
  for (const { 0: character, index } of text.matchAll(HIDDEN)) {
    if (isSeen(character, isText)) continue;
    if (index > from) found.push({ text: text.slice(from, index) });
    found.push({ text: character, code: codeOf(character) });
    from = index + character.length;
  }
  if (from < text.length) found.push({ text: text.slice(from) });
  return found;
}

/** `U+202E` */
function codeOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
