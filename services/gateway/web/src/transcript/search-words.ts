// Finding words in what was said. The list draws only what is seen, so the browser's own search finds too little. Pure.
import type { Item } from "./fold/items";

/** What is searched of an item. */
export function textOf(item: Item): string {
  switch (item.type) {
    case "prompt":
    case "message":
    case "thought":
    case "echo":
    case "notice":
      return item.text;
    case "tool": {
      const places = item.locations.map((location) => location.path);
      return [item.title, ...places, ...item.content.map((part) => (part.type === "text" ? part.text : ""))].join("\n");
    }
    case "plan":
      return item.entries.map((entry) => entry.content).join("\n");
    case "permission":
    case "other":
      return item.title;
    case "image":
      return "";
    case "end":
      return item.message ?? "";
  }
}

/** The ids of the items in which all words stand, in order. None for no word. */
export function found(items: readonly Item[], words: string): string[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [];
  const fits = (item: Item) => {
    const text = textOf(item).toLowerCase();
    return wanted.every((word) => text.includes(word));
  };
  return items.filter(fits).map((item) => item.id);
}
