// A file of the sandbox, read part by part.
import { createEffect, createSignal, on, onCleanup, type Accessor } from "solid-js";

import { Problem, query, whenBack } from "../client";
import { lacks, withPart, type FileText } from "./text";

export interface FileReading {
  text: Accessor<FileText | undefined>;
  isReading: Accessor<boolean>;
  problem: Accessor<Problem | undefined>;
  /** Reads the next part. */
  more(): void;
  /** Reads all of it anew. */
  again(): void;
}

export interface FileSource {
  organizationId: string;
  taskId: string;
  path: string;
  /** The line that is wanted: so much is read at once. */
  line?: number;
}

export function useFile(source: Accessor<FileSource>): FileReading {
  const [text, setText] = createSignal<FileText>();
  const [isReading, setReading] = createSignal(false);
  const [problem, setProblem] = createSignal<Problem>();
  let abort: AbortController | undefined;

  const read = async (wanted: number | undefined, isNew: boolean): Promise<void> => {
    abort?.abort();
    const own = new AbortController();
    abort = own;
    setReading(true);
    setProblem(undefined);
    const { organizationId, taskId, path } = source();
    let known = isNew ? undefined : text();
    try {
      do {
        const offset = known?.next ?? undefined;
        const part = await query("sandbox.file", [organizationId, taskId], { path, offset }, { signal: own.signal });
        known = withPart(known, part);
      } while (lacks(known, wanted));
      setText(known);
    } catch (thrown) {
      if (!own.signal.aborted) setProblem(Problem.of(thrown));
    }
    if (abort === own) setReading(false);
  };
  createEffect(
    on(
      () => [source().organizationId, source().taskId, source().path] as const,
      () => {
        setText(undefined);
        void read(source().line, true);
      },
    ),
  );
  createEffect(
    on(
      () => source().line,
      (line) => {
        if (text() && lacks(text(), line)) void read(line, false);
      },
      { defer: true },
    ),
  );
  const again = () => void read(source().line, true);
  whenBack(problem, again);
  onCleanup(() => abort?.abort());
  return {
    text,
    isReading,
    problem,
    more: () => void read(undefined, false),
    again,
  };
}
