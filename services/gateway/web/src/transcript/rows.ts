// The fold as the page draws it: rows that stay the same objects, each with its item as a signal, so that a chunk changes
// one row and nothing else.

import { type Accessor, batch, createSignal } from "solid-js";

import { append } from "./fold/fold";
import type { Item, LogEvent } from "./fold/items";
import { type Transcript, empty } from "./fold/transcript";

/** A row of the list. The item of one that goes on (a message, a tool call) is another after each change. */
export interface ItemRow {
  type: "item";
  id: string;
  item: Accessor<Item>;
}

/** The first thing of another day. */
export interface DayRow {
  type: "day";
  id: string;
  at: number;
}

/** What is behind it came since its reader was here. */
export interface UnreadRow {
  type: "unread";
  id: string;
}

export type Row = ItemRow | DayRow | UnreadRow;

export interface Rows {
  /** In order; another array only when rows came or went. */
  rows: Accessor<Row[]>;
  /** What the fold knows besides its items. A new object after each batch. */
  transcript: Accessor<Transcript>;
  /** Takes what is now the whole of what is known of the log. What it had before is not read again. */
  take(events: readonly LogEvent[]): void;
}

export function createRows(): Rows {
  const { draw, list } = createDrawn();
  let folded = empty();
  let first: number | undefined;
  const [rows, setRows] = createSignal<Row[]>([]);
  const [transcript, setTranscript] = createSignal<Transcript>(folded, { equals: false });

  function take(events: readonly LogEvent[]): void {
    const isOlder = events[0]?.index !== first;
    // Older pages go in front: everything is folded again, and rows are found again by their ids.
    if (isOlder) folded = empty();
    first = events[0]?.index;
    const from = isOlder ? 0 : behind(events, folded.last);
    if (from >= events.length && !isOlder) return;
    const length = isOlder ? -1 : folded.items.length;
    const changed = append(folded, from === 0 ? events : events.slice(from));
    batch(() => {
      for (const position of changed) draw(folded.items[position] as Item);
      if (folded.items.length !== length) setRows(list(folded.items));
      setTranscript(folded);
    });
  }

  return { rows, transcript, take };
}

/** Rows by the ids of their items: the same objects, whatever becomes of the items. */
export function createDrawn() {
  const setters = new Map<string, { row: ItemRow; set: (item: Item) => void }>();
  const days = new Map<number, DayRow>();

  /** Shows an item as it is now. */
  function draw(item: Item): void {
    const known = setters.get(item.id);
    if (known) return known.set(item);
    const [read, write] = createSignal(item);
    setters.set(item.id, { row: { type: "item", id: item.id, item: read }, set: (item) => void write(() => item) });
  }

  /** The rows of items that were drawn. */
  function list(items: readonly Item[]): Row[] {
    const rows: Row[] = [];
    let dayEnds = 0;
    for (const item of items) {
      // A clock that goes back begins no day a second time.
      if (item.at >= dayEnds) {
        const midnight = new Date(item.at);
        const day = midnight.setHours(0, 0, 0, 0);
        dayEnds = midnight.setDate(midnight.getDate() + 1);
        const row = days.get(day) ?? { type: "day", id: `day-${day}`, at: item.at };
        days.set(day, row);
        rows.push(row);
      }
      rows.push((setters.get(item.id) as { row: ItemRow }).row);
    }
    return rows;
  }

  return { draw, list };
}

/** The position of the first event behind an index. The log is in order, and what is new is at its end. */
function behind(events: readonly LogEvent[], index: number): number {
  let from = events.length;
  while (from > 0 && (events[from - 1] as LogEvent).index > index) from -= 1;
  return from;
}
