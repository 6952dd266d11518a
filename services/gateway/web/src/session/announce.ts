// What is read out of a transcript that goes on: messages that are complete, questions, and how turns end. Pure.
import type { Item } from "../transcript";

/** Longer messages are read out by whoever goes to them. */
const LONGEST = 400;

/** What is to be read out of the items behind an index; undefined for nothing. */
export function announcement(items: readonly Item[], behind: number): { text: string; index: number } | undefined {
  for (let at = items.length - 1; at >= 0; at -= 1) {
    const item = items[at] as Item;
    if (item.index <= behind) return undefined;
    const text = textOf(item);
    if (text !== undefined) return { text, index: item.index };
  }
  return undefined;
}

function textOf(item: Item): string | undefined {
  switch (item.type) {
    case "message":
      if (!item.isDone) return undefined;
      return item.text.length > LONGEST ? `${item.text.slice(0, LONGEST)} and so on` : item.text;
    case "permission":
      return item.answer || item.isOver ? undefined : `The agent asks for permission: ${item.title}`;
    case "end":
      return item.how === "done" ? "The agent has finished" : `The turn has ended: ${item.message ?? item.how}`;
  }
  return undefined;
}
