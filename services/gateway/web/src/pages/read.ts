/** Something that is read once, and again when what it depends on changes or somebody asks: its value, or why there is none. */

import { createEffect, createSignal, on, onCleanup } from "solid-js";
import { Problem, whenBack } from "../client";

export interface Read<T> {
  /** What was read last; it stays while it is read again, and when that fails. */
  value: () => T | undefined;
  problem: () => Problem | undefined;
  isReading: () => boolean;
  again: () => void;
}

interface Options {
  /** What was read for the former source is shown until the new one is read. */
  keeps?: boolean;
}

/** Nothing is read while the source is `undefined`. Of two readings the later one counts. */
export function createRead<S, T>(
  source: () => S | undefined,
  read: (source: S, signal: AbortSignal) => Promise<T>,
  options: Options = {},
): Read<T> {
  const [value, setValue] = createSignal<T>();
  const [problem, setProblem] = createSignal<Problem>();
  const [isReading, setReading] = createSignal(false);
  let reading = new AbortController();

  async function run(from: S): Promise<void> {
    reading.abort();
    reading = new AbortController();
    const { signal } = reading;
    setReading(true);
    try {
      const found = await read(from, signal);
      if (signal.aborted) return;
      setValue(() => found);
      setProblem(undefined);
    } catch (thrown) {
      if (signal.aborted) return;
      setProblem(Problem.of(thrown));
    }
    setReading(false);
  }

  createEffect(
    on(source, (from) => {
      if (!options.keeps) setValue(undefined);
      setProblem(undefined);
      if (from !== undefined) void run(from);
    }),
  );
  onCleanup(() => reading.abort());
  const again = () => {
    const from = source();
    if (from !== undefined) void run(from);
  };
  whenBack(problem, again);
  return { value, problem, isReading, again };
}
