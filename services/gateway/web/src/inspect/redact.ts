/**
 * Secrets never arrive here: the services seal or hash them before anything is sent. What is left of them (a sealed token,
 * a credential's hash) is of no use to anybody who looks, and is hidden all the same.
 */

/** Stands where a secret was. */
export const HIDDEN = "•••";
const SECRET_NAMES = new Set(["token", "sealed", "secret", "password", "credential", "authorization", "cookie", "privateKey"]);
/** GitHub's tokens, ours, bearer headers and keys, wherever they stand in a text. */
const SECRET_TEXT =
  /\b(gh[opsur]_[A-Za-z0-9]{16,}|github_pat_\w{20,}|sk-[A-Za-z0-9-]{16,}|fdy_[A-Za-z0-9_-]{20,}|Bearer\s+[\w.~+/-]{12,}=*)/g;
const SECRET_IN_URL = /(https?:\/\/[^\s/:@]*:)[^\s/@]+(@)/g;

export function redactText(text: string): string {
  return text.replace(SECRET_TEXT, HIDDEN).replace(SECRET_IN_URL, `$1${HIDDEN}$2`);
}

/** The same JSON with whatever looks like a secret hidden. */
export function redact(value: unknown): unknown {
  if (typeof value === "string") return redactText(value);
  if (Array.isArray(value)) return value.map(redact);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, isSecret(name, inner) ? HIDDEN : redact(inner)]));
}

function isSecret(name: string, value: unknown): boolean {
  return SECRET_NAMES.has(name) && typeof value === "string" && value !== "";
}
