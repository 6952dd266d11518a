/** The keyboard: every line of the key map that has a command runs it. */

import { tinykeys } from "tinykeys";
import { onCleanup } from "solid-js";
import { letterKeys } from "../settings/preferences";
import { toast } from "../ui";
import { runCommand } from "./commands";
import { isSingle, isTyping, KEYMAP } from "./keymap";

/** A letter within this time after `g` is the second half of `g i`, and nothing by itself. Milliseconds. */
const SEQUENCE = 1_000;

export function bindKeys(): void {
  let leaderAt = -Infinity;
  const bound: Record<string, (event: KeyboardEvent) => void> = {};
  for (const { keys, command } of KEYMAP) {
    if (command === undefined) continue;
    for (const press of keys) bound[press] = (event) => run(event, press, command);
  }

  function run(event: KeyboardEvent, press: string, command: string): void {
    if (event.defaultPrevented) return;
    if (isSingle(press) && (letterKeys() === "off" || isTyping(event.target))) return;
    if (isSingle(press) && !press.includes(" ") && performance.now() - leaderAt < SEQUENCE) return;
    const ran = runCommand(command);
    if (ran === "unknown") return;
    event.preventDefault();
    if (ran !== "ran") toast({ text: ran.unavailable });
  }

  const stop = tinykeys(window, bound, {
    timeout: SEQUENCE,
    ignore: (event) => event.isComposing || (event.repeat && !/^[jk]$/.test(event.key)),
  });
  const noteLeader = (event: KeyboardEvent) => {
    // After tinykeys has seen it: the listener was added later.
    if (event.key === "g" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target)) leaderAt = performance.now();
    else if (event.key !== "Shift") queueMicrotask(() => (leaderAt = -Infinity));
  };
  window.addEventListener("keydown", noteLeader);
  onCleanup(() => {
    stop();
    window.removeEventListener("keydown", noteLeader);
  });
}
