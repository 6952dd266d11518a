import { createMemo, createSignal, Show } from "solid-js";
import { VList, type VListHandle } from "virtua/solid";
import { createRoving } from "../pages";
import { Button } from "../ui";
import type { ActorRef } from "./actors";
import { day } from "./format";
import type { Row } from "./timeline";
import { TimelineRow } from "./TimelineRow";
import type { Timeline } from "./use-timeline";

interface Props {
  organizationId: string;
  actor: ActorRef;
  rows: readonly Row[];
  timeline: Timeline;
  opened: (id: string) => boolean;
  toggle: (id: string) => void;
  forbidden: string | undefined;
  logins: ReadonlyMap<string, string>;
}

const MORE = Symbol("more");

/** Thousands of rows, of which only those in sight are in the page. It stands still while somebody points at it. */
export function TimelineList(props: Props) {
  const [atTop, setAtTop] = createSignal(true);
  const items = createMemo<(Row | typeof MORE)[]>(() => (props.timeline.hasMore() ? [...props.rows, MORE] : [...props.rows]));
  let list: VListHandle | undefined;
  const roving = createRoving(
    () => props.rows.map((row) => row.id),
    (index) => list?.scrollToIndex(index, { align: "nearest" }),
  );
  /** Opens another row, and brings it into sight. */
  const find = (id: string) => {
    const index = props.rows.findIndex((row) => row.id === id);
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
  return (
    <div
      class="inspect-list"
      onKeyDown={roving.onKeyDown}
      onPointerEnter={() => props.timeline.setHeld(true)}
      onPointerLeave={() => props.timeline.setHeld(false)}
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
              <Button kind="quiet" busy={props.timeline.isReadingOlder()} onClick={() => void props.timeline.readOlder()}>
                Older
              </Button>
            </div>
          ) : (
            <TimelineRow
              organizationId={props.organizationId}
              actor={props.actor}
              row={item}
              beginsDay={beginsDay(index())}
              isCurrent={roving.isCurrent(item.id)}
              choose={() => roving.choose(item.id)}
              isOpen={props.opened(item.id)}
              toggle={() => props.toggle(item.id)}
              forbidden={props.forbidden}
              logins={props.logins}
              changed={props.timeline.read}
              find={find}
            />
          )
        }
      </VList>
      <Show when={props.timeline.isBehind()}>
        <div class="inspect-behind" role="status">
          <Button size="small" icon="arrow-up" onClick={() => props.timeline.read()}>
            There is more; it waits while you point here
          </Button>
        </div>
      </Show>
    </div>
  );
}
