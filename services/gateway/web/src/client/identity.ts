// Who is signed in here, and the token that this page's commands carry.
import { createSignal } from "solid-js";
import type { operations } from "../wire";
import { Problem, send } from "./http";
import { keepHere } from "./keep";

type Start = operations["auth_start"]["responses"][200]["content"]["application/json"];
export type Session = NonNullable<Start["session"]>;

/** `undefined`: not known yet; `null`: nobody. */
const [session, setSession] = createSignal<Session | null | undefined>(undefined);
const [sessionProblem, setProblem] = createSignal<Problem | undefined>(undefined);

/** Where traces can be looked at outside of this page; null: nowhere. */
const [tracesUrl, setTracesUrl] = createSignal<string | null>(null);

export { session, sessionProblem, tracesUrl };

/** Whether this person has signed out here: they need not be led back to where they were. */
let hasLeft = false;
export const hasSignedOut = (): boolean => hasLeft;

/** A mark in this browser that it was signed in, so that a reload shows no sign-in page for a moment. */
const MARK = "foundry:signed-in";

export const wasSignedIn = (): boolean => localStorage.getItem(MARK) !== null;

/** Asks who is signed in. */
export async function identify(): Promise<void> {
  try {
    const start = (await (await send("/v1/page")).json()) as Start;
    if (!start.session) return forget();
    setTracesUrl(start.tracesUrl);
    setSession(start.session);
    keepHere(MARK, "1");
    setProblem(undefined);
  } catch (thrown) {
    setProblem(Problem.of(thrown));
  }
}

/** The sign-in is over. */
export function forget(): void {
  localStorage.removeItem(MARK);
  setSession(null);
  setProblem(undefined);
}

/** The headers of a request that changes something. */
export function proof(): Record<string, string> {
  const token = session()?.csrfToken;
  return token ? { "foundry-csrf": token } : {};
}

/** Where the browser goes to sign in, and comes back to `returnTo`. */
export const signInAddress = (returnTo: string): string => `/v1/auth/sign-in?returnTo=${encodeURIComponent(returnTo)}`;

/** Ends this sign-in, or another one of mine. */
export async function signOut(signInId?: string): Promise<void> {
  await send("/v1/auth/sign-out", {
    method: "POST",
    headers: { "content-type": "application/json", ...proof() },
    body: JSON.stringify(signInId ? { signInId } : {}),
  });
  if (signInId) return;
  hasLeft = true;
  forget();
}
