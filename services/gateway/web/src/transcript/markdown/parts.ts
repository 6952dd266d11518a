// Long texts in parts, each a box of its own: a browser lays a box out anew for each letter that is added to it. Pure.

import type { Inline } from "./inlines";

/** A part ends at the first line break behind so many characters, and with so many lines. */
const PART = 4_000;
const LINES = 100;

/** The lines of a text, so many at a time; together they are the text. The break between two parts is in neither. */
export function textParts(text: string, size = PART): string[] {
  const parts: string[] = [];
  let [from, lines] = [0, 0];
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1)) {
    lines += 1;
    if (end - from < size && lines < LINES) continue;
    parts.push(text.slice(from, end));
    [from, lines] = [end + 1, 0];
  }
  parts.push(text.slice(from));
  return parts;
}

/** The same for what stands in a paragraph. */
export function inlineParts(nodes: Inline[], size = PART): Inline[][] {
  const parts: Inline[][] = [[]];
  for (const node of nodes) {
    const texts = node.t === "text" ? textParts(node.text, size) : [];
    if (texts.length > 1 && node.t === "text") {
      parts.at(-1)?.push({ t: "text", text: texts[0] ?? "" });
      for (const text of texts.slice(1)) parts.push([{ t: "text", text }]);
    } else parts.at(-1)?.push(node);
  }
  return parts;
}
