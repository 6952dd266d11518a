/** Reads anew what a topic's changes may have made old. */

import { createEffect, on, onCleanup } from "solid-js";
import type { Topic } from "../client";

/** Runs once for the changes of each `gathered` milliseconds, however long they go on. */
export function whenChanged(topic: Pick<Topic, "version">, gathered: number, run: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const gather = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      run();
    }, gathered);
  };
  createEffect(on(() => topic.version(), gather, { defer: true }));
  onCleanup(() => clearTimeout(timer));
}
