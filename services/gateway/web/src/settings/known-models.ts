/** The models that agents have offered in this browser: what a default can be chosen from. */

import type { components } from "../wire";

export type KnownModel = Pick<components["schemas"]["OptionValue"], "value" | "name">;

const KEY = "foundry:models";
/** Agents come and go; the oldest make room. */
const KEPT = 60;

export function knownModels(): KnownModel[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one?.value === "string" && typeof one?.name === "string") : [];
  } catch (error) {
    console.warn("The models that were offered before cannot be read", error);
    return [];
  }
}

/** Notes what an agent offers, the newest first. */
export function noteModels(offered: readonly KnownModel[]): void {
  if (offered.length === 0) return;
  const models = merged(offered, knownModels());
  try {
    localStorage.setItem(KEY, JSON.stringify(models));
  } catch (error) {
    console.warn("The models that are offered cannot be kept in this browser", error);
  }
}

/** Pure. */
export function merged(offered: readonly KnownModel[], known: readonly KnownModel[]): KnownModel[] {
  const values = new Set(offered.map(({ value }) => value));
  const all = [...offered, ...known.filter(({ value }) => !values.has(value))];
  return all.slice(0, KEPT).map(({ value, name }) => ({ value, name }));
}
