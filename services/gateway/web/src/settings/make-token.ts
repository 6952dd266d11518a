import { proof, send } from "../client";
import type { components } from "../wire";

export type TokenScope = components["schemas"]["TokenScope"];

export interface Wanted {
  name: string;
  scope: TokenScope;
  /** Only these; all of the person's when it is empty. */
  organizations: string[];
  /** `undefined`: it does not end by itself. */
  expiresInDays: number | undefined;
}

/** The token itself: it is shown this once, and kept nowhere. Throws a `Problem`. */
export async function makeToken(wanted: Wanted): Promise<string> {
  const response = await send("/v1/auth/tokens", {
    method: "POST",
    headers: { "content-type": "application/json", ...proof() },
    body: JSON.stringify(wanted),
  });
  return ((await response.json()) as { token: string }).token;
}
