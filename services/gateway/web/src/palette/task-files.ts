/** The paths of the open task's files: read when somebody first looks for one, and kept for the next time. */

import { type Accessor, createMemo } from "solid-js";
import { query } from "../client";
import { useReading } from "../rail/reading";

export interface TaskFiles {
  paths: readonly string[];
  /** There are more than are looked at. */
  isCut: boolean;
}

/** Of so many tasks they are kept, the last ones. */
const KEPT = 4;
/** More pages than the most paths take. */
const MOST_PAGES = 64;

const kept = new Map<string, TaskFiles>();

/** What is kept is there at once, while it is read anew. `of`: organization and task; nothing is read without. */
export function useTaskFiles(of: Accessor<{ organizationId: string; taskId: string } | undefined>) {
  const reading = useReading(of, ({ organizationId, taskId }, signal) => readFiles([organizationId, taskId], signal));
  const name = () => `${of()?.organizationId}/${of()?.taskId}`;
  const files = createMemo(() => {
    const read = reading.value();
    return read ?? kept.get(name());
  });
  return { ...reading, files };
}

async function readFiles(key: string[], signal: AbortSignal): Promise<TaskFiles> {
  const paths: string[] = [];
  let after: string | undefined;
  let isCut = false;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const read = await query("sandbox.paths", key, { after }, { signal });
    for (const path of read.paths) paths.push(path);
    isCut = read.isCut;
    if (read.next === null || read.next === undefined) break;
    after = read.next;
  }
  const files = { paths, isCut };
  keep(key.join("/"), files);
  return files;
}

function keep(name: string, files: TaskFiles): void {
  kept.delete(name);
  kept.set(name, files);
  const [oldest] = kept.keys();
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
}
