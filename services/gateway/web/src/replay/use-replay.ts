// Where a replay is, where it can go, and what of the log is read for it. What comes meanwhile is counted and moves nothing.
import { batch, createEffect, createMemo, createSignal, on, onCleanup, untrack } from "solid-js";

import { Problem, type SessionLog, whenBack } from "../client";
import { type Stops, next, previous, stopsOf } from "./stops";
import { within } from "./words";

/** So long a replay stands still until the address says where, in milliseconds: browsers let a page change it so often only. */
const RESTS = 250;

export interface ReplayOf {
  log: SessionLog;
  /** The event that the address asks for. */
  at: number;
  /** It stands still at another event. */
  onRest(at: number): void;
}

export type Replaying = ReturnType<typeof createReplay>;

export function createReplay(props: ReplayOf) {
  const { log } = props;
  const isLoaded = createMemo(() => log.status() !== "loading");
  const newest = () => (log.version(), log.events.at(-1)?.index ?? 0);
  const [end, setEnd] = createSignal(untrack(() => (isLoaded() ? newest() : 0)));
  // In an empty session there is nothing yet that could be moved.
  createEffect(() => end() === 0 && isLoaded() && setEnd(newest()));
  const bounds = createMemo(() => ({ first: log.first(), last: end() }), undefined, {
    equals: (one, other) => one.first === other.first && one.last === other.last,
  });

  const [wanted, setWanted] = createSignal(untrack(() => props.at));
  let told = untrack(wanted);
  createEffect(() => {
    // Where it went by itself it has told; what else the address becomes, somebody wants.
    if (props.at === told) return;
    told = props.at;
    setWanted(told);
  });
  createEffect(
    on(wanted, (now) => {
      const timer = setTimeout(() => {
        told = now;
        props.onRest(now);
      }, RESTS);
      onCleanup(() => clearTimeout(timer));
    }, { defer: true }),
  );
  const at = createMemo(() => within(wanted(), bounds()));
  const go = (to: number) => setWanted(within(to, bounds()));

  const before = createMemo(log.before);
  const isRead = () => before() < at();
  /** What is drawn: while a page is read, what was there before. */
  const shown = createMemo<number | undefined>((earlier) => (isLoaded() && isRead() ? at() : earlier));
  const stops = createMemo(on([before, end], ([, last]): Stops => stopsOf(log.events.filter(({ index }) => index <= last))));

  const [isReading, setReading] = createSignal(false);
  const [failure, setFailure] = createSignal<{ problem: Problem; again(): void }>();
  createEffect(() => {
    // What comes meanwhile is no reason to try again what has failed.
    if (!isLoaded() || at() === 0) return;
    if (isRead()) setFailure(undefined);
    else untrack(() => !isReading() && void read(isRead));
  });

  whenBack(() => failure()?.problem, () => failure()?.again());
  const left = new AbortController();
  onCleanup(() => left.abort());
  /** Reads older pages until it is enough, or nothing is left. */
  async function read(isEnough: () => boolean): Promise<boolean> {
    if (isEnough()) return true;
    batch(() => (setReading(true), setFailure(undefined)));
    try {
      while (!isEnough() && log.hasOlder() && !left.signal.aborted) await readPage();
      return !left.signal.aborted;
    } catch (thrown) {
      setFailure({ problem: Problem.of(thrown), again: () => void read(isEnough) });
      return false;
    } finally {
      setReading(false);
    }
  }

  async function readPage(): Promise<void> {
    const earlier = log.before();
    await log.loadBefore();
    if (log.before() === earlier && log.hasOlder()) throw new Error("What was read does not fit what is here");
  }

  /** To the stop before; pages in which there is none are read through. */
  async function back(of: keyof Stops): Promise<void> {
    const stop = () => previous(stops()[of], at());
    if (await read(() => stop() !== undefined)) go(stop() ?? bounds().first);
  }
  const ahead = (of: keyof Stops) => go(next(stops()[of], at()) ?? end());

  return {
    at, bounds, wanted, shown, stops, before, isLoaded, isRead, isReading, failure, go, back, ahead,
    event: (index: number) => (log.version(), log.events[index - (log.events[0]?.index ?? 1)]),
    hasBefore: (of: keyof Stops) => log.hasOlder() || previous(stops()[of], at()) !== undefined,
    hasAfter: (of: keyof Stops) => next(stops()[of], at()) !== undefined,
    /** How many events came since it was opened. */
    newer: () => (end() === 0 ? 0 : newest() - end()),
    /** Lets it go as far as the session has come. */
    extend: () => setEnd(newest()),
  };
}
