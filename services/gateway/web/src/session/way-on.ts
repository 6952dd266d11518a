// What can be done after a turn that did not end well. Pure.
import type { EndItem, Item, PromptItem } from "../transcript";

/** The message of a turn that may be sent again: of the newest end alone, and only when it was none. */
export function toSendAgain(items: readonly Item[], end: EndItem): PromptItem | undefined {
  if (end.how === "done" || end.how === "stopped") return undefined;
  if (items.findLast((item) => item.type === "end" || (item.type === "prompt" && !item.isSteering))?.id !== end.id) return undefined;
  return items.findLast((item): item is PromptItem => item.type === "prompt" && !item.isSteering && item.turn === end.turn);
}
