// The list of what was said: only what is seen is there, nothing moves under the reader's eyes, and the end is followed only
// by who is at the end.
import { type JSX, Show, createEffect, createMemo, createSignal, on, onCleanup, onMount } from "solid-js";
import { Virtualizer, type VirtualizerHandle } from "virtua/solid";

import { Problem } from "../client";
import { Button } from "../ui";
import { RowView } from "./RowView";
import { OWN, START, movesUp, scrolled } from "./following";
import type { Row } from "./rows";
import "./transcript.css";

/** So far from the top older pages are asked for, in pixels. */
const OLDER_WITHIN = 1_200;

export interface TranscriptHandle {
  /** Scrolls to an item. Says whether it is there. */
  show(itemId: string): boolean;
  toEnd(): void;
}

export function Transcript(props: {
  rows: Row[];
  /** What it is called, when it is not the transcript as it is. */
  label?: string;
  /** Whether there is more before the first row. */
  hasOlder: boolean;
  loadOlder(): Promise<void>;
  /** What stands behind the last row: what is on its way, what is under way. */
  children?: JSX.Element;
  ref?(handle: TranscriptHandle): void;
  /** Its reader is at the end, or has left it. */
  onFollowing?(isFollowing: boolean): void;
}): JSX.Element {
  const [scroller, setScroller] = createSignal<HTMLDivElement>();
  let tail: HTMLDivElement | undefined;
  let handle: VirtualizerHandle | undefined;
  let isLoading = false;
  const [following, setFollowing] = createSignal(START);
  const [seen, setSeen] = createSignal<string>();
  const [problem, setProblem] = createSignal<Problem>();
  const isFollowing = createMemo(() => following().isFollowing);

  // Rows that came in front keep what is read in its place.
  let first: string | undefined;
  const isShifted = createMemo(() => {
    const now = props.rows.find((row) => row.type === "item")?.id;
    const isShift = first !== undefined && now !== first && props.rows.some((row) => row.id === first);
    first = now;
    return isShift;
  });

  const toEnd = () => {
    const list = scroller();
    if (list) list.scrollTop = list.scrollHeight;
  };
  // A scroll bar that is held is touched for as long as that.
  let touchedAt = -Infinity;
  let movedUpAt = -Infinity;
  let isHeld = false;
  const touch = (isUp: boolean) => {
    touchedAt = performance.now();
    if (isUp) movedUpAt = touchedAt;
  };
  /** Who has begun to move up is not brought back before it shows where to. */
  const isLeaving = () => isHeld || performance.now() - movedUpAt < OWN;
  let frame = 0;
  let later: ReturnType<typeof setTimeout> | undefined;
  const follow = () => {
    cancelAnimationFrame(frame);
    clearTimeout(later);
    if (!isFollowing()) return;
    frame = requestAnimationFrame(() => {
      if (isLeaving()) later = setTimeout(follow, OWN);
      else toEnd();
    });
  };
  // Made before the list's own, and so told before it: the first rows that the list draws are those at the end.
  const observer = new ResizeObserver(() => {
    if (isFollowing() && !isLeaving()) toEnd();
    follow();
  });
  onMount(() => {
    for (const watched of [scroller(), scroller()?.firstElementChild, tail]) if (watched) observer.observe(watched);
  });
  onCleanup(() => (observer.disconnect(), cancelAnimationFrame(frame), clearTimeout(later)));
  createEffect(on(() => props.rows.length, follow));
  createEffect(() => isFollowing() && setSeen(props.rows.at(-1)?.id));
  createEffect(() => props.onFollowing?.(isFollowing()));

  const hold = () => {
    isHeld = true;
    touch(false);
    // It may be let go of anywhere.
    const release = () => ((isHeld = false), touch(false), ends.abort());
    const ends = new AbortController();
    for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, release, { capture: true, signal: ends.signal });
  };
  const onScroll = ({ currentTarget }: { currentTarget: HTMLDivElement }) => {
    const { scrollTop: offset, clientHeight: viewport, scrollHeight: size } = currentTarget;
    setFollowing((before) => scrolled(before, { offset, viewport, size }, isHeld ? 0 : performance.now() - touchedAt));
    void older();
  };
  async function older(): Promise<void> {
    if (isLoading || problem() || !props.hasOlder || (scroller()?.scrollTop ?? 0) > OLDER_WITHIN) return;
    isLoading = true;
    try {
      await props.loadOlder();
      setProblem(undefined);
    } catch (thrown) {
      setProblem(Problem.of(thrown));
    } finally {
      isLoading = false;
    }
  }
  // Once they are painted: before, a list that begins at its end still stands at its top, and would ask for a page that nobody sees.
  createEffect(
    on([() => props.hasOlder, () => props.rows.length], () => {
      let painted: ReturnType<typeof setTimeout> | undefined;
      const picture = requestAnimationFrame(() => (painted = setTimeout(() => void older())));
      onCleanup(() => (cancelAnimationFrame(picture), clearTimeout(painted)));
    }),
  );

  const jump = () => {
    setFollowing({ isFollowing: true, offset: 0 });
    toEnd();
  };
  props.ref?.({
    toEnd: jump,
    show(itemId) {
      const at = props.rows.findIndex((row) => row.id === itemId);
      if (at < 0) return false;
      setFollowing({ isFollowing: false, offset: 0 });
      handle?.scrollToIndex(at, { align: "start" });
      return true;
    },
  });

  /** How many rows came behind the last one that was seen. */
  const fresh = createMemo(() => (isFollowing() ? 0 : props.rows.length - 1 - props.rows.findLastIndex((row) => row.id === seen())));
  return (
    <div class="transcript">
      <div
        ref={setScroller}
        class="transcript-scroll"
        role="log"
        aria-label={props.label ?? "Transcript"}
        aria-live="off"
        tabindex="0"
        onScroll={onScroll}
        onWheel={(event) => touch(event.deltaY < 0)}
        onTouchMove={() => touch(true)}
        onKeyDown={(event) => touch(movesUp(event))}
        onPointerDown={hold}
      >
        <div class="transcript-column">
          <Show when={scroller()}>
            {(list) => (
              <Virtualizer
                ref={(to?: VirtualizerHandle) => (handle = to)}
                data={props.rows}
                scrollRef={list()}
                shift={isShifted()}
                bufferSize={400}
                onResize={follow}
              >
                {(row: Row) => <RowView row={row} />}
              </Virtualizer>
            )}
          </Show>
          <div ref={tail}>{props.children}</div>
        </div>
      </div>
      <Show when={problem()}>
        {(problem) => (
          <p class="transcript-older" role="alert">
            What was said before cannot be read: {problem().detail}
            <Button size="small" onClick={() => (setProblem(undefined), void older())}>Try again</Button>
          </p>
        )}
      </Show>
      <Show when={!isFollowing()}>
        <Button class="transcript-jump" size="small" icon="arrow-down" onClick={jump}>
          {fresh() > 0 ? `${fresh()} new` : "Latest"}
        </Button>
      </Show>
    </div>
  );
}
