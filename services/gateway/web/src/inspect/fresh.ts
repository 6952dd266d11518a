/** A list that is read again when it may be old, while somebody can see it; it stands still while somebody points at it. */

import { createEffect, createSignal, on, onCleanup } from "solid-js";
import { isPageVisible } from "../app";
import type { Topic } from "../client";
import { whenChanged } from "../pages";

interface Options {
  /** Its changes may have made the list old. */
  topic: Topic;
  /** Changes come in bursts; one reading is enough for those within this time. Milliseconds. */
  gathered: number;
  /** What changes no view is looked for this often; `undefined`: it is not. Milliseconds. */
  every: () => number | undefined;
  read: () => void;
}

export function createFresh({ topic, gathered, every, read }: Options) {
  const [isHeld, setHeld] = createSignal(false);
  const [isBehind, setBehind] = createSignal(false);
  /** Unless somebody holds the list still; then it is read once they let go. */
  const refresh = () => (isHeld() ? setBehind(true) : read());

  whenChanged(topic, gathered, refresh);
  createEffect(() => {
    const pause = every();
    if (pause === undefined || !isPageVisible()) return;
    const timer = setInterval(refresh, pause);
    onCleanup(() => clearInterval(timer));
  });
  createEffect(
    on(
      isPageVisible,
      (visible) => {
        if (visible && every() !== undefined) refresh();
      },
      { defer: true },
    ),
  );
  createEffect(
    on(isHeld, (held) => {
      if (!held && isBehind()) read();
    }),
  );
  /** Said by whoever has read. */
  const caughtUp = () => setBehind(false);
  return { setHeld, isBehind, caughtUp };
}
