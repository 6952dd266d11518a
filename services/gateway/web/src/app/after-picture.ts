import { createEffect, createSignal, on, onCleanup, untrack } from "solid-js";

/** A value as it was in the last picture: whatever shows it is drawn behind what is looked at first. */
export function afterPicture<T>(value: () => T): () => T {
  const [shown, setShown] = createSignal(untrack(value));
  createEffect(
    on(
      value,
      (next) => {
        let timer: ReturnType<typeof setTimeout> | undefined;
        // Frames are called before their picture is painted, timers that they set after it.
        const frame = requestAnimationFrame(() => (timer = setTimeout(() => setShown(() => next))));
        onCleanup(() => (cancelAnimationFrame(frame), clearTimeout(timer)));
      },
      { defer: true },
    ),
  );
  return shown;
}
