/** What was typed into the palette: an optional prefix that narrows it, and the words to find. */

export type Scope = "all" | "commands" | "pullRequests" | "members" | "files";

const PREFIXES: Record<string, Scope> = { ">": "commands", "#": "pullRequests", "@": "members", "/": "files" };

export interface Ask {
  scope: Scope;
  words: string;
}

export function readAsk(text: string): Ask {
  const typed = text.trimStart();
  const scope = PREFIXES[typed.charAt(0)];
  return scope === undefined ? { scope: "all", words: typed.trim() } : { scope, words: typed.slice(1).trim() };
}
