// Markdown as a tree that can be drawn without HTML: from marked's tokens, as plain data that a worker can send.

import { type Token, type Tokens, lexer } from "marked";

import { type Inline, inlines } from "./inlines";

export type { Inline };

/** A line of highlighted code: texts with what they are (`keyword`, `string` …). */
export type CodeLine = [text: string, kind: string | null][];

export type Block =
  | { t: "paragraph"; children: Inline[] }
  | { t: "heading"; depth: number; children: Inline[] }
  | { t: "code"; language: string; text: string; lines: CodeLine[] | null }
  | { t: "quote"; blocks: Block[] }
  | { t: "list"; isOrdered: boolean; start: number; items: ListItem[] }
  | { t: "table"; align: ("left" | "center" | "right" | null)[]; head: Inline[][]; rows: Inline[][][] }
  | { t: "rule" };

export interface ListItem {
  /** Null for an item that is no task. */
  checked: boolean | null;
  blocks: Block[];
}

/** A top-level token with its source, so that what stays the same can be told. */
export interface Piece {
  raw: string;
  /** Null for what is not drawn: blank lines, definitions of links. */
  block: Block | null;
  /** Of how many nodes the block is made: each costs a browser time and memory, however few letters it has. */
  weight: number;
}

/** The pieces of a text, and whether it defines links that pieces anywhere in it may use. */
export function pieces(text: string): { pieces: Piece[]; definesLinks: boolean } {
  const tokens = lexer(text, { gfm: true });
  return {
    pieces: tokens.map((token) => {
      const block = blockOf(token);
      return { raw: token.raw, block, weight: block ? weightOf(block) : 0 };
    }),
    definesLinks: Object.keys(tokens.links).length > 0,
  };
}

function weightOf(block: Block): number {
  switch (block.t) {
    case "paragraph":
    case "heading":
      return 1 + inlineWeight(block.children);
    case "quote":
      return sum(block.blocks.map(weightOf), 1);
    case "list":
      return sum(block.items.map((item) => sum(item.blocks.map(weightOf), 1)), 1);
    case "table":
      return sum([block.head, ...block.rows].map((row) => sum(row.map(inlineWeight), 1 + row.length)), 1);
    case "code":
    case "rule":
      return 1;
  }
}

const inlineWeight = (nodes: Inline[]): number => sum(nodes.map((node) => ("children" in node ? inlineWeight(node.children) : 0)), nodes.length);

const sum = (numbers: number[], from: number): number => numbers.reduce((all, one) => all + one, from);

/** Quotations and lists within one another, deeper than anybody reads: what is deeper is shown as it was written. */
const DEEPEST = 16;

function blocks(tokens: Token[] | undefined, depth: number): Block[] {
  return (tokens ?? []).flatMap((token) => blockOf(token, depth + 1) ?? []);
}

function blockOf(token: Token, depth = 0): Block | null {
  if (depth > DEEPEST) return { t: "paragraph", children: [{ t: "text", text: token.raw }] };
  switch (token.type) {
    case "space":
    case "def":
      return null;
    case "heading":
      return { t: "heading", depth: Math.min(6, token.depth as number), children: inlines(token.tokens) };
    case "code":
      return { t: "code", language: language(token.lang as string | undefined), text: token.text as string, lines: null };
    case "blockquote":
      return { t: "quote", blocks: blocks(token.tokens, depth) };
    case "list":
      return list(token as Tokens.List, depth);
    case "table":
      return table(token as Tokens.Table);
    case "hr":
      return { t: "rule" };
    case "html":
      // Shown as it was written: an agent's HTML is text.
      return { t: "paragraph", children: [{ t: "text", text: token.raw.trimEnd() }] };
    default:
      return { t: "paragraph", children: inlines((token as Tokens.Generic).tokens ?? [token]) };
  }
}

function list(token: Tokens.List, depth: number): Block {
  const items = token.items.map((item) => ({
    checked: item.task ? item.checked === true : null,
    blocks: blocks(item.tokens.filter((token) => token.type !== "checkbox"), depth),
  }));
  return { t: "list", isOrdered: token.ordered, start: token.start === "" ? 1 : token.start, items };
}

function table(token: Tokens.Table): Block {
  return {
    t: "table",
    align: token.align,
    head: token.header.map((cell) => inlines(cell.tokens)),
    rows: token.rows.map((row) => row.map((cell) => inlines(cell.tokens))),
  };
}

/** The language of a fence's first line: `ts title="a.ts"` is `ts`. */
function language(info: string | undefined): string {
  return /^[\w+#.-]*/.exec(info ?? "")?.[0].toLowerCase() ?? "";
}
