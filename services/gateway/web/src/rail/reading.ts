// Something that is asked for, and asked for again when what it depends on is another. Unlike a resource it never takes
// away what is already shown around it.
import { createEffect, createSignal, on, onCleanup, type Accessor } from "solid-js";

import { Problem } from "../client/http";
import { whenBack } from "../client/when-back";

export interface Reading<T> {
  /** The last answer; it stays while a newer one is on its way, and when that one fails. */
  value: Accessor<T | undefined>;
  isReading: Accessor<boolean>;
  /** Why the last try had no answer. */
  problem: Accessor<Problem | undefined>;
  again(): void;
}

/** Reads for as long as the component is there; nothing while `source` is undefined. A newer reading ends the one before. */
export function useReading<S, T>(source: Accessor<S | undefined>, read: (source: S, signal: AbortSignal) => Promise<T>): Reading<T> {
  const [value, setValue] = createSignal<T>();
  const [isReading, setReading] = createSignal(false);
  const [problem, setProblem] = createSignal<Problem>();
  let abort = new AbortController();

  const start = async (wanted: S | undefined): Promise<void> => {
    abort.abort();
    const own = new AbortController();
    abort = own;
    setReading(wanted !== undefined);
    if (wanted === undefined) return;
    try {
      const answer = await read(wanted, own.signal);
      if (own.signal.aborted) return;
      setValue(() => answer);
      setProblem(undefined);
    } catch (thrown) {
      if (own.signal.aborted) return;
      setProblem(Problem.of(thrown));
    }
    setReading(false);
  };
  createEffect(on(source, (wanted) => void start(wanted)));
  onCleanup(() => abort.abort());
  const again = () => void start(source());
  whenBack(problem, again);
  return { value, isReading, problem, again };
}
