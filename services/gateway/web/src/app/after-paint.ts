// What is not looked at first is drawn after what is.
import { type Accessor, createEffect, createSignal, on, onCleanup, untrack } from "solid-js";

/** The same value, once the picture that shows it elsewhere has been given to the screen. */
export function afterPaint<T>(value: Accessor<T>): Accessor<T> {
  const [late, setLate] = createSignal(untrack(value));
  createEffect(
    on(
      value,
      (next) => {
        let timer: ReturnType<typeof setTimeout> | undefined;
        // A frame's callbacks run before it is drawn; what they ask for, after.
        const frame = requestAnimationFrame(() => (timer = setTimeout(() => setLate(() => next))));
        onCleanup(() => (cancelAnimationFrame(frame), clearTimeout(timer)));
      },
      { defer: true },
    ),
  );
  return late;
}
