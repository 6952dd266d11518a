// What is offered while somebody writes: the agent's commands behind a slash, the repository's files behind an at-sign. Pure.
import type { Command } from "../transcript/fold/items";
import type { components } from "../wire";

type FolderEntry = components["schemas"]["FolderEntry"];

export interface Suggestion {
  label: string;
  hint: string;
  about: string;
  /** What the text becomes; the caret stands at its end of what was replaced. */
  text: string;
  caret: number;
  /** The file that is attached by it. */
  attaches?: string;
}

const SHOWN = 8;

/** While the first word of a message is one that begins with a slash. */
export function commandSuggestions(text: string, commands: Command[]): Suggestion[] {
  const begun = /^\/(\S*)$/.exec(text)?.[1];
  if (begun === undefined) return [];
  const fitting = commands.filter((command) => command.name.startsWith(begun) && command.name !== begun);
  return fitting.slice(0, SHOWN).map(({ name, hint, description }) => {
    const written = `/${name} `;
    return { label: `/${name}`, hint: hint ?? "", about: description, text: written, caret: written.length };
  });
}

export interface Mention {
  /** Where the at-sign stands. */
  from: number;
  caret: number;
  /** The folder whose entries are offered; empty for the repository's own. */
  folder: string;
  /** How the entry begins. */
  begun: string;
}

/** The path behind an at-sign that is being written at the caret. */
export function mentionAt(text: string, caret: number): Mention | undefined {
  const path = /(?:^|\s)@([^\s@]*)$/.exec(text.slice(0, caret))?.[1];
  if (path === undefined) return undefined;
  const slash = path.lastIndexOf("/");
  return { from: caret - path.length - 1, caret, folder: path.slice(0, Math.max(0, slash)), begun: path.slice(slash + 1) };
}

/** A folder goes on with what is in it; a file is attached, and its mention is taken out. */
export function fileSuggestions(text: string, mention: Mention, entries: FolderEntry[]): Suggestion[] {
  const begun = mention.begun.toLowerCase();
  const fits = ({ kind, name, isLossy }: FolderEntry) => (kind === "folder" || kind === "file") && !isLossy && name.toLowerCase().startsWith(begun);
  return entries.filter(fits).slice(0, SHOWN).map(({ kind, name }) => {
    const path = mention.folder ? `${mention.folder}/${name}` : name;
    const written = kind === "folder" ? `@${path}/` : "";
    const whole = text.slice(0, mention.from) + written + text.slice(mention.caret);
    const label = kind === "folder" ? `${name}/` : name;
    return { label, hint: "", about: mention.folder, text: whole, caret: mention.from + written.length, ...(kind === "file" && { attaches: path }) };
  });
}
