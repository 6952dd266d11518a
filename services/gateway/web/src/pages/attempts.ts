/** What pages do when asked, one thing at a time: which it is, and why the last one did not succeed. */

import { createSignal } from "solid-js";
import { Problem } from "../client/http";

/** Asks for something that changes what a list shows; `changed` reads it again. */
export function createAsking(changed: () => void) {
  const [busy, setBusy] = createSignal<string>();
  const [says, setSays] = createSignal<string>();
  async function ask(what: string, run: () => Promise<unknown>): Promise<void> {
    setBusy(what);
    setSays(undefined);
    try {
      await run();
      changed();
    } catch (thrown) {
      setSays(Problem.of(thrown).detail);
    } finally {
      setBusy(undefined);
    }
  }
  return { isBusy: (what: string) => busy() === what, says, ask };
}

/**
 * Older pages of a list, one at a time. `next`: where the next one begins; undefined after the last. `read` is told what `next` was,
 * and takes in what it finds if that still holds.
 */
export function createOlder<N>(next: () => N | undefined, read: (before: N) => Promise<void>, failed: (problem: Problem) => void) {
  const [isReading, setReading] = createSignal(false);
  async function readOlder(): Promise<void> {
    const before = next();
    if (before === undefined || isReading()) return;
    setReading(true);
    try {
      await read(before);
    } catch (thrown) {
      failed(Problem.of(thrown));
    } finally {
      setReading(false);
    }
  }
  return { hasMore: () => next() !== undefined, isReadingOlder: isReading, readOlder };
}
