// What stands within a paragraph.

import type { Token, Tokens } from "marked";

export type Inline =
  | { t: "text"; text: string }
  | { t: "code"; text: string }
  | { t: "break" }
  | { t: "strong"; children: Inline[] }
  | { t: "em"; children: Inline[] }
  | { t: "del"; children: Inline[] }
  | { t: "link"; href: string; children: Inline[] };

/** Emphasis within emphasis, deeper than anybody reads: what is deeper is shown as it was written. */
const DEEPEST = 16;

export function inlines(tokens: Token[] | undefined, depth = 0): Inline[] {
  return (tokens ?? []).flatMap((token) => inline(token, depth + 1));
}

function inline(token: Token, depth: number): Inline[] {
  if (depth > DEEPEST) return [{ t: "text", text: token.raw }];
  switch (token.type) {
    case "strong":
    case "em":
    case "del":
      return [{ t: token.type, children: inlines(token.tokens, depth) }];
    case "codespan":
      return [{ t: "code", text: token.text as string }];
    case "br":
      return [{ t: "break" }];
    case "link":
      return link(token.href as string, inlines(token.tokens, depth));
    case "image":
      // Drawn as a link: a picture would be asked for at whoever's host an agent names.
      return link(token.href as string, [{ t: "text", text: (token.text as string) || (token.href as string) }]);
    case "checkbox":
      return [];
    case "html":
      return [{ t: "text", text: token.raw }];
    case "escape":
      return [{ t: "text", text: token.text as string }];
    default:
      return plain(token, depth);
  }
}

function plain(token: Tokens.Generic, depth: number): Inline[] {
  if (token.tokens) return inlines(token.tokens, depth);
  return [{ t: "text", text: decoded((token.text as string | undefined) ?? token.raw) }];
}

/** A link that may be followed; the text alone for any other. */
function link(href: string, children: Inline[]): Inline[] {
  if (!/^(https?:|mailto:)/i.test(href)) return children;
  const host = hostOf(href);
  const named = hostOf(written(children));
  // Words that are an address are believed to be the link's own.
  const isElsewhere = named !== undefined && host !== undefined && withoutWww(named) !== withoutWww(host);
  return [{ t: "link", href, children }, ...(isElsewhere ? [{ t: "text" as const, text: ` (${host})` }] : [])];
}

const written = (nodes: Inline[]): string => nodes.map((node) => ("children" in node ? written(node.children) : "text" in node ? node.text : " ")).join("");

/** The host of an address, also of one that is written without `https://`; undefined for what is none. */
function hostOf(text: string): string | undefined {
  const address = text.trim();
  if (!/^(https?:\/\/\S+|[\w-]+(\.[\w-]+)*\.[a-z]{2,}(\/\S*)?)$/i.test(address)) return undefined;
  const whole = /^https?:/i.test(address) ? address : `https://${address}`;
  return URL.canParse(whole) ? new URL(whole).host : undefined;
}

const withoutWww = (host: string): string => host.replace(/^www\./, "");

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };

/** Character references, which the lexer leaves as they are. */
function decoded(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
    if (name) return ENTITIES[(name as string).toLowerCase()] ?? whole;
    const point = decimal ? Number(decimal) : Number.parseInt(hex as string, 16);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}
