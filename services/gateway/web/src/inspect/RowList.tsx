import { createMemo, createSignal, type JSX, Show } from "solid-js";
import { VList, type VListHandle } from "virtua/solid";
import { createRoving } from "../pages";
import { Button } from "../ui";
import { day } from "./format";

/** Where the rows come from, and how there are more. */
export interface Source {
  hasMore: () => boolean;
  isReadingOlder: () => boolean;
  readOlder: () => Promise<void>;
  /** There is something new, which waits while somebody points at the list. */
  isBehind: () => boolean;
  setHeld: (held: boolean) => void;
  read: () => void;
}

/** What a row is told of its place in the list. */
export interface Place {
  /** The row above is of another day, or there is none. */
  beginsDay: boolean;
  /** The one row of the list that Tab stops at. */
  isCurrent: boolean;
  choose: () => void;
  isOpen: boolean;
  toggle: () => void;
  /** Opens another row, and brings it into sight; undefined where the list has none with this id. */
  find: (id: string) => (() => void) | undefined;
}

interface Props<T> {
  rows: readonly T[];
  source: Source;
  opened: (id: string) => boolean;
  toggle: (id: string) => void;
  /** Draws a row once; what it is told of it then changes beneath it, so that what is open stays as it is. */
  row: (row: () => T, place: Place) => JSX.Element;
}

const MORE = Symbol("more");

/** Thousands of rows, of which only those in sight are in the page. It stands still while somebody points at it. */
export function RowList<T extends { id: string; at: number }>(props: Props<T>) {
  const [atTop, setAtTop] = createSignal(true);
  const ids = createMemo(() => props.rows.map((row) => row.id));
  const known = createMemo(() => new Map(props.rows.map((row) => [row.id, row])));
  const items = createMemo<(string | typeof MORE)[]>(() => (props.source.hasMore() ? [...ids(), MORE] : ids()));
  let list: VListHandle | undefined;
  const roving = createRoving(ids, (index) => list?.scrollToIndex(index, { align: "nearest" }));
  const find = (id: string) => {
    const index = ids().indexOf(id);
    if (index < 0) return undefined;
    return () => {
      if (!props.opened(id)) props.toggle(id);
      roving.choose(id);
      list?.scrollToIndex(index, { align: "start" });
    };
  };
  const beginsDay = (index: number) => {
    const [row, above] = [props.rows[index], props.rows[index - 1]];
    return row !== undefined && (above === undefined || day(above.at) !== day(row.at));
  };
  const place = (id: string, index: () => number): Place => ({
    get beginsDay() {
      return beginsDay(index());
    },
    get isCurrent() {
      return roving.isCurrent(id);
    },
    choose: () => roving.choose(id),
    get isOpen() {
      return props.opened(id);
    },
    toggle: () => props.toggle(id),
    find,
  });
  /** The row as it is now; one that leaves the list, as it was. */
  const drawn = (id: string, index: () => number) => {
    const row = createMemo<T | undefined>((before) => known().get(id) ?? before);
    return <Show when={row()}>{(row) => props.row(row, place(id, index))}</Show>;
  };
  return (
    <div
      class="inspect-list"
      onKeyDown={roving.onKeyDown}
      onPointerEnter={() => props.source.setHeld(true)}
      onPointerLeave={() => props.source.setHeld(false)}
    >
      <VList
        ref={(handle) => (list = handle)}
        data={items()}
        class="inspect-rows"
        shift={!atTop()}
        onScroll={(offset) => setAtTop(offset < 8)}
      >
        {(item, index) =>
          item === MORE ? (
            <div class="inspect-more">
              <Button kind="quiet" busy={props.source.isReadingOlder()} onClick={() => void props.source.readOlder()}>
                Older
              </Button>
            </div>
          ) : (
            drawn(item, index)
          )
        }
      </VList>
      <Show when={props.source.isBehind()}>
        <div class="inspect-behind" role="status">
          <Button size="small" icon="arrow-up" onClick={() => props.source.read()}>
            There is more; it waits while you point here
          </Button>
        </div>
      </Show>
    </div>
  );
}
