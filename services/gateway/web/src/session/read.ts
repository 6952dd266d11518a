// Something that is asked for when it is needed, and shown while it is asked for anew. Not a resource of Solid's: those put a
// skeleton in place of the whole pane while they load.
import { type Accessor, createEffect, createSignal, on, onCleanup } from "solid-js";

import { Problem, whenBack } from "../client";

export interface Reading<T> {
  value: Accessor<T | undefined>;
  problem: Accessor<Problem | undefined>;
  isLoading: Accessor<boolean>;
  again(): void;
}

/** Asks whenever `about` is another; not at all while it is undefined. The newest answer counts. */
export function createRead<A, T>(about: Accessor<A | undefined>, ask: (about: A, signal: AbortSignal) => Promise<T>): Reading<T> {
  const [value, setValue] = createSignal<T>();
  const [problem, setProblem] = createSignal<Problem>();
  const [isLoading, setLoading] = createSignal(false);
  const [tries, setTries] = createSignal(0);
  createEffect(
    on([about, tries], ([now]) => {
      if (now === undefined) return;
      const abort = new AbortController();
      onCleanup(() => abort.abort());
      setLoading(true);
      ask(now, abort.signal)
        .then(
          (answer) => !abort.signal.aborted && (setValue(() => answer), setProblem(undefined)),
          (thrown: unknown) => !abort.signal.aborted && setProblem(Problem.of(thrown)),
        )
        .finally(() => !abort.signal.aborted && setLoading(false));
    }),
  );
  const again = () => setTries((count) => count + 1);
  whenBack(problem, again);
  return { value, problem, isLoading, again };
}
