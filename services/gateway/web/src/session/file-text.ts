// A file of text as a part of a message. Pure.

/** The text of a file; undefined when it is none. */
export function textOf(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The text behind its file's name, between fences that nothing in it closes. */
export function quoted(name: string, text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `\`${name.replaceAll("`", "'")}\`:\n${fence}\n${text.replace(/\n$/, "")}\n${fence}`;
}
