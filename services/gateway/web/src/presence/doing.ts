// What this page's person does at the task that is open: the composer tells it, the task's page passes it on.
import { createSignal } from "solid-js";

import type { Attendant } from "../wire";

/** So long after the last key somebody still types, in milliseconds. */
export const TYPING_FOR = 4_000;

const [isTyping, setTyping] = createSignal(false);
const [isDrafting, setDrafting] = createSignal(false);
let pause: ReturnType<typeof setTimeout> | undefined;

export const doing = (): Attendant["doing"] => (isTyping() ? "typing" : isDrafting() ? "drafting" : "looking");

/** A key was pressed in the composer. */
export function typed(): void {
  clearTimeout(pause);
  setTyping(true);
  pause = setTimeout(() => setTyping(false), TYPING_FOR);
}

/** The composer has the focus, and something in it that is not sent. A draft of yesterday that nobody touches is none. */
export function drafting(is: boolean): void {
  setDrafting(is);
  if (is) return;
  clearTimeout(pause);
  setTyping(false);
}
