/** Thousands of lines, of which those in sight are drawn. The end is followed by whoever is at it. */

import { createEffect, createMemo, createSignal, on, onCleanup, Show } from "solid-js";
import { VList, type VListHandle } from "virtua/solid";
import { day } from "../inspect/format";
import { createRoving } from "../pages";
import { movesUp, OWN, scrolled, START } from "../transcript/following";
import { Button } from "../ui";
import { LogRow, SkippedRow } from "./LogRow";
import type { Entry } from "./ring";

interface Props {
  organizationId: string;
  entries: readonly Entry[];
  wraps: boolean;
  titleOf: (taskId: string) => string | undefined;
  only: (change: Record<string, string | undefined>) => void;
}

export function LineList(props: Props) {
  let list: VListHandle | undefined;
  const [following, setFollowing] = createSignal(START);
  const [open, setOpen] = createSignal<ReadonlySet<string>>(new Set());
  const isFollowing = createMemo(() => following().isFollowing);
  const ids = createMemo(() => props.entries.flatMap((entry) => (entry.kind === "line" ? [entry.id] : [])));
  const reveal = (index: number) => {
    const at = props.entries.findIndex((entry) => entry.id === ids()[index]);
    list?.scrollToIndex(at, { align: "nearest" });
  };
  const roving = createRoving(ids, reveal);

  const toEnd = () => list?.scrollToIndex(props.entries.length - 1, { align: "end" });
  let frame = 0;
  const follow = () => {
    cancelAnimationFrame(frame);
    if (isFollowing()) frame = requestAnimationFrame(() => toEnd());
  };
  createEffect(on([() => props.entries, () => props.wraps, isFollowing], follow));
  onCleanup(() => cancelAnimationFrame(frame));

  let touchedAt = -Infinity;
  const touch = () => (touchedAt = performance.now());
  const onScroll = (offset: number) => {
    if (!list) return;
    const place = { offset, viewport: list.viewportSize, size: list.scrollSize };
    setFollowing((before) => scrolled(before, place, performance.now() - touchedAt));
  };
  const jump = () => {
    touchedAt = -OWN;
    setFollowing({ isFollowing: true, offset: 0 });
    toEnd();
  };
  /** Whoever goes to a line reads it: it does not move on, unless it is the newest. */
  const choose = (id: string) => {
    roving.choose(id);
    if (id !== ids().at(-1)) setFollowing((before) => ({ ...before, isFollowing: false }));
  };
  /** Whoever opens a line reads it, too. */
  const toggle = (id: string) => {
    const next = new Set(open());
    if (!next.delete(id)) {
      next.add(id);
      setFollowing((before) => ({ ...before, isFollowing: false }));
      // Once its fields are drawn, they are in sight.
      const at = props.entries.findIndex((entry) => entry.id === id);
      requestAnimationFrame(() => requestAnimationFrame(() => list?.scrollToIndex(at, { align: "nearest" })));
    }
    setOpen(next);
  };
  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    if (movesUp(event)) touch();
    roving.onKeyDown(event);
  };
  const beginsDay = (index: number) => {
    const [entry, above] = [props.entries[index], props.entries[index - 1]];
    return entry !== undefined && above !== undefined && day(above.at) !== day(entry.at);
  };

  return (
    <div class="logs-scroll" onWheel={touch} onTouchMove={touch} onPointerDown={touch}>
      <VList
        ref={(handle) => (list = handle)}
        data={props.entries as Entry[]}
        class="logs-list"
        role="log"
        aria-label="Lines"
        aria-live="off"
        onScroll={onScroll}
        onKeyDown={onKeyDown}
      >
        {(entry, index) =>
          entry.kind === "skipped" ? (
            <SkippedRow entry={entry} />
          ) : (
            <LogRow
              organizationId={props.organizationId}
              entry={entry}
              beginsDay={beginsDay(index())}
              task={props.titleOf(entry.line.key.split(".")[1] ?? "")}
              isOpen={open().has(entry.id)}
              isCurrent={roving.isCurrent(entry.id)}
              choose={() => choose(entry.id)}
              toggle={() => toggle(entry.id)}
              only={props.only}
            />
          )
        }
      </VList>
      <Show when={!isFollowing()}>
        <Button class="logs-jump" size="small" icon="arrow-down" onClick={jump}>
          Latest
        </Button>
      </Show>
    </div>
  );
}
