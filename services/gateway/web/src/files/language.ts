// Which language a file is in, by its name.

const BY_EXTENSION: Record<string, string> = {
  bash: "bash", c: "c", cc: "c", cjs: "javascript", css: "css", diff: "diff", go: "go", h: "c", htm: "html", html: "html",
  java: "java", js: "javascript", json: "json", jsonc: "json", jsx: "tsx", md: "markdown", mjs: "javascript", mts: "typescript",
  patch: "diff", py: "python", rb: "ruby", rs: "rust", sh: "bash", sql: "sql", svg: "html", toml: "toml", ts: "typescript",
  tsx: "tsx", xml: "html", yaml: "yaml", yml: "yaml", zsh: "bash",
};
const BY_NAME: Record<string, string> = { dockerfile: "docker", "cargo.lock": "toml", gemfile: "ruby", rakefile: "ruby" };

/** Undefined for one that has no colours. */
export function languageOf(path: string): string | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  if (Object.hasOwn(BY_NAME, name)) return BY_NAME[name];
  const extension = name.slice(name.lastIndexOf(".") + 1);
  return Object.hasOwn(BY_EXTENSION, extension) ? BY_EXTENSION[extension] : undefined;
}
