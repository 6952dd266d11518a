// Code in colours: shiki with few languages, each fetched when it is first met.

import { type HighlighterCore, createCssVariablesTheme, createHighlighterCore } from "shiki/core";
import { createJavaScriptRegexEngine } from "shiki/engine/javascript";

import type { Block, CodeLine } from "./nodes";

type Grammar = Parameters<HighlighterCore["loadLanguage"]>[0];

const GRAMMARS: Record<string, () => Promise<Grammar>> = {
  bash: () => import("shiki/langs/shellscript.mjs"),
  c: () => import("shiki/langs/c.mjs"),
  css: () => import("shiki/langs/css.mjs"),
  diff: () => import("shiki/langs/diff.mjs"),
  docker: () => import("shiki/langs/docker.mjs"),
  go: () => import("shiki/langs/go.mjs"),
  html: () => import("shiki/langs/html.mjs"),
  java: () => import("shiki/langs/java.mjs"),
  javascript: () => import("shiki/langs/javascript.mjs"),
  json: () => import("shiki/langs/json.mjs"),
  markdown: () => import("shiki/langs/markdown.mjs"),
  python: () => import("shiki/langs/python.mjs"),
  rust: () => import("shiki/langs/rust.mjs"),
  sql: () => import("shiki/langs/sql.mjs"),
  toml: () => import("shiki/langs/toml.mjs"),
  tsx: () => import("shiki/langs/tsx.mjs"),
  typescript: () => import("shiki/langs/typescript.mjs"),
  yaml: () => import("shiki/langs/yaml.mjs"),
};

const ALIASES: Record<string, string> = {
  sh: "bash", shell: "bash", zsh: "bash", console: "bash", h: "c", dockerfile: "docker", js: "javascript", jsx: "tsx",
  mjs: "javascript", md: "markdown", patch: "diff", py: "python", rs: "rust", ts: "typescript", yml: "yaml",
  htm: "html", jsonc: "json", golang: "go",
};

/** Longer code stays plain: colours are not worth the wait. */
const LONGEST = 30_000;

const THEME = "page";
let highlighter: Promise<HighlighterCore> | undefined;
const loading = new Map<string, Promise<void>>();

/** The lines of a code block in colours; null for a language that is not known, and for very long code. */
export async function highlight(language: string, text: string): Promise<CodeLine[] | null> {
  const name = Object.hasOwn(ALIASES, language) ? ALIASES[language] : language;
  const grammar = name !== undefined && Object.hasOwn(GRAMMARS, name) ? GRAMMARS[name] : undefined;
  if (!name || !grammar || text.length > LONGEST) return null;
  const shiki = await (highlighter ??= create());
  const load = loading.get(name) ?? grammar().then((module) => shiki.loadLanguage(module));
  loading.set(name, load);
  await load;
  const lines = shiki.codeToTokensBase(text, { lang: ALIAS_OF_SHIKI[name] ?? name, theme: THEME, tokenizeTimeLimit: 2_000 });
  return lines.map((line) => line.map((token) => [token.content, kindOf(token.color)]));
}

const ALIAS_OF_SHIKI: Record<string, string> = { bash: "shellscript" };

function create(): Promise<HighlighterCore> {
  const theme = createCssVariablesTheme({ name: THEME, variablePrefix: "--", variableDefaults: {}, fontStyle: false });
  return createHighlighterCore({ themes: [theme], langs: [], engine: createJavaScriptRegexEngine({ forgiving: true }) });
}

/** `var(--token-string-expression)` is `string-expression`: the page has a class for each. */
function kindOf(colour: string | undefined): string | null {
  return /^var\(--token-([a-z-]+)\)$/.exec(colour ?? "")?.[1] ?? null;
}

/** All code blocks, wherever they stand. */
export function codeBlocks(blocks: Block[]): Extract<Block, { t: "code" }>[] {
  return blocks.flatMap((block) => {
    if (block.t === "code") return [block];
    if (block.t === "quote") return codeBlocks(block.blocks);
    return block.t === "list" ? block.items.flatMap((item) => codeBlocks(item.blocks)) : [];
  });
}
