// What an agent's options are called on their buttons, and by which keys they are chosen. Pure.
import type { components } from "../wire";

type Option = Pick<components["schemas"]["PermissionOption"], "name" | "kind">;

/** What an option does, whatever an agent calls it. */
const MEANINGS: Record<string, string> = {
  allow_once: "allow once",
  allow_always: "allow always",
  reject_once: "reject once",
  reject_always: "reject always",
};

/** Options of one name are told apart by what they do, and those that do the same by their place. */
export function optionNames(options: readonly Option[]): string[] {
  const isTwice = (name: string, names: readonly string[]) => names.indexOf(name) !== names.lastIndexOf(name);
  const given = options.map(({ name }) => name);
  const meant = options.map(({ name, kind }) => (isTwice(name, given) && Object.hasOwn(MEANINGS, kind) ? `${name} (${MEANINGS[kind]})` : name));
  return meant.map((name, at) => (isTwice(name, meant) ? `${name} · ${at + 1}` : name));
}

/** The key that chooses the option at a place; there are nine. */
export const keyOf = (at: number): string | undefined => (at < 9 ? String(at + 1) : undefined);

/** The place of the option that a key chooses; undefined for other keys. */
export const placeOf = (key: string): number | undefined => (/^[1-9]$/.test(key) ? Number(key) - 1 : undefined);
