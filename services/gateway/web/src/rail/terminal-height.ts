// How much of the rail the terminals have; kept in this browser.
import { createSignal } from "solid-js";

import { keepHere } from "../client";

/** The terminals' bar, what is usual, and what the rest keeps at least; in pixels. */
export const BAR = 36;
export const USUAL = 320;
export const LEAST = 120;
export const REST = 180;

const HEIGHT_KEY = "foundry:terminal-height";
const OPEN_KEY = "foundry:terminal-open";

const [height, setHeight] = createSignal(Number(localStorage.getItem(HEIGHT_KEY)) || USUAL);
const [isOpen, setOpen] = createSignal(localStorage.getItem(OPEN_KEY) === "yes");
const [isExpanded, setExpanded] = createSignal(false);

export { isExpanded, isOpen, setExpanded };

/** What the terminals get of `whole`, in pixels. */
export function heightIn(whole: number, wanted = height()): number {
  return Math.max(LEAST, Math.min(whole - REST, wanted));
}

export function resizeTo(wanted: number, whole: number): void {
  keepHere(HEIGHT_KEY, String(Math.round(setHeight(heightIn(whole, wanted)))));
}

export function showTerminals(is: boolean): void {
  keepHere(OPEN_KEY, setOpen(is) ? "yes" : "no");
  if (!is) setExpanded(false);
}

/** By key: opens the terminals, and puts the focus there; from there it closes them. */
export function openTerminals(): void {
  const isThere = document.activeElement?.closest(".terminals");
  showTerminals(!isThere);
}
