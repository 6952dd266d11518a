import type { Block } from "./nodes";

/** A text that is not read as markdown: it took too long, or is nested deeper than can be read. */
export const asWritten = (text: string): Block => ({ t: "code", language: "", text, lines: null });
